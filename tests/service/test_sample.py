"""The sample initiative that `make run` loads: its manifest, and its documents read as a user's would be."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import holidays
import pytest
import yaml

from retrieval.documents import Community, Parsed
from retrieval.loaders import load

SAMPLE = Path(str(files("service"))) / "sample"
MANIFEST: Mapping[str, Any] = yaml.safe_load((SAMPLE / "initiative.yaml").read_text(encoding="utf-8"))
NAMES: list[str] = [entry["file"] for entry in MANIFEST["documents"]]


@pytest.fixture(scope="module")
def documents() -> dict[str, Parsed]:
    return {name: load(name, (SAMPLE / name).read_bytes()) for name in NAMES}


def test_the_manifest_names_every_file_of_the_folder_once() -> None:
    there = sorted(p.name for p in SAMPLE.iterdir() if p.suffix not in (".yaml", ".py") and p.is_file())
    assert sorted(NAMES) == there


def test_the_manifest_gives_what_an_initiative_needs() -> None:
    assert set(MANIFEST) == {"id", "name", "description", "time_zone", "country", "documents"}
    assert all(MANIFEST[field] for field in MANIFEST)
    assert zoneinfo.ZoneInfo(MANIFEST["time_zone"])
    assert holidays.country_holidays(MANIFEST["country"], years=2027)
    for entry in MANIFEST["documents"]:
        assert set(entry) == {"file", "community", "dated"}
        assert entry["community"] in get_args(Community)
        assert isinstance(entry["dated"], dt.date)


def test_both_sides_have_their_say() -> None:
    assert {"it", "people_readiness"} <= {entry["community"] for entry in MANIFEST["documents"]}


def test_each_document_is_in_a_format_of_its_own() -> None:
    endings = [Path(name).suffix for name in NAMES]
    assert sorted(endings) == [".docx", ".eml", ".md", ".pdf", ".pptx", ".xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_reads_whole_with_title_and_headings(documents: dict[str, Parsed], name: str) -> None:
    parsed = documents[name]
    assert parsed.title.startswith("One Door: ")
    assert parsed.notes == ()
    assert any(block.kind == "heading" for block in parsed.blocks)
    assert 1_000 < len(parsed.text) < 10_000


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".eml")])
def test_tables_read_with_their_columns_named(documents: dict[str, Parsed], name: str) -> None:
    rows = [block for block in documents[name].blocks if block.cells]
    assert len(rows) >= 3
    assert any(all(cell.header for cell in row.cells) for row in rows)


def test_pages_slides_and_sheets_are_places(documents: dict[str, Parsed]) -> None:
    def places(name: str) -> set[str]:
        return {block.where for block in documents[name].blocks}

    assert "page 1" in places("security-note.pdf")
    assert {"slide 1", "slide 3, notes", "slide 6"} <= places("steering-committee.pptx")
    assert {"sheet Milestones, row 4", "sheet Site calendar, row 4"} <= places("milestones.xlsx")


def test_the_mail_gives_the_day_that_the_manifest_says(documents: dict[str, Parsed]) -> None:
    dated = {entry["file"]: entry["dated"] for entry in MANIFEST["documents"]}
    assert documents["weekly-update.eml"].dated == dated["weekly-update.eml"]


def test_no_two_documents_are_alike(documents: dict[str, Parsed]) -> None:
    def sentences(parsed: Parsed) -> set[str]:
        kinds = ("paragraph", "item")
        return {parsed.text[b.start : b.end] for b in parsed.blocks if b.kind in kinds and b.end - b.start > 30}

    for one, other in combinations(documents.values(), 2):
        assert one.title != other.title
        assert not sentences(one) & sentences(other)
