"""A data folder has one holder, and who comes second is told who it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.database.lock import DataFolderInUse, hold

HOLDER = """
import sys
from pathlib import Path
from retrieval.database.lock import hold
folder = hold(Path(sys.argv[1]))
folder.serves("http://127.0.0.1:8080")
print("held", flush=True)
sys.stdin.read()
"""


def start_holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_who_holds_the_folder_and_what_to_do(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        with pytest.raises(DataFolderInUse) as refused:
            hold(tmp_path)
        holder.kill()
    said = str(refused.value)
    assert f"process {holder.pid}" in said
    assert "use http://127.0.0.1:8080" in said
    assert "--data" in said


def test_a_killed_holder_leaves_the_folder_free(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        holder.kill()
    with hold(tmp_path) as folder:
        assert folder.path == tmp_path


def test_a_folder_is_free_again_after_its_release(tmp_path: Path) -> None:
    path = tmp_path / "new" / "data"
    with hold(path), pytest.raises(DataFolderInUse, match=f"process {os.getpid()}"):
        hold(path)
    hold(path).release()
