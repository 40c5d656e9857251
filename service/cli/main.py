"""The command line. Every command goes through the HTTP API, in this process or at a server.

Imports stand inside the commands, so that `crosswalk --help` answers at once; what they do is in `service.terminal`.
Exit codes: 0 done, 1 failed with a message, 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from service.cli.glossary import glossary
from service.cli.kept import conversations, documents, initiatives, records
from service.cli.plans import plan, plans
from service.cli.shared import Community, InitiativeId, Json, answer, call, fail, failing, given, handed_in, reach, run

Asker = Annotated[Community | None, typer.Option("--community", help="Who asks; else People Readiness.")]

app = typer.Typer(
    name="crosswalk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Says what one community's words mean for another community's work.",
)
app.add_typer(glossary, name="glossary")
app.add_typer(records, name="records")
app.add_typer(initiatives, name="initiatives")
app.add_typer(documents, name="documents")
app.add_typer(conversations, name="conversations")
app.add_typer(plans, name="plans")
app.command()(plan)


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

    tally = run(context, work)
    if tally.rejected:
        fail(f"{counted(len(tally.rejected), 'file')} of {len(files)} rejected: {', '.join(tally.rejected)}")


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
    sent = handed_in(path, given({"from": from_, "to": to, "initiative_id": initiative}), stored=True)
    content = call(context, "POST", "/v1/translate", **sent)
    answer("interpretation", content, as_json, everything)


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
    answer("results", call(context, "POST", "/v1/search", json=asked), as_json)


@app.command()
def ask(
    context: typer.Context, question: str, initiative: InitiativeId = None, by: Asker = None, as_json: Json = False
) -> None:
    """Answers a question, each claim with its sources."""
    about = given({"initiative_id": initiative, "community": by})
    asked = about | {"messages": [{"role": "user", "content": question}]}
    answer("answer", call(context, "POST", "/v1/chat", json=asked), as_json)


@app.command()
def chat(context: typer.Context, initiative: InitiativeId = None, by: Asker = None) -> None:
    """Answers one question after the other, typed or piped in; /help says what else there is."""
    from service.terminal import chatting
    from service.terminal.printing import console

    with failing():
        answered = chatting.chat(reach(context), initiative, by, console())
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
    sent = handed_in(path, given({"initiative_id": initiative}))
    answer("verification", call(context, "POST", "/v1/verify", **sent), as_json)


def main() -> None:
    """Runs the command that was given."""
    app()


def _serve(context: typer.Context, host: str | None, port: int | None, *, sample: bool) -> None:
    from service.terminal import client, serving
    from service.terminal.printing import console

    reached = reach(context)
    with failing():
        settings = client.settings_of(reached)
        given = {"host": host, "port": port}
        settings = settings.model_copy(update={name: value for name, value in given.items() if value is not None})
        client.told(reached, lambda: serving.serve(settings, console(), sample=sample))
