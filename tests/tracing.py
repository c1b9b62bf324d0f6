"""Measures coverage of the modules of tests/check_coverage.py: a plugin of pytest, `-p tests.tracing`, in each process.

It begins before Django loads the rooms. slipcover writes its probes into the code of these modules as they are imported
and takes each out once it has been passed; a tracer, which Python asks at every call, made tests half as slow again.
"""

import json
import os

from slipcover import ImportManager, Slipcover

from tests.check_coverage import FOLDER, Decided

measured = Slipcover(branch=True)
ImportManager(measured, Decided()).__enter__()


def pytest_sessionfinish() -> None:
    """Keeps what this process has measured beside what the others have."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{os.getpid()}.json").write_text(json.dumps(measured.get_coverage()))
