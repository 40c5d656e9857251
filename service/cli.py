"""The command line. Every command goes through the HTTP API, in this process or at a server.

Imports stand inside the commands, so that `crosswalk --help` answers at once; what they do is in `service.terminal`.
Exit codes: 0 done, 1 failed with a message, 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from service.terminal.client import Reach

Community = Literal["it", "people_readiness", "hr", "operations", "business"]
Form = Literal["yaml", "json", "ttl", "rdfxml", "jsonld", "tbx", "csv"]
Json = Annotated[bool, typer.Option("--json", help="Print what the HTTP API returns.")]
Asker = Annotated[Community | None, typer.Option("--community", help="Who asks; else People Readiness.")]
InitiativeId = Annotated[str | None, typer.Option("--initiative", metavar="ID", help="An initiative's id.")]

app = typer.Typer(
    name="crosswalk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Says what one community's words mean for another community's work.",
)
glossary = typer.Typer(no_args_is_help=True, help="The glossary: match, show, lint, import, export.")
records = typer.Typer(no_args_is_help=True, help="What was answered on which grounds: show, verify.")
initiatives = typer.Typer(no_args_is_help=True, help="Initiatives: list.")
documents = typer.Typer(no_args_is_help=True, help="Documents of an initiative: list.")
conversations = typer.Typer(no_args_is_help=True, help="What was asked and answered before: list.")
app.add_typer(glossary, name="glossary")
app.add_typer(records, name="records")
app.add_typer(initiatives, name="initiatives")
app.add_typer(documents, name="documents")
app.add_typer(conversations, name="conversations")


@app.callback()
def start(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option(envvar="CROSSWALK_DATA", metavar="DIR", help="The data folder; ./data without it.")
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(envvar="CROSSWALK_SERVER", metavar="URL", help="A running service, rather than a data folder."),
    ] = None,
    key: Annotated[
        str | None, typer.Option(envvar="CROSSWALK_KEY", hidden=True, help="The API key for --server.")
    ] = None,
) -> None:
    """Says what one community's words mean for another community's work."""
    context.obj = (data, server, key)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="The address to answer at.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = None,
) -> None:
    """Serves the HTTP API until Ctrl+C."""
    _serve(context, host, port, sample=False)


@app.command(hidden=True)
def demo(context: typer.Context, port: Annotated[int | None, typer.Option(min=0, max=65535)] = None) -> None:
    """Loads the sample initiative, prints one interpretation, and serves."""
    _serve(context, "127.0.0.1", port, sample=True)


@app.command()
def ingest(
    context: typer.Context,
    initiative: Annotated[str, typer.Argument(help="Its id or name; made if there is none.")],
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Files, or folders with all below them.")],
    community: Annotated[Community | None, typer.Option(help="Who wrote them.")] = None,
    dated: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Their own date.")] = None,
    wait: Annotated[bool, typer.Option(help="Wait until all is found by meaning too.")] = True,
) -> None:
    """Adds documents to an initiative. Those that cannot be read are listed with the reason; the others are kept."""
    from service.terminal import ingesting
    from service.terminal.client import Api
    from service.terminal.printing import console, counted

    out = console()
    day = dated.date() if dated else None
    files = [ingesting.File(path, community, day) for path in ingesting.files_in(paths)]
    if not files:
        raise typer.BadParameter("found no files in these folders")

    async def work(api: Api) -> ingesting.Tally:
        key = await ingesting.initiative_named(api, initiative, out)
        tally = await ingesting.add(api, key, files, out)
        if wait and tally.stored:
            await ingesting.wait_for_vectors(api, key, out)
        return tally

    tally = _run(context, work)
    if tally.rejected:
        _fail(f"{counted(len(tally.rejected), 'file')} of {len(files)} rejected: {', '.join(tally.rejected)}")


@app.command()
def translate(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH|-", help="A file, - for standard input, or a document's id.")],
    to: Annotated[Community, typer.Option(help="Who has to understand it.")],
    from_: Annotated[Community | None, typer.Option("--from", help="Who wrote it; IT, where it is not known.")] = None,
    initiative: InitiativeId = None,
    everything: Annotated[bool, typer.Option("--all", help="Show all that was found.")] = False,
    as_json: Json = False,
) -> None:
    """Interprets a document or text of one community for another."""
    sent = _handed_in(path, _given({"from": from_, "to": to, "initiative_id": initiative}), stored=True)
    content = _call(context, "POST", "/v1/translate", **sent)
    _answer("interpretation", content, as_json, everything)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.")],
    initiative: Annotated[list[str] | None, typer.Option("--initiative", metavar="ID", help="Only in these.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages at most.")] = 5,
    as_json: Json = False,
) -> None:
    """Finds passages, by words and by meaning."""
    asked = {"query": query, "k": k} | ({"initiative_ids": initiative} if initiative else {})
    _answer("results", _call(context, "POST", "/v1/search", json=asked), as_json)


@app.command()
def ask(
    context: typer.Context, question: str, initiative: InitiativeId = None, by: Asker = None, as_json: Json = False
) -> None:
    """Answers a question, each claim with its sources."""
    about = _given({"initiative_id": initiative, "community": by})
    asked = about | {"messages": [{"role": "user", "content": question}]}
    _answer("answer", _call(context, "POST", "/v1/chat", json=asked), as_json)


@app.command()
def chat(context: typer.Context, initiative: InitiativeId = None, by: Asker = None) -> None:
    """Answers one question after the other, typed or piped in; /help says what else there is."""
    from service.terminal import chatting
    from service.terminal.printing import console

    with _failing():
        answered = chatting.chat(_reach(context), initiative, by, console())
    if not answered:
        raise typer.Exit(1)


@app.command()
def verify(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH|-", help="A file, or - for standard input.")],
    initiative: InitiativeId = None,
    as_json: Json = False,
) -> None:
    """Checks a text, claim by claim, against the sources."""
    sent = _handed_in(path, _given({"initiative_id": initiative}))
    _answer("verification", _call(context, "POST", "/v1/verify", **sent), as_json)


@conversations.command("list")
def conversations_list(context: typer.Context, initiative: InitiativeId = None, as_json: Json = False) -> None:
    """Lists your conversations, the newest first."""
    asked = _given({"initiative_id": initiative})
    _answer("conversations", _call(context, "GET", "/v1/conversations", params=asked), as_json)


@glossary.command("match")
def glossary_match(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A text, or - for standard input.")],
    community: Annotated[Community | None, typer.Option(help="Who wrote it.")] = None,
    as_json: Json = False,
) -> None:
    """Shows where a text uses the glossary's labels."""
    text = _standard_input() if text == "-" else text
    asked = {"text": text} | ({"community": community} if community else {})
    _answer("matches", _call(context, "POST", "/v1/glossary/match", json=asked), as_json, text)


