"""Lighthouse on a slow phone: performance 98 and the rest 100 for the pages that people come to first.

A third of them a day, all by `make lighthouse`.
"""

import json
import os
import subprocess

import pytest

from tests import services
from tests.sampling import sample

PAGES = ("home", "directory", "organisation", "material", "workshop-open", "news-item")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-sync"
CHANCES = 4  # The figure of performance trembles on a busy machine, and so does Lighthouse itself.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(services.postgresql()), reason="The face is looked at once, on SQLite"),
]


@pytest.mark.parametrize("name", sample(PAGES, "LIGHTHOUSE"))
def test_lighthouse_finds_nothing_to_better(name, found, portal):
    services.needs(services.lighthouse(), "Lighthouse (make face-tools)")
    address = f"{portal.url}{found[f'kk-{name}'].url}"
    below: dict[str, str] = {}
    for _chance in range(CHANCES):
        below = _below(address)
        if not below:
            break
    assert below == {}


def _below(address: str) -> dict[str, str]:
    """Which figures are too low, each with the audits that pull it down."""
    done = subprocess.run(
        [*services.lighthouse(), address, "--output=json", "--quiet", f"--chrome-flags={CHROME}"],
        env={**os.environ, "CHROME_PATH": services.chromium()},
        capture_output=True,
        text=True,
    )
    if done.returncode:  # Its browser did not start in time, or it lost sight of the page: a chance used up.
        return {"lighthouse": done.stderr[-2000:]}
    report = json.loads(done.stdout)
    found: dict[str, str] = {}
    for name, least in LEAST.items():
        category = report["categories"][name]
        score = round((category["score"] or 0) * 100)
        if score < least:
            audits = [report["audits"][part["id"]] for part in category["auditRefs"] if part["weight"]]
            found[name] = f"{score}: " + "; ".join(
                f"{audit['id']} {audit.get('displayValue', '')}"
                for audit in audits
                if (audit["score"] or 0) < 0.9
            )
    return found
