"""The house's map: who may import whom, read from the modules themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("evals", "glossary", "prompts", "retrieval", "service")
ALLOWED = {
    "tests": {"evals", "service", "glossary", "retrieval", "prompts"},
    "evals": {"service", "glossary", "retrieval", "prompts"},
    "service": {"glossary", "retrieval", "prompts"},
    "glossary": set(),
    "retrieval": set(),
    "prompts": set(),
}
SERVICE_ROWS = (
    {"cli"},
    {"terminal"},
    {"app"},
    {"api", "wiring"},
    {"dependencies"},
    {"bodies"},
    {"workflows"},
    {"interpretation"},
    {"llm", "planning", "provenance"},
    {"errors", "settings"},
)
HOMES = {
    "chromadb": {"retrieval/indexes/chroma.py"},
    "langchain": {"service/llm/agent.py"},
    "langchain_openai": {"service/llm/client.py", "retrieval/indexes/remote_embeddings.py"},
    "tenacity": {"service/llm/resilience.py"},
    "rdflib": {"glossary/skos.py"},
    "jinja2": {"evals/reports/markup/rendering.py"},
    "icalendar": {"service/planning/exports/texts/ics.py"},
    "holidays": {"service/planning/working_days.py"},
    "syntok": {"service/interpretation/reading/sentences.py", "retrieval/passages.py"},
    "ahocorasick_rs": {"glossary/matcher.py"},
    "onnxruntime": {"retrieval/indexes/embeddings.py"},
    "prov": {"service/provenance/prov.py"},
}
FASTAPI_HOMES = ("service/app.py", "service/api/", "service/dependencies.py", "service/bodies.py")


def modules(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    for path, tree in modules(package):
        for name in imports(tree):
            top = name.split(".")[0]
            if top in ALLOWED and top != package:
                assert top in ALLOWED[package], f"{path} imports {name}; {package} may import {ALLOWED[package]}"


def test_rows_of_service_never_import_upwards_or_sideways() -> None:
    row_of = {name: number for number, row in enumerate(SERVICE_ROWS) for name in row}
    for path, tree in modules("service"):
        own = path.with_suffix("").parts[1]
        if own not in row_of:
            assert own in ("__init__", "__main__", "lock", "demo"), f"{path} stands in no row of the map"
            continue
        for name in imports(tree):
            parts = name.split(".")
            if parts[0] != "service" or len(parts) < 2 or parts[1] == own:
                continue
            below = row_of.get(parts[1], len(SERVICE_ROWS))
            assert below > row_of[own], f"{path} imports {name}, which does not lie below it"


@pytest.mark.parametrize("library", HOMES)
def test_an_outside_library_has_one_home(library: str) -> None:
    for package in PACKAGES:
        for path, tree in modules(package):
            if path.parts[:2] == ("evals", "bench"):
                continue
            if any(name.split(".")[0] == library for name in imports(tree)):
                assert path.as_posix() in HOMES[library], f"{path} imports {library}"


def test_fastapi_stays_at_the_doors() -> None:
    for package in PACKAGES:
        for path, tree in modules(package):
            if any(name.split(".")[0] in ("fastapi", "starlette") for name in imports(tree)):
                assert path.as_posix().startswith(FASTAPI_HOMES), f"{path} imports fastapi"


def test_imports_stand_at_the_top_but_in_commands() -> None:
    for package in PACKAGES:
        for path, tree in modules(package):
            if path.parts[:2] in (("service", "cli"), ("evals", "command")):
                continue
            inner = [
                node
                for function in ast.walk(tree)
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
                for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
            assert not inner, f"{path}:{inner[0].lineno} imports inside a function"


def test_modules_and_folders_stay_readable() -> None:
    for package in (*PACKAGES, "tests"):
        for path, _ in modules(package):
            assert len((ROOT / path).read_text("utf-8").splitlines()) <= 400, f"{path} holds more than one story"
    for package in PACKAGES:
        for folder in [ROOT / package, *(p for p in (ROOT / package).rglob("*") if p.is_dir())]:
            held = [p for p in folder.glob("*.py") if p.name not in ("__init__.py", "__main__.py")]
            assert len(held) <= 8 or "versions" in folder.parts, f"{folder} holds {len(held)} modules"