@glossary.command("show")
def glossary_show(context: typer.Context, concept: str, as_json: Json = False) -> None:
    """Shows one concept, by its id."""
    _answer("concept", _call(context, "GET", f"/v1/glossary/concepts/{_quoted(concept)}"), as_json)


@glossary.command("lint")
def glossary_lint(
    folder: Annotated[
        Path | None, typer.Argument(exists=True, file_okay=False, help="Without it, Crosswalk's own.")
    ] = None,
) -> None:
    """Checks a folder of glossary files, and names every place where something is wrong."""
    from glossary import catalog

    problems = catalog.lint(folder or catalog.PACKAGED)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        _fail(f"{len(problems)} found in {folder or catalog.PACKAGED}")
    typer.echo("All is well.")


@glossary.command("import")
def glossary_import(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="YAML, JSON, SKOS (.ttl, .rdf, .jsonld) or .tbx.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: Json = False,
) -> None:
    """Takes in concepts: all of a file, or none if any does not fit."""
    form = {".ttl": "ttl", ".rdf": "rdfxml", ".xml": "rdfxml", ".jsonld": "jsonld", ".tbx": "tbx"}.get(
        file.suffix.lower()
    )
    query: dict[str, Any] = {"dry_run": dry_run, "name": file.name, "format": form or "yaml"}
    content = _call(context, "POST", "/v1/glossary/import", params=query, content=_content(file))
    _answer("imported", content, as_json)


@glossary.command("export")
def glossary_export(
    context: typer.Context,
    format_: Annotated[Form, typer.Option("--format", help="The form.")] = "yaml",
    output: Annotated[Path | None, typer.Option(help="A file; standard output without it.")] = None,
) -> None:
    """Writes the whole glossary out."""
    content = _call(context, "GET", "/v1/glossary/export", params={"format": format_})
    if output is None:
        _print(content)
        return
    with _failing():
        output.write_bytes(content)


