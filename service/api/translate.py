"""Translate: what a text of one community means for another."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints

from glossary.concepts import Community
from service import workflows
from service.dependencies import Asking, Body, BodyId, Service, Words, on_disk, sent
from service.errors import BadRequest
from service.interpretation.nouns import Interpretation
from service.workflows import Text

router = APIRouter(prefix="/v1/translate", tags=["translate"])


class Direction(Body):
    """From whom to whom, and beside whose documents."""

    from_: Annotated[Community | None, Field(alias="from")] = None
    """Who wrote it; for a stored document, the one it was added with; else IT."""
    to: Community
    initiative_id: BodyId | None = None
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    """Of text or a file that bears none, or another; a stored document keeps its own."""


class Asked(Direction):
    """Text, or a stored document, to interpret."""

    text: Words | None = None
    document_id: BodyId | None = None


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Asked.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "to"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        **Direction.model_json_schema()["properties"],
                    },
                }
            },
        },
    }
}


@router.post("", openapi_extra=_BODY)
async def translate(request: Request, service: Service, asking: Asking) -> Interpretation:
    """Interprets text, a stored document, or a file that is read and not kept."""
    async with sent(request, Asked, Direction) as (asked, files):
        if isinstance(asked, Asked):
            source = Text(text=asked.text, document_id=asked.document_id, title=asked.title)
            return await _interpreted(service, asking, source, asked)
        if len(files) != 1:
            raise BadRequest(f"found {len(files)} files; expected one, for each document has its own interpretation")
        async with on_disk(files[0]) as path:
            source = Text(file=(files[0].filename or "", path), title=asked.title)
            return await _interpreted(service, asking, source, asked)


async def _interpreted(service: Service, asking: Asking, source: Text, asked: Direction) -> Interpretation:
    return await workflows.interpret(
        service, asking, source, from_=asked.from_, to=asked.to, initiative_id=asked.initiative_id
    )
