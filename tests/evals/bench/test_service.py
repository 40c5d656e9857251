"""What a live service costs, at a small size."""

from __future__ import annotations

import pytest

from evals.bench import service


@pytest.mark.slow
def test_help_is_timed_as_a_user_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "REPEATS", 1)
    row = service.help_row()
    assert 0.01 < row.ours < 30
    assert row.ok == (row.ours <= service.HELP_SECONDS)


@pytest.mark.slow
def test_the_memory_is_that_of_a_service_that_searches() -> None:
    row = service.memory_row(300)
    assert row.unit == "MB"
    assert 50 < row.ours < 5_000
    assert row.ok == (row.ours <= service.MEMORY_MB)
