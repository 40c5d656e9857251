"""The cases: whether all files can be used, and the schemas that help to write them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.command.shared import fail, failing


def cases(
    check: Annotated[bool, typer.Option("--check", help="Only say whether all can be used; write nothing.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Write the JSON schemas beside the cases.")] = False,
    guides: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="A folder of guides.")] = None,
) -> None:
    """Lists how many cases each suite has, after reading all of them; names what is wrong in any."""
    from evals.cases import loading
    from evals.suites.nouns import Options
    from evals.suites.registry import SUITES

    faults = []
    with failing():
        for name in loading.MODELS:
            path = loading.DATASETS / f"{name}.schema.json"
            if schema and not check:
                path.write_text(loading.schema_text(name), encoding="utf-8")
            elif not path.is_file() or path.read_text(encoding="utf-8") != loading.schema_text(name):
                faults.append(f"{path}: is not what the model says; write it anew with --schema")
        for suite in SUITES.values():
            try:
                held = suite.cases(Options(guides=guides))
            except loading.BadCases as exc:
                faults.append(str(exc))
                continue
            fast = sum(case.fast for case in held)
            typer.echo(f"{suite.name:<16} {len(held):>5} cases, {fast} of them fast")
    if faults:
        fail("\n".join(faults))
