"""What is kept: records, initiatives, documents, conversations."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.shared import InitiativeId, Json, answer, call, given, quoted

records = typer.Typer(no_args_is_help=True, help="What was answered on which grounds: show, verify.")
initiatives = typer.Typer(no_args_is_help=True, help="Initiatives: list.")
documents = typer.Typer(no_args_is_help=True, help="Documents of an initiative: list.")
conversations = typer.Typer(no_args_is_help=True, help="What was asked and answered before: list.")


@conversations.command("list")
def conversations_list(context: typer.Context, initiative: InitiativeId = None, as_json: Json = False) -> None:
    """Lists your conversations, the newest first."""
    asked = given({"initiative_id": initiative})
    answer("conversations", call(context, "GET", "/v1/conversations", params=asked), as_json)


@records.command("show")
def records_show(
    context: typer.Context,
    record: Annotated[str | None, typer.Argument(help="A record's id; without it, the newest are listed.")] = None,
    as_json: Json = False,
) -> None:
    """Shows a record, or lists the newest."""
    path = "/v1/records" if record is None else f"/v1/records/{quoted(record)}"
    answer("records" if record is None else "record", call(context, "GET", path), as_json)


@records.command("verify")
def records_verify(
    context: typer.Context,
    record: Annotated[str | None, typer.Argument(help="Up to this record; without it, all of them.")] = None,
    as_json: Json = False,
) -> None:
    """Recomputes the chain of records, and says where it is broken."""
    path = "/v1/records/verify" if record is None else f"/v1/records/{quoted(record)}/verify"
    content = call(context, "GET", path)
    answer("checked", content, as_json)
    if b'"ok":true' not in content:
        raise typer.Exit(1)


@initiatives.command("list")
def initiatives_list(context: typer.Context, as_json: Json = False) -> None:
    """Lists the initiatives that you may read."""
    answer("initiatives", call(context, "GET", "/v1/initiatives"), as_json)


@documents.command("list")
def documents_list(context: typer.Context, initiative: str, as_json: Json = False) -> None:
    """Lists an initiative's documents."""
    answer("documents", call(context, "GET", f"/v1/initiatives/{quoted(initiative)}/documents"), as_json)
