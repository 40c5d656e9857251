"""The glossary: match, show, lint, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from service.cli.shared import Community, Json, answer, bytes_of, call, fail, failing, quoted, standard_input, write

Form = Literal["yaml", "json", "ttl", "rdfxml", "jsonld", "tbx", "csv"]

glossary = typer.Typer(no_args_is_help=True, help="The glossary: match, show, lint, import, export.")


@glossary.command("match")
def glossary_match(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A text, or - for standard input.")],
    community: Annotated[Community | None, typer.Option(help="Who wrote it.")] = None,
    as_json: Json = False,
) -> None:
    """Shows where a text uses the glossary's labels."""
    text = standard_input() if text == "-" else text
    asked = {"text": text} | ({"community": community} if community else {})
    answer("matches", call(context, "POST", "/v1/glossary/match", json=asked), as_json, text)


@glossary.command("show")
def glossary_show(context: typer.Context, concept: str, as_json: Json = False) -> None:
    """Shows one concept, by its id."""
    answer("concept", call(context, "GET", f"/v1/glossary/concepts/{quoted(concept)}"), as_json)


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
        fail(f"{len(problems)} found in {folder or catalog.PACKAGED}")
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
    content = call(context, "POST", "/v1/glossary/import", params=query, content=bytes_of(file))
    answer("imported", content, as_json)


@glossary.command("export")
def glossary_export(
    context: typer.Context,
    format_: Annotated[Form, typer.Option("--format", help="The form.")] = "yaml",
    output: Annotated[Path | None, typer.Option(help="A file; standard output without it.")] = None,
) -> None:
    """Writes the whole glossary out."""
    content = call(context, "GET", "/v1/glossary/export", params={"format": format_})
    if output is None:
        write(content)
        return
    with failing():
        output.write_bytes(content)