@records.command("show")
def records_show(
    context: typer.Context,
    record: Annotated[str | None, typer.Argument(help="A record's id; without it, the newest are listed.")] = None,
    as_json: Json = False,
) -> None:
    """Shows a record, or lists the newest."""
    path = "/v1/records" if record is None else f"/v1/records/{_quoted(record)}"
    _answer("records" if record is None else "record", _call(context, "GET", path), as_json)


@records.command("verify")
def records_verify(
    context: typer.Context,
    record: Annotated[str | None, typer.Argument(help="Up to this record; without it, all of them.")] = None,
    as_json: Json = False,
) -> None:
    """Recomputes the chain of records, and says where it is broken."""
    path = "/v1/records/verify" if record is None else f"/v1/records/{_quoted(record)}/verify"
    content = _call(context, "GET", path)
    _answer("checked", content, as_json)
    if b'"ok":true' not in content:
        raise typer.Exit(1)


@initiatives.command("list")
def initiatives_list(context: typer.Context, as_json: Json = False) -> None:
    """Lists the initiatives that you may read."""
    _answer("initiatives", _call(context, "GET", "/v1/initiatives"), as_json)


@documents.command("list")
def documents_list(context: typer.Context, initiative: str, as_json: Json = False) -> None:
    """Lists an initiative's documents."""
    _answer("documents", _call(context, "GET", f"/v1/initiatives/{_quoted(initiative)}/documents"), as_json)


def main() -> None:
    """Runs the command that was given."""
    app()


def _serve(context: typer.Context, host: str | None, port: int | None, *, sample: bool) -> None:
    from service.terminal import client, serving
    from service.terminal.printing import console

    reach = _reach(context)
    with _failing():
        settings = client.settings_of(reach)
        given = {"host": host, "port": port}
        settings = settings.model_copy(update={name: value for name, value in given.items() if value is not None})
        client.told(reach, lambda: serving.serve(settings, console(), sample=sample))


def _reach(context: typer.Context) -> Reach:
    from service.terminal.client import Reach

    return Reach(*context.obj)


def _run(context: typer.Context, work: Callable[..., Any]) -> Any:
    from service.terminal.client import run

    with _failing():
        return run(_reach(context), work)


def _call(context: typer.Context, method: str, path: str, **sent: Any) -> bytes:
    async def work(api: Any) -> bytes:
        response = await api.call(method, path, **sent)
        return bytes(response.content)

    content: bytes = _run(context, work)
    return content


@contextmanager
def _failing() -> Iterator[None]:
    from service.terminal.client import Failed

    try:
        yield
    except Failed as exc:
        _fail(str(exc))
    except OSError as exc:
        _fail(f"{exc.filename or 'the file'}: {exc.strerror or exc}; check the path and its rights")


def _fail(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _answer(kind: str, content: bytes, as_json: bool, *more: Any) -> None:
    """Prints what the API returned, as it is or as `answers` or `lists` of `service.terminal` set it."""
    if as_json:
        _print(content)
        return
    import json

    from service.terminal import answers, lists
    from service.terminal.printing import show

    setting = getattr(answers, kind, None) or getattr(lists, kind)
    show(setting(json.loads(content), *more))


def _print(content: bytes) -> None:
    sys.stdout.buffer.write(content.rstrip(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _handed_in(path: str, asked: dict[str, Any], *, stored: bool = False) -> dict[str, Any]:
    """What is sent of a file, of standard input or, where `stored` ones are taken, of a document by its id."""
    if path == "-":
        return {"json": asked | {"text": _standard_input()}}
    if os.path.isfile(path):
        return {"data": asked, "files": {"file": (Path(path).name, _content(Path(path)))}}
    if stored and path.startswith("d_") and not os.path.exists(path):
        return {"json": asked | {"document_id": path}}
    expected = "a file, -, or a document's id" if stored else "a file, or - for standard input"
    raise typer.BadParameter(f"{path[:80]}: found no such file; expected {expected}")


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise typer.BadParameter(f"standard input: byte {exc.start} is no UTF-8; expected text in UTF-8") from exc


def _content(file: Path) -> bytes:
    with _failing():
        return file.read_bytes()


def _quoted(part: str) -> str:
    from urllib.parse import quote

    return quote(part, safe="")


if __name__ == "__main__":
    main()
