"""Joint plans: drafted and shown, checked, exported, edited, tried out and compared."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from service.cli.shared import Json, answer, call, fail, failing, given, quoted, write

Format = Literal["md", "json", "ics", "csv", "xlsx", "docx", "mermaid", "mspdi", "svg"]
Severity = Literal["high", "medium", "low"]
Track = Literal["technical", "readiness", "both"]
State = Literal["planned", "tentative", "done", "cancelled"]
Initiative = Annotated[str, typer.Argument(help="An initiative's id.")]
Milestone = Annotated[str, typer.Argument(help="Its id, or words of its title that no other has.")]
_DAY = ["%Y-%m-%d"]

plans = typer.Typer(no_args_is_help=True, help="Joint plans: list, versions, changes, what-if, sync, edit …")


def plan(
    context: typer.Context,
    initiative: Initiative,
    format_: Annotated[Format | None, typer.Option("--format", help="Write it out in this form.")] = None,
    output: Annotated[Path | None, typer.Option(help="A file; standard output without it.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only what does not fit; exit code 1 if anything.")] = False,
    at_least: Annotated[Severity, typer.Option(help="With --check: how grave it has to be.")] = "low",
    today: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="The day it is drafted for.")] = None,
    version: Annotated[int | None, typer.Option(min=1, help="An earlier version, as it was.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show all that was found.")] = False,
    as_json: Json = False,
) -> None:
    """Drafts the joint plan of an initiative from its documents, or shows it where nothing has changed."""
    content = _plan(context, initiative, today, version)
    found = json.loads(content)
    if check:
        grave = ("high", "medium", "low")[: ("high", "medium", "low").index(at_least) + 1]
        found["disconnects"] = [d for d in found["disconnects"] if d["severity"] in grave]
        answer("misfits", content if as_json else json.dumps(found).encode(), as_json)
        if found["disconnects"]:
            raise typer.Exit(1)
    elif format_ is not None:
        _export(context, found, format_, output)
    else:
        answer("plan", content, as_json, everything)


@plans.command("list")
def plans_list(context: typer.Context, as_json: Json = False) -> None:
    """Lists the plans that you may read."""
    answer("plans", call(context, "GET", "/v1/plans"), as_json)


@plans.command("versions")
def plans_versions(context: typer.Context, initiative: Initiative, as_json: Json = False) -> None:
    """Lists the versions of a plan: who made each, and why."""
    answer("versions", call(context, "GET", f"/v1/plans/{_id(context, initiative)}/versions"), as_json)


@plans.command("changes")
def plans_changes(
    context: typer.Context,
    initiative: Initiative,
    since: Annotated[int | None, typer.Option(min=1, help="A version; the one before the newest without it.")] = None,
    until: Annotated[int | None, typer.Option(min=1, help="A version; the newest without it.")] = None,
    as_json: Json = False,
) -> None:
    """Says what changed from one version of a plan to another."""
    path = f"/v1/plans/{_id(context, initiative)}/changes"
    answer("changes", call(context, "GET", path, params=given({"since": since, "until": until})), as_json)


@plans.command("what-if")
def plans_what_if(
    context: typer.Context,
    initiative: Initiative,
    milestone: Milestone,
    shift: Annotated[int, typer.Option("--shift", help="Working days; negative for earlier.")],
    as_json: Json = False,
) -> None:
    """Says what would move and what would break if a milestone moved; the plan stays as it is."""
    path = f"/v1/plans/{_id(context, initiative)}/what-if"
    answer("what_if", call(context, "POST", path, json={"milestone": milestone, "shift_days": shift}), as_json)


@plans.command("sync")
def plans_sync(
    context: typer.Context,
    initiative: Initiative,
    since: Annotated[int | None, typer.Option(min=1, help="The last meeting's version; else the one before.")] = None,
    today: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="The day of the meeting.")] = None,
    as_json: Json = False,
) -> None:
    """Writes the agenda of the weekly sync: changed, blocked, coming, to decide."""
    path = f"/v1/plans/{_id(context, initiative)}/sync"
    answer("sheet", call(context, "GET", path, params=given({"since": since, "today": _iso(today)})), as_json)


@plans.command("retrospective")
def plans_retrospective(
    context: typer.Context,
    initiative: Initiative,
    baseline: Annotated[int, typer.Option(min=1, help="The version that counts as the plan.")] = 1,
    today: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="The day of the meeting.")] = None,
    as_json: Json = False,
) -> None:
    """Writes the prompt sheet of the joint retrospective: plan against actual, and what to ask both sides."""
    path = f"/v1/plans/{_id(context, initiative)}/retrospective"
    answer("sheet", call(context, "GET", path, params=given({"baseline": baseline, "today": _iso(today)})), as_json)


@plans.command("edit")
def plans_edit(
    context: typer.Context,
    initiative: Initiative,
    milestone: Annotated[str, typer.Argument(help="Its id.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept as your word.")],
    title: Annotated[str | None, typer.Option()] = None,
    start: Annotated[dt.datetime | None, typer.Option(formats=_DAY)] = None,
    end: Annotated[dt.datetime | None, typer.Option(formats=_DAY)] = None,
    owner: Annotated[str | None, typer.Option()] = None,
    status: Annotated[State | None, typer.Option()] = None,
    track: Annotated[Track | None, typer.Option()] = None,
    as_json: Json = False,
) -> None:
    """Changes a milestone: a new version of the plan, in which what follows is computed anew."""
    fields = {"title": title, "owner": owner, "status": status, "track": track, "reason": reason}
    fields |= {"start": _iso(start), "end": _iso(end)}
    path = f"/v1/plans/{_id(context, initiative)}/milestones/{quoted(milestone)}"
    answer("plan", call(context, "PATCH", path, json=given(fields)), as_json)


def _plan(context: typer.Context, initiative: str, today: dt.datetime | None, version: int | None) -> bytes:
    if version is not None:
        return call(context, "GET", f"/v1/plans/{_id(context, initiative)}", params={"version": version})
    asked = given({"initiative_id": initiative, "today": _iso(today)})
    return call(context, "POST", "/v1/plans", json=asked)


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.date().isoformat() if moment is not None else None


def _export(context: typer.Context, found: dict[str, Any], format_: Format, output: Path | None) -> None:
    path, asked = f"/v1/plans/{found['id']}/export", {"format": format_, "version": found["version"]}
    content = call(context, "GET", path, params=asked)
    report = json.loads(call(context, "GET", f"{path}/report", params=asked))
    for line in report["report"]:
        typer.echo(f"{format_}: {line}", err=True)
    if output is None:
        write(content)
        return
    with failing():
        output.write_bytes(content)
    typer.echo(f"{output}: {len(content):,} bytes", err=True)


def _id(context: typer.Context, initiative: str) -> str:
    """The plan's id, by its initiative's."""
    listed = json.loads(call(context, "GET", "/v1/plans", params={"initiative_id": initiative}))["plans"]
    if not listed:
        fail(f"{initiative}: found no plan; draft it first with `crosswalk plan {initiative}`")
    return str(listed[0]["id"])
