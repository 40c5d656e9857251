"""Whoever leaves in the middle of an answer ends the model's work on it, too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest

from evals.faults.model.cells import claims_of
from evals.faults.model.doors import DOORS, QUESTION, body_of
from evals.faults.model.matrix import service
from evals.live.process import Live
from service.llm.scripted import Scripted, says, scripted


@dataclass(frozen=True)
class Slow:
    """A service whose model takes half a minute."""

    live: Live
    model: Scripted


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slow]:
    with (
        scripted(lambda request: says(claims_of(request, 60), rate=20)) as server,
        service(tmp_path_factory.mktemp("leaving"), server.url, deadline=60, warm=False) as live,
    ):
        yield Slow(live, server)


@pytest.mark.parametrize("door", DOORS)
def test_the_model_is_hung_up_on_within_a_second_of_the_askers_leaving(slow: Slow, door: str) -> None:
    number = len(slow.model.requests)
    path, body = body_of(door, "faults", QUESTION)
    with httpx2.Client(base_url=slow.live.url, timeout=30, trust_env=False) as client:
        streamed = bool(body["stream"])
        if streamed:
            with client.stream("POST", path, json=body) as answer:
                for line in answer.iter_lines():
                    # The sources say it too, and may come before the model is asked.
                    if "26 April" in line and len(slow.model.requests) > number:
                        break
        else:
            request = client.build_request("POST", path, json=body, extensions={"timeout": {"read": 1.5}})
            with pytest.raises(httpx2.ReadTimeout):
                client.send(request)
        left = time.monotonic()
    upstream = slow.model.wait_for(number)
    hung_up = upstream.wait_until_over(5)
    assert hung_up is not None
    assert upstream.began + hung_up - left < 1
    assert len(upstream.sent) < 200
