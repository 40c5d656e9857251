"""One process at a time holds a data folder, and a second one is told who does.

The lock is the operating system's (`flock`), so it is gone with the process that held it, however that ended; what the
file says is only for people, and a file left behind by a process that was killed locks nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import sys
from pathlib import Path

LOCK_FILE = "in-use.json"


class DataFolderInUse(RuntimeError):
    """Another process holds the data folder; the message says which one and what to do."""


class DataFolder:
    """A data folder held by this process, until `release` or the end of a `with` block."""

    def __init__(self, path: Path, file: int) -> None:
        """Used by `hold`."""
        self.path = path
        self._file = file

    def serves(self, url: str) -> None:
        """Says under which URL the holder can be reached, for those who are refused."""
        _write(self._file, url)

    def release(self) -> None:
        """Lets the folder go; a second call does nothing."""
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            # Closing alone would leave the lock to a forked child that still has the file open.
            fcntl.flock(self._file, fcntl.LOCK_UN)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> DataFolder:
        """The folder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Releases it."""
        self.release()


def hold(path: Path, url: str = "") -> DataFolder:
    """Takes the data folder for this process, making it if need be.

    Args:
        path: The data folder.
        url: Where this process answers, if it already knows; see `DataFolder.serves`.

    Raises:
        DataFolderInUse: another process, or another part of this one, holds it.
    """
    path.mkdir(parents=True, exist_ok=True)
    file = os.open(path / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        holder, address = _read(file)
        os.close(file)
        use = f"use {address}, " if address else ""
        raise DataFolderInUse(
            f"{path}: in use by {holder}; {use}stop that process, or choose another folder with --data"
        ) from exc
    _write(file, url)
    return DataFolder(path, file)


def _write(file: int, url: str) -> None:
    said = {"pid": os.getpid(), "command": shlex.join(sys.argv), "url": url}
    os.ftruncate(file, 0)
    os.pwrite(file, json.dumps(said).encode(), 0)


def _read(file: int) -> tuple[str, str]:
    """Who holds the folder, in words, and the URL that process answers at (empty if none)."""
    try:
        said = json.loads(os.pread(file, 65536, 0))
        return f"process {int(said['pid'])} ({said['command']})", str(said["url"])
    except (ValueError, KeyError, TypeError):
        # The holder is between taking the lock and writing its name.
        return "another process", ""
