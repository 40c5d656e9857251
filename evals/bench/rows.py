"""One row of a benchmark: ours beside a peer, measured in the same run, against a bar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, for us and for the peer."""

    name: str
    """What was done, with its size."""
    ours: float
    peer: float
    peer_name: str
    ratio: float
    """How many times better than the peer; 1 is the same."""
    bar: float
    """The ratio that is asked for."""
    ok: bool
    """Whether `ratio` reaches `bar`."""
    unit: str
    """Of `ours` and `peer`: `s`, `ms`, `MB`, `nDCG@10`."""


def faster(name: str, ours: float, peer: float, peer_name: str, bar: float) -> Row:
    """A row about seconds, where less is better."""
    ratio = peer / ours
    return Row(name, ours, peer, peer_name, ratio, bar, ratio >= bar, "s")
