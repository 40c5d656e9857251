"""Words have the same stems however many threads ask at once: a wrong one would be kept for good."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from snowballstemmer import stemmer

from retrieval.indexes.words import groups, matched
from service.interpretation import wording


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that hand on as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def _made(middle: str) -> list[str]:
    """Words that nobody has asked for before, so that no cache knows them."""
    letters = "bcdfghklmnprst"
    return [f"{one}{middle}{other}{end}" for one in letters for other in letters for end in ("ation", "ing", "ment")]


def _at_once(ask: Callable[[str], object], words: list[str]) -> dict[str, object]:
    def asked(some: list[str]) -> list[tuple[str, object]]:
        return [(word, ask(word)) for word in some]

    with ThreadPoolExecutor(4) as threads:
        return dict(pair for part in threads.map(asked, [words[n::4] for n in range(4)]) for pair in part)


@pytest.mark.usefixtures("hasty")
def test_stems_of_statements_do_not_depend_on_other_threads() -> None:
    words = _made("oqu")

    found = _at_once(wording.stems, words)

    assert found == {word: frozenset({stemmer("english").stemWord(word)}) for word in words}


@pytest.mark.usefixtures("hasty")
def test_words_of_a_search_do_not_depend_on_other_threads() -> None:
    words = _made("equ")

    found = _at_once(lambda word: matched(groups(word), f"{word}s"), words)

    assert found == {word: (f"{word}s",) for word in words}
