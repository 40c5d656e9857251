"""Joint plans: drafted, read, edited, compared and tried out; each version is kept beside its record."""

from service.workflows.planning.drafting import Drawn, draft_plan, material_of
from service.workflows.planning.editing import Change, Tried, edit, shift
from service.workflows.planning.keeping import Kept, read, up_to_date

__all__ = ["Change", "Drawn", "Kept", "Tried", "draft_plan", "edit", "material_of", "read", "shift", "up_to_date"]
