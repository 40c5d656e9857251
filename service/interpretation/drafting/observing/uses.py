"""Reader of uses."""

from __future__ import annotations

from glossary.edition import Edition
from service.interpretation.drafting.nouns import Material
from service.planning.observed import Use


def uses(material: Material, glossary: Edition) -> tuple[Use, ...]:
    """What documents say of it."""
    return ()
