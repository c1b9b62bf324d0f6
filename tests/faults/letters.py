"""Many letters through a slow mail server while the worker is killed again and again: each arrives, once."""

import random
import time
from collections import Counter

from .report import Result, seconds
from .world import World

DELAY = 0.5  # Seconds that the mail server takes for a letter.
LETTERS, KILLS = 300, 20
LONGEST_PAUSE = 60  # Seconds from a kill to the next letter.
IN_FLIGHT = DELAY + 1.0  # Seconds after its arrival in which a letter's row may not yet know of it.


def letters(world: World, share: float = 1.0) -> Result:
    """300 letters and 20 kills, or that share of both."""
    number, kills = max(20, round(LETTERS * share)), max(2, round(KILLS * share))
    result, server = Result(f"{number} letters, {kills} kills"), world["smtp"]
    server.messages.clear()
    server.delay = DELAY
    batch = world.inside("letters", str(number)).strip()
    killed_at: list[float] = []
    for kill in range(kills):
        if not _wait_for(server, number * (kill + 1) // (kills + 1)):
            result.demand(False, f"no letter for two minutes after kill {kill}")
            break
        time.sleep(random.uniform(0, DELAY))
        killed_at.append(time.monotonic())
        world["worker"].kill()
    _wait_for(server, number)
    server.delay = 0
    _judge(result, server, number, batch, killed_at)
    return result


def _wait_for(server, number: int) -> bool:
    """Waits until so many letters have arrived; False when two minutes pass without any."""
    since = time.monotonic()
    while len({message.message_id for message in server.messages}) < number:
        last = max([since, *(message.at for message in server.messages[-1:])])
        if time.monotonic() > last + 2 * LONGEST_PAUSE:
            return False
        time.sleep(0.02)
    return True


def _judge(result: Result, server, number: int, batch: str, killed_at: list[float]) -> None:
    ours = [message for message in server.messages if batch in message.to]
    arrived = Counter(message.message_id for message in ours)
    twice = [name for name, times in arrived.items() if times > 1]
    unexplained = [name for name in twice if not _in_flight(name, ours, killed_at)]
    pauses = [pause for moment in killed_at if (pause := _pause_after(moment, ours)) is not None]
    moments = [message.at for message in ours] or [0.0]
    result.figures |= {
        "letters that arrived": f"{len(arrived)} of {number}, in {moments[-1] - moments[0]:.0f} s",
        "kills of the worker": str(len(killed_at)),
        "arrived twice": f"{len(twice)}, {len(twice) - len(unexplained)} of them in flight at a kill",
        "longest pause after a kill": seconds(max(pauses, default=0.0)),
    }
    result.demand(len(arrived) == number, f"{number - len(arrived)} letters never arrived")
    result.demand(not unexplained, f"{len(unexplained)} arrived twice without a kill")
    result.demand(max(pauses, default=0) <= LONGEST_PAUSE, f"a pause of {max(pauses, default=0):.0f} s")


def _in_flight(name: str, ours: list, killed_at: list[float]) -> bool:
    """Whether the worker was killed while it had this letter in hand."""
    first = min(message.at for message in ours if message.message_id == name)
    return any(-0.2 <= moment - first <= IN_FLIGHT for moment in killed_at)


def _pause_after(moment: float, ours: list) -> float | None:
    """Seconds from a kill to the next letter of a new worker; the server may still note what was on its way."""
    later = [message.at for message in ours if message.at > moment + 0.1]
    return min(later) - moment if later else None
