"""Starts the process that parses a file, hands it the bytes, and turns every way it can end into an answer.

What crosses the border is the file, its name and the limits inwards, and JSON outwards; never a pickle, and none of
the surrounding environment's secrets.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from retrieval.documents import Parsed
from retrieval.loaders.files import format_of, safe_name
from retrieval.loaders.limits import DEFAULT, Limits, LoadError, too_large

_ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 1 << 20


def load(name: str, data: bytes | Path, *, limits: Limits = DEFAULT) -> Parsed:
    """The text and blocks of a file, parsed in a process of its own.

    Args:
        name: The file's name; only its last part is used, and its ending must fit the content.
        data: The bytes, or where they lie.
        limits: What the file may cost at most.

    Raises:
        LoadError: the file cannot be read, and why.
    """
    name = safe_name(name)
    module = f"retrieval.loaders.formats.{format_of(name)}"
    with _opened(data) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limits.file_bytes:
            raise too_large(name, f"it has {size:,} bytes", limits.file_bytes, "bytes")
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, name, limits.model_dump_json()],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PATH": os.defpath},
            start_new_session=True,
        )
    with process:
        try:
            answer = _read(name, process, limits)
        finally:
            process.kill()
    if process.returncode < 0:
        raise _ended(name, -process.returncode, limits)
    return _answer(name, answer)


def _opened(data: bytes | Path) -> IO[bytes]:
    if isinstance(data, Path):
        try:
            if data.is_file():
                return data.open("rb")
        except OSError as error:
            raise LoadError("name", f"{data}: cannot be opened ({error.strerror}). Check the path.") from error
        raise LoadError("name", f"{data}: found no such file. Check the path.")
    file = tempfile.TemporaryFile(prefix="crosswalk-")  # noqa: SIM115 - the caller closes it
    file.write(data)
    file.seek(0)
    return file


def _read(name: str, process: subprocess.Popen[bytes], limits: Limits) -> bytes:
    assert process.stdout is not None
    deadline = time.monotonic() + limits.wall_seconds
    chunks: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise LoadError(
                    "time",
                    f"{name}: reading it took more than {limits.wall_seconds:g} s and was stopped. "
                    "Split or simplify the file.",
                )
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                process.wait()
                return b"".join(chunks)
            size += len(chunk)
            if size > limits.result_bytes:
                raise too_large(name, "what was read from it is too much", limits.result_bytes, "bytes of result")
            chunks.append(chunk)


def _ended(name: str, number: int, limits: Limits) -> LoadError:
    """The error for a process that a signal ended."""
    if number == signal.SIGXCPU:
        return LoadError(
            "time",
            f"{name}: reading it took more than {limits.cpu_seconds} s of computing time and was stopped. "
            "Split or simplify the file.",
        )
    if number in (signal.SIGKILL, signal.SIGABRT):
        # The system kills for want of memory; libraries outside Python abort when they get none.
        return LoadError(
            "memory",
            f"{name}: the process reading it ended by {signal.Signals(number).name}, most likely for want of memory "
            f"(at most {limits.memory_bytes // 1_000_000:,} MB). Split the file and add the parts.",
        )
    return LoadError(
        "crashed",
        f"{name}: the process reading it crashed ({signal.Signals(number).name}). The file is damaged or unusual; "
        "save it anew.",
    )


def _answer(name: str, answer: bytes) -> Parsed:
    try:
        told = json.loads(answer)
        if "error" in told:
            raise LoadError(*told["error"])
        return Parsed.model_validate(told["parsed"])
    except (ValueError, KeyError, TypeError) as error:
        raise LoadError(
            "crashed", f"{name}: the process reading it ended without an answer. Try again, or save the file anew."
        ) from error
