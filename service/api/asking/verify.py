"""Verify: what the documents say to each statement of a text."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints

from service import workflows
from service.dependencies import Asking, Body, BodyId, Service, Words, on_disk, sent
from service.errors import BadRequest
from service.interpretation.nouns import Verification
from service.workflows import Text

router = APIRouter(prefix="/v1/verify", tags=["verify"])

MOST_SOURCES = 100


class Against(Body):
    """Beside whose documents a text is checked."""

    initiative_id: BodyId | None = None
    """All that the caller may read, without it."""
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class Asked(Against):
    """A text to check."""

    text: Words
    sources: Annotated[tuple[BodyId, ...], Field(max_length=MOST_SOURCES)] = ()
    """Ids of documents (`d_…`) or passages (`p_…`), to check against these alone."""


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Asked.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        **Against.model_json_schema()["properties"],
                    },
                }
            },
        },
    }
}


@router.post("", openapi_extra=_BODY)
async def verify(request: Request, service: Service, asking: Asking) -> Verification:
    """Checks a text, or a file that is read and not kept, claim by claim against the sources."""
    async with sent(request, Asked, Against) as (asked, files):
        if isinstance(asked, Asked):
            text = Text(text=asked.text, title=asked.title)
            return await workflows.verify(
                service, asking, text, initiative_id=asked.initiative_id, sources=asked.sources
            )
        if len(files) != 1:
            raise BadRequest(f"found {len(files)} files; expected one, for each text is checked by itself")
        async with on_disk(files[0]) as path:
            text = Text(file=(files[0].filename or "", path), title=asked.title)
            return await workflows.verify(service, asking, text, initiative_id=asked.initiative_id)
