"""Two thousand people want fifty places at once: the count is exact, and nobody gets an error
(tests/bench/places.py).
"""

import subprocess
import sys

from tests.running import ROOT

from .report import Result
from .world import World

MODULE = "tests.bench.places"
LASTS = 120  # Seconds


def places(world: World) -> Result:
    """One round on the PostgreSQL of this world, in a database beside the portal's."""
    result = Result("places")
    if not (ROOT / "tests" / "bench" / "places.py").exists():
        result.skipped = f"{MODULE} is not there"
        return result
    done = subprocess.run(
        [sys.executable, "-m", MODULE, "--rounds", "1"],
        cwd=ROOT,
        env=world.portal.environment,
        capture_output=True,
        text=True,
    )
    result.figures["one round"] = (done.stdout.splitlines() or [""])[0]
    result.demand(done.returncode == 0, (done.stderr.splitlines() or ["ended without a word"])[-1])
    return result
