"""The units of docs/systemd: systemd understands them, and they start what `make run` starts, again and again."""

import re
import runpy
import shutil
import subprocess

import pytest

from tests import services
from tests.running import PROCESSES, ROOT

FOLDER = ROOT / "docs" / "systemd"
SERVICES = sorted(FOLDER.glob("*.service"))


def test_systemd_finds_no_fault(tmp_path):
    services.needs(shutil.which("systemd-analyze"), "systemd-analyze")
    for file in FOLDER.iterdir():
        # Where an installation has its programs, this machine has none.
        text = re.sub(r"^(Exec\w+=)\S+", r"\1/bin/true", file.read_text(), flags=re.MULTILINE)
        (tmp_path / file.name).write_text(text)
    files = [str(tmp_path / file.name) for file in FOLDER.iterdir()]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--generators=no", *files], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if "portal" in line]
    assert (done.returncode, ours) == (0, [])


def test_tests_start_what_make_run_starts():
    commands = re.findall(r"^\tkeep .*?\$\(BIN\)/(.*?) &", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert sorted(commands) == sorted(PROCESSES.values())


def test_unit_of_the_web_server_leaves_to_the_settings_what_they_name():
    """What the command line says goes before gunicorn.conf.py, and so before PORT and WORKERS in the environment."""
    told = runpy.run_path(str(ROOT / "gunicorn.conf.py")).keys()
    unit = (FOLDER / "portal-web.service").read_text()
    assert "bind" in told
    assert [name for name in told if f"--{name}" in unit] == []
    assert unit.index("Environment=WORKERS") < unit.index("EnvironmentFile=")


def test_there_is_a_unit_for_each_process_of_make_run_and_the_target_wants_it():
    program = re.compile(r"python manage\.py [a-z]+|gunicorn portal\.wsgi")
    units = {program.search(file.read_text()).group() for file in SERVICES}
    assert units == {program.match(command).group() for command in PROCESSES.values()}
    wanted = re.search(r"^Wants=(.*)$", (FOLDER / "portal.target").read_text(), re.MULTILINE).group(1)
    assert sorted(wanted.split()) == [file.name for file in SERVICES]


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_unit_starts_again_whatever_ends_it_and_waits_for_what_is_in_hand(file, settings):
    from portal.clock.shutdown import HARD_END_SECONDS

    lines = file.read_text().splitlines()
    assert {"Restart=always", "RestartSec=2", "StartLimitIntervalSec=0"} <= set(lines)
    (seconds,) = [int(line.partition("=")[2]) for line in lines if line.startswith("TimeoutStopSec=")]
    own = settings.PROCESS_GRACE_SECONDS + HARD_END_SECONDS
    if "gunicorn" in file.read_text():  # Its own time-out, else 30 s.
        own = int(re.search(r"--graceful-timeout (\d+)", file.read_text()).group(1))
    assert seconds > own
