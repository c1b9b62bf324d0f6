"""`make run` keeps web, worker and clock running, and takes them along when it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.running import ROOT, environment_of

PARTS = {"web": "portal.wsgi", "worker": "worker", "clock": "tick"}
SECONDS = 10  # That an end may last.


def commands(group: int) -> dict[int, list[str]]:
    """The processes of a group and their words."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().split("\0")
            status = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # It has ended meanwhile.
            continue
        if int(status[2]) == group and status[0] != "Z":
            found[int(folder.name)] = words
    return found


def of_part(group: int, part: str) -> set[int]:
    """The first process of a part: a web server has children with the same words."""
    return {
        pid for pid, words in commands(group).items() if PARTS[part] in words and "python" in words[0].lower()
    }


def wait_for(what, seconds: float = SECONDS):
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.1)
    return found


@pytest.fixture
def running(tmp_path) -> Iterator[subprocess.Popen]:
    environment = environment_of(tmp_path, free_port()) | {"WORKERS": "1"}
    with (tmp_path / "log").open("w") as log:
        options = {"cwd": ROOT, "env": environment, "stdout": log, "stderr": log}
        # As in a terminal, also where the tests themselves run in the background and hear no Ctrl-C.
        heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        process = subprocess.Popen(["make", "processes"], start_new_session=True, preexec_fn=heard, **options)
    yield process
    with suppress(ProcessLookupError):  # What outlived its parent too.
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_what_ends_runs_again_within_ten_seconds_and_all_end_with_make(running, ending):
    first = {part: wait_for(lambda part=part: of_part(running.pid, part), 20) for part in PARTS}
    for pids in first.values():
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
    for part, pids in first.items():
        wait_for(lambda part=part, pids=pids: of_part(running.pid, part) - pids)
    if ending == signal.SIGINT:
        os.killpg(running.pid, ending)  # As a terminal does.
    else:
        running.send_signal(ending)
    running.wait(20)
    wait_for(lambda: not commands(running.pid))
