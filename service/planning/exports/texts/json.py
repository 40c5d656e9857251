"""The plan as JSON: exactly what the HTTP API returns for it."""

from __future__ import annotations

from service.planning.exports.nouns import Export, file_name
from service.planning.nouns import Plan


def export(plan: Plan) -> Export:
    """Every field, nothing lost."""
    content = plan.model_dump_json(indent=2, by_alias=True).encode() + b"\n"
    return Export(content, "application/json", file_name(plan, "json"))
