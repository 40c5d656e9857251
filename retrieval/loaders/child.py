"""The inside of the process in which a file is parsed: it reads standard input and answers in JSON.

Each format module is started on its own (`python -m retrieval.loaders.formats.word`), so that a Word file does not
wait for the PDF reader. Above it stands `process`, which starts, limits and buries it.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from typing import Any

from retrieval.documents import Parsed
from retrieval.loaders.files import check_type
from retrieval.loaders.limits import Limits, LoadError, Reason

Load = Callable[[str, bytes, Limits], Parsed]

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")


def run(load: Load) -> None:
    """Parses standard input with `load` under the limits given as second argument and writes the answer."""
    name, limits = sys.argv[1], Limits.model_validate_json(sys.argv[2])
    _confine(limits)
    try:
        data = sys.stdin.buffer.read()
        check_type(name, data)
        answer = '{"parsed":' + load(name, data, limits).model_dump_json() + "}"
    except LoadError as error:
        answer = _error(error.reason, error.message)
    except MemoryError:
        answer = _error(
            "memory",
            f"{name}: reading it took more than {limits.memory_bytes // 1_000_000:,} MB of memory. Split the file.",
        )
    except RecursionError:
        answer = _error("hostile", f"{name}: its parts are nested too deeply to be read. Save it in a simpler form.")
    except Exception as error:  # whatever a parser trips over is the file's fault, and is said as such
        what = f"{type(error).__name__}: {error}"[:200]
        answer = _error(
            "damaged", f"{name}: the file is damaged or unusual and could not be read ({what}). Save it anew."
        )
    sys.stdout.buffer.write(answer.encode("utf-8"))
    sys.stdout.buffer.flush()


def _error(reason: Reason, message: str) -> str:
    return json.dumps({"error": [reason, message]})


def _confine(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(kind)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        # At the soft limit on time the process ends with SIGXCPU, which says why; at the hard one with SIGKILL.
        hard = ceiling if kind == resource.RLIMIT_CPU else most
        try:
            resource.setrlimit(kind, (most, hard))
        except (ValueError, OSError):  # a system without that limit still has the others and the clock
            continue
    sys.addaudithook(_forbid)


def _forbid(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a file's parser tried {event}")
