"""Everybody saves the same rows at once: what the database ends for the sake of another is done all the same (ADR
0029).
"""

import os
from unittest import mock

from .deadlocks import failures, saves
from .report import Result
from .world import World

AROUND = 90  # Seconds to make the rows.


def deadlocks(world: World, seconds: float) -> Result:
    """Saves of every kind on the PostgreSQL of this world, in a database beside the portal's."""
    result = Result("deadlocks")
    with mock.patch.dict(os.environ, world.portal.environment):
        found = saves(seconds)
    failed = failures(found)
    result.figures["saved"], result.figures["refused"] = (
        str(found.get(key, 0)) for key in ("saved", "refused")
    )
    result.figures["failed"] = str(sum(failed.values()))
    result.demand(bool(found.get("saved")), "nobody saved anything")
    for name, number in failed.items():
        result.demand(False, f"{number} times {name}")
    return result
