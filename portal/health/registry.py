"""The checks of services. A room registers its own in a module named `health`."""

from collections.abc import Callable
from dataclasses import dataclass, field

OK, POOR, DOWN = "ok", "poor", "down"


@dataclass(frozen=True)
class Finding:
    """State of one service: `ok`, `poor` (works, but somebody should look) or `down`, and the numbers that say so.

    Numbers name their unit (`oldest_waiting_seconds`). Nothing here may be secret: everybody can read it.
    """

    status: str
    numbers: dict[str, int | None] = field(default_factory=dict)
    # The portal does without it for a while, and so is not down, but monitoring must call somebody.
    is_missing: bool = False


@dataclass(frozen=True)
class Check:
    """A question to one service, answered within milliseconds."""

    ask: Callable[[], Finding]
    needs_database: bool


CHECKS: dict[str, Check] = {}


def check(
    service: str, needs_database: bool = True
) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Registers the decorated function as the check of a service."""

    def register(function: Callable[[], Finding]) -> Callable[[], Finding]:
        CHECKS[service] = Check(function, needs_database)
        return function

    return register


def status_for(number: float, poor_from: float, down_from: float) -> str:
    """The status of a number that is the better the smaller it is."""
    return DOWN if number >= down_from else POOR if number >= poor_from else OK
