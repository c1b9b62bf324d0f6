"""Each service stopped, then hung, while five visitors a second come and news is to appear and to leave."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .health import Health
from .load import QUICK, QUICK_SECONDS, Figures, Load, figures
from .report import Result, seconds
from .timetable import LATEST, Timetable
from .world import World

CALM = 10  # Seconds of load before the fault, and after all is well.
WELL_WITHIN = 60  # Seconds after the return.
NOTICED_WITHIN = 60  # Seconds; a process that hangs is believed alive for half of them.


@dataclass(frozen=True)
class Service:
    """A service or process of the portal, and what may be asked of the portal without it."""

    name: str
    part: str  # Its name in /health/all/.
    pages_need_it: bool = False
    timetable_needs_it: bool = False


SERVICES = {
    service.name: service
    for service in (
        Service("postgresql", "database", pages_need_it=True, timetable_needs_it=True),
        Service("redis", "cache"),
        Service("elasticsearch", "search"),
        Service("smtp", "mail"),
        Service("worker", "worker"),
        Service(
            "clock", "clock", timetable_needs_it=True
        ),  # Whoever stops the clock stops what is scheduled.
    )
}
WAYS = {"stopped": ("stop", "start"), "hung": ("hang", "go_on")}


def outage(world: World, name: str, way: str, length: float) -> Result:
    """Takes a service away for so many seconds and gives it back."""
    service, result = SERVICES[name], Result(f"{name} {way}")
    if name not in world:
        result.skipped = "not on this machine"
        return result
    world["smtp"].messages.clear()
    now = time.time()
    moments = [now + CALM + 15 + length * part for part in (0.1, 0.4, 0.8)]
    timetable, health, load = Timetable(world, moments), Health(world.portal.url), Load(world.portal)
    with health.watched(), timetable.watched(), load.running():
        time.sleep(CALM)
        left_at = time.time()
        with _without(world[name], way):
            time.sleep(length)
        back_at = time.time()
        well_after = _until_well(health, timetable, back_at)
        calm_at = time.time()
        time.sleep(CALM)
    before = figures(
        load.between(0, left_at - 1)
    )  # What is under way when the service leaves is part of the fault.
    during = figures(load.between(left_at - 1, calm_at))
    after = figures(load.between(calm_at, time.time()))
    _judge_pages(result, service, before, during, after)
    _judge_quick(result, load)
    _judge_timetable(result, service, timetable, back_at)
    _judge_health(result, service, health, left_at, back_at, well_after)
    _judge_letters(result, world)
    return result


@contextmanager
def _without(what, way: str) -> Iterator[None]:
    take, give = WAYS[way]
    getattr(what, take)()
    try:
        yield
    finally:
        getattr(what, give)()


def _until_well(health: Health, timetable: Timetable, back_at: float) -> float | None:
    """Waits until all is well and everything planned was seen, as long as that may take; seconds until it was well."""
    health.wait_until_well(WELL_WITHIN)
    while not timetable.is_done and time.time() < max(back_at, timetable.planned[-1].hour) + LATEST:
        time.sleep(1)
    return health.well_after(back_at)


def _judge_pages(result: Result, service: Service, before: Figures, during: Figures, after: Figures) -> None:
    for name, part in (("before", before), ("fault", during), ("after", after)):
        result.figures[f"requests, {name}"] = (
            f"{part.requests}: {part.failed} failed, {part.honest} honest 503, {part.limited} limited; "
            f"middle {part.middle * 1000:.0f} ms, slowest {part.slowest:.1f} s"
        )
        result.demand(not part.failed, f"{name}: {part.failed} failed ({', '.join(part.examples)})")
    if not service.pages_need_it:
        result.demand(not during.honest, f"{during.honest} answers 503 without {service.name}")
    result.demand(not before.honest, f"{before.honest} answers 503 before")
    result.demand(not after.honest, f"{after.honest} answers 503 after all was well")


def _judge_quick(result: Result, load: Load) -> None:
    slowest = max((one.answer.seconds for one in load.asked if one.kind == QUICK), default=0.0)
    result.figures["static files and /health/"] = f"slowest {slowest:.2f} s"
    result.demand(slowest <= QUICK_SECONDS, f"static files or /health/ took {slowest:.1f} s")


def _judge_timetable(result: Result, service: Service, timetable: Timetable, back_at: float) -> None:
    """Within 90 s of the hour; where the timetable cannot be kept without the service, of its return."""
    from_hour = max(one.late() for one in timetable.planned)
    start = back_at if service.timetable_needs_it else 0.0
    allowed = max(one.late(start) for one in timetable.planned)
    unseen = sum(one.seen is None for one in timetable.planned)
    result.figures["scheduled"] = (
        f"{len(timetable.planned)}, {unseen} not seen; latest {from_hour:.0f} s after its hour"
        + (f", {allowed:.0f} s after {service.name} was back" if service.timetable_needs_it else "")
    )
    late = [one for one in timetable.planned if one.late(start) > LATEST]
    names = ", ".join(f"{one.path} ({one.wanted})" for one in late)
    result.demand(not late, f"scheduled: {len(late)} later than {LATEST} s: {names}")


def _judge_health(
    result: Result, service: Service, health: Health, left_at: float, back_at: float, well_after: float | None
) -> None:
    told_after = health.missing_after(left_at, service.part)
    poor_after = health.poor_after(left_at, service.part)
    before = [report for report in health.reports if report.at < left_at]
    result.figures["/health/all/"] = (
        f"{service.part} not ok after {seconds(poor_after)}, 503 after {seconds(told_after)}; "
        f"well {seconds(well_after)} after the return"
    )
    is_well = bool(before) and before[-1].status == 200
    result.demand(
        is_well, f"/health/all/ was not well before: {', '.join(before[-1].poor if before else [])}"
    )
    is_short = back_at - left_at < NOTICED_WITHIN
    result.demand(is_short or told_after is not None, f"/health/all/ never said 503 for {service.part}")
    result.demand(
        well_after is not None and well_after <= WELL_WITHIN,
        f"/health/all/ not well within {WELL_WITHIN} s of the return: {', '.join(health.reports[-1].poor)}",
    )


def _judge_letters(result: Result, world: World) -> None:
    """Every letter of the load has gone out, once."""
    started = time.monotonic()
    while (waiting := _waiting(world)) and time.monotonic() < started + WELL_WITHIN:
        time.sleep(1)
    arrived = [message.message_id for message in world["smtp"].messages]
    twice = len(arrived) - len(set(arrived))
    result.figures["letters"] = f"{len(arrived)} arrived, {twice} of them again; {waiting} wait"
    result.demand(not waiting, f"{waiting} letters still wait")
    result.demand(twice <= 1, f"{twice} letters arrived again")  # One was in flight when the service left.


def _waiting(world: World) -> int:
    query = "SELECT count(*) FROM mail_letter WHERE sent_at IS NULL AND given_up_at IS NULL"
    return world.psql(query)[0][0]
