"""`python -m tests.evals.running.child FOLDER`: a run in a process of its own that is killed in the middle."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from evals.nouns import Outcome
from evals.running.request import Request
from evals.running.whole import perform
from tests.evals.running.suites import WORDS, Word, nowhere, only, right, suite, wrong

LAST = WORDS[3]
"""The case at which it ends."""


async def killed(case: Word) -> Outcome:
    if case == LAST:
        os.kill(os.getpid(), signal.SIGKILL)
    return await right(case)


if __name__ == "__main__":
    perform(Request(), Path(sys.argv[1]), only(suite(crosswalk=killed, peer=wrong)), opened=nowhere)
