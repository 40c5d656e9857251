from __future__ import annotations

import datetime as dt
from itertools import combinations
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from service.planning.exports.picture import svg
from service.planning.exports.picture.paper import width
from service.planning.nouns import Plan
from tests.service.planning.exports.liaison import milestone, sample
from tests.service.planning.exports.plans import NASTY, PLANS, empty, large, nasty

SPACE = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def picture(plan: Plan) -> Element:
    root: Element = ElementTree.fromstring(svg.export(plan).content)
    return root


def texts(root: Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SPACE}text")]


def boxes(root: Element) -> list[tuple[str, Box]]:
    """Left, top, right, bottom of every line of text, as wide as it may become."""
    found = []
    for text in root.iter(f"{SPACE}text"):
        words, size = "".join(text.itertext()), float(text.get("font-size", "12"))
        bold = text.get("font-weight") == "bold" or any(t.get("font-weight") == "bold" for t in text)
        wide = width(words, size, bold) + (6 if len(text) else 0)
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
        found.append((words, (left, y - size * 0.8, left + wide, y + size * 0.1)))
    return found


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def crowded(root: Element) -> list[tuple[str, str]]:
    return [(a[0], b[0]) for a, b in combinations(boxes(root), 2) if overlap(a[1], b[1])]


@pytest.mark.parametrize("name", PLANS)
def test_no_text_lies_on_another_or_beyond_the_page(name: str) -> None:
    root = picture(PLANS[name]())
    assert crowded(root) == []
    deep = float(root.get("height", "0"))
    assert [words for words, box in boxes(root) if box[0] < 0 or box[2] > svg.WIDTH + 1 or box[3] > deep] == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(dt.date(2026, 1, 1), dt.date(2029, 1, 1)),
            st.integers(0, 200),
            st.sampled_from([text for text in NASTY if text.strip()]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_labels_never_overlap_however_milestones_lie(given: list[tuple[dt.date, int, str]]) -> None:
    milestones = tuple(
        milestone(str(n), "readiness", title, day.isoformat(), (day + dt.timedelta(days=long)).isoformat())
        for n, (day, long, title) in enumerate(given)
    )
    plan = sample().model_copy(update={"milestones": milestones, "dependencies": (), "disconnects": ()})
    assert crowded(picture(plan)) == []


def test_both_tracks_stand_in_lanes_with_their_milestones() -> None:
    found = texts(picture(sample()))
    assert [text for text in found if "track (" in text or "tracks (" in text] == [
        "Technical track (8)",
        "Both tracks (1)",
        "Readiness track (5)",
    ]
    assert "3–12 MayCourses for wave 1" in found
    assert "today, 7 Apr" in found


def test_every_dependency_between_dated_milestones_is_an_arrow_that_says_what_it_means() -> None:
    arrows = [path for path in picture(sample()).iter(f"{SPACE}path") if path.findtext(f"{SPACE}title")]
    said = [path.findtext(f"{SPACE}title") for path in arrows]
    assert len(said) == 10
    assert "“Courses for wave 1” starts after the end of “Accounts for wave 1” (broken)" in said


def test_disconnects_are_numbered_at_their_milestones_and_listed_with_their_questions() -> None:
    found = texts(picture(sample()))
    assert found.count("1") == 4  # at two milestones, in the list and in the legend
    assert "Ask IT: Can the accounts for wave 1 be there by 30 April, or do the courses move to 11 May?" in found


def test_the_picture_has_a_name_and_a_description_for_those_who_cannot_see_it() -> None:
    root = picture(sample())
    assert root.get("role") == "img"
    assert root.findtext(f"{SPACE}title") == "Joint plan of Ward charts"
    assert "14 dated milestones on two tracks, 3 disconnects" in (root.findtext(f"{SPACE}desc") or "")


def test_nothing_is_loaded_or_run() -> None:
    root = picture(nasty())
    assert not [
        element for element in root.iter() if element.tag.removeprefix(SPACE) in ("script", "image", "foreignObject")
    ]
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


def test_a_huge_plan_shows_what_matters_most_and_says_so() -> None:
    export = svg.export(large())
    assert any("1880 milestones of 2000 found no room" in line for line in export.report)
    assert any("the 120 that matter most of 2000" in text for text in texts(picture(large())))


def test_a_plan_without_dates_says_so_and_lists_what_there_is() -> None:
    assert "No milestone has a date." in texts(picture(empty()))
    found = texts(picture(PLANS["undated"]()))
    assert any(text.startswith("• Courses for wave 1 (readiness track)") for text in found)
