"""What the product does, one module a workflow: gather, check, record.

Routes and commands call these and nothing below. What must be right comes from code and carries its sources; every
interpretation, search, answer and check leaves a record before it is returned.
"""

from service.workflows.answering import Asked, ClaimChecked, Done, Event, SourcesShown, answer
from service.workflows.documents import Text, add_document, find
from service.workflows.interpreting import interpret
from service.workflows.parts import SOFTWARE, Parts
from service.workflows.verifying import verify

__all__ = [
    "SOFTWARE",
    "Asked",
    "ClaimChecked",
    "Done",
    "Event",
    "Parts",
    "SourcesShown",
    "Text",
    "add_document",
    "answer",
    "find",
    "interpret",
    "verify",
]
