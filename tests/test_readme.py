"""The README says what is so: its commands, targets, addresses, settings and snippets exist and are well formed."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import typer
import yaml
from rich.console import Console

from evals.cases.loading import load
from evals.nouns import SUITES
from glossary.catalog import lint, packaged
from retrieval.access import Caller
from retrieval.database.initiatives import NewInitiative, create_initiative
from retrieval.loaders.files import FORMATS
from service import cli
from service.app import create
from service.interpretation.nouns import Interpretation
from service.settings import Settings
from service.terminal.interpretation import interpretation
from service.terminal.printing import show
from service.wiring import wired
from service.workflows import Parts, Text, add_document, interpret

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "service" / "sample"
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands(program: str) -> Iterator[list[str]]:
    """The words of every call of a program in the shell blocks, pipes taken apart."""
    for kind, block in BLOCKS:
        if kind == "sh":
            for line in re.sub(r"\\\n|\|\n", lambda m: " " if m[0][0] == "\\" else "| ", block).splitlines():
                for part in _calls(line):
                    if part and part[0] == program:
                        yield part


def _calls(line: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|><")
    lexer.whitespace_split = True
    call: list[str] = []
    for word in lexer:
        if word == "|":
            yield call
            call = []
        elif word in (">", "<"):
            break
        else:
            call.append(word)
    yield call


def _help(*words: str) -> str:
    code = "import sys; from service.cli import main; sys.argv[0] = 'crosswalk'; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


CALLS = sorted({tuple(call[1:]) for call in commands("crosswalk")})
EVALS = sorted(
    {tuple(call[3:]) for call in commands(".venv/bin/python") if call[1:3] == ["-m", "evals"] and len(call) > 3}
)
SUBCOMMANDS = ("glossary", "records", "conversations", "plans")


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_crosswalk_command_exists_with_its_options(call: tuple[str, ...]) -> None:
    words = call[:2] if call[0] in SUBCOMMANDS else call[:1]
    help_text = _help(*words)
    for option in (word for word in call if word.startswith("--")):
        assert re.search(rf"{option}\b", help_text), f"crosswalk {' '.join(words)} has no {option}"


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {call[1] for call in commands("make")} | set(re.findall(r"`make ([a-z-]+)", README))
    assert {"run", "test"} <= named <= targets


def test_every_address_and_body_fits_the_interface(tmp_path: Path) -> None:
    with wired(Settings(data=tmp_path)) as parts:
        description = create(parts).openapi()
    for call in commands("curl"):
        address = next(word for word in call if word.startswith("http"))
        path = re.sub(r"^http://[^/]+", "", address).partition("?")[0]
        method = call[call.index("-X") + 1].lower() if "-X" in call else "post" if {"-d", "-F"} & {*call} else "get"
        fitting = [known for known in description["paths"] if re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", known), path)]
        assert any(method in description["paths"][known] for known in fitting), f"{method} {path} does not exist"
        if "-d" in call:
            assert isinstance(json.loads(call[call.index("-d") + 1]), dict)
    for method, path in re.findall(r"`(GET|POST|PATCH|DELETE) (/v1/[^`]+)`", README):
        known = {re.sub(r"{[^}]+}", "{id}", p): p for p in description["paths"]}
        assert method.lower() in description["paths"][known[path]]


def test_every_setting_is_in_the_table_and_no_other() -> None:
    named = set(re.findall(r"CROSSWALK_[A-Z_]+", README))
    service = {f"CROSSWALK_{field.upper()}" for field in Settings.model_fields}
    commands = {option.envvar for option in typer.main.get_command(cli.app).params if option.envvar}
    assert named == service | commands


def test_every_format_that_is_read_is_named() -> None:
    named = set(re.findall(r"\.[a-z]+", re.search(r"\(`(\.md .*?)`\)", README, re.DOTALL)[1]))  # type: ignore[index]
    assert named <= set(FORMATS)
    assert {FORMATS[ending] for ending in named} == set(FORMATS.values())


def test_the_number_of_concepts_is_what_comes_along() -> None:
    for name in ("README.md", "CHANGELOG.md"):
        (told,) = re.findall(r"(\d+)\s+concepts", (ROOT / name).read_text("utf-8"))
        assert int(told) == len(packaged().concepts), name


def test_the_glossary_entry_is_one_that_is_taken(tmp_path: Path) -> None:
    (block,) = (text for kind, text in BLOCKS if kind == "yaml" and "concepts:" in text)
    assert yaml.safe_load(block)["concepts"]
    (tmp_path / "own.yaml").write_text(block, encoding="utf-8")
    assert lint(tmp_path) == ()


def test_the_case_of_the_harness_is_one_that_is_taken(tmp_path: Path) -> None:
    (block,) = (text for kind, text in BLOCKS if kind == "yaml" and "concepts:" not in text)
    (tmp_path / "senses.yaml").write_text(block, encoding="utf-8")
    assert load("senses", tmp_path)


@pytest.mark.parametrize("call", EVALS, ids=" ".join)
def test_every_command_of_the_harness_exists_with_its_options(call: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evals", call[0], "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for option in (word for word in call if word.startswith("--")):
        assert re.search(rf"{option}\b", done.stdout), f"evals {call[0]} has no {option}"


def test_every_suite_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", README, re.MULTILINE))))
    assert set(SUITES) <= told


def test_the_first_result_is_what_comes_out(tmp_path: Path) -> None:
    (shown,) = (block.splitlines() for kind, block in BLOCKS if kind == "text")
    text = next(call[1] for call in commands("echo"))
    with wired(Settings(data=tmp_path)) as parts:
        said = asyncio.run(_first_result(parts, text))
    paper = StringIO()
    show(interpretation(said), to=Console(file=paper, width=100, markup=False, highlight=False, emoji=False))
    printed = paper.getvalue().splitlines()
    assert [line for line in shown if line not in printed] == []
    assert said.statements[-1].implications == ()


async def _first_result(parts: Parts, text: str) -> Interpretation:
    """What the sample's readers get for that text."""
    sample = yaml.safe_load((SAMPLE / "initiative.yaml").read_text(encoding="utf-8"))
    fields = {field: sample[field] for field in ("id", "name", "description", "time_zone", "country")}
    create_initiative(parts.engine, NewInitiative(**fields))
    reader = Caller("reader", sees_all=True)
    for entry in sample["documents"]:
        file = SAMPLE / entry["file"]
        about = {"community": entry["community"], "dated": entry["dated"]}
        await add_document(parts, reader, sample["id"], file.name, file, **about)
    return await interpret(
        parts, reader, Text(text=text), from_="it", to="people_readiness", initiative_id=sample["id"]
    )


def test_files_that_are_linked_are_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert (ROOT / target).exists(), f"{name} links to {target}"
