"""Compares what the thirteen get at a route with what its row says."""

from collections.abc import Iterator

from .asking import Answer, ask
from .bodies import body_of, method_of
from .routes import addresses
from .table import STAFF, Row
from .world import BAIT, VISITORS, World, bait


def faults(name: str, row: Row, world: World) -> list[str]:
    """Everything at a route that is not as its row says."""
    found: dict[str, list[str]] = {}
    for address in addresses(name, world):
        for who, fault in _faults_at(address, name, row, world):
            found.setdefault(f"{address} {fault}", []).append(who)
    return [f"{fault}: {', '.join(people)}" for fault, people in found.items()]


def _faults_at(address: str, name: str, row: Row, world: World) -> Iterator[tuple[str, str]]:
    shown = ""
    for who in reversed(VISITORS):  # Those who may most come first: all send the form that they are shown.
        answer = ask(world.clients[who], "get", address)
        if not shown and answer.word == "opens":
            shown = answer.text
        yield from _wrong(row, "read", who, answer, address)
    body, kind = body_of(name, world, shown, address)
    senders = [who for who in VISITORS if row.lets_pass(who, "sent")]
    for who in VISITORS:
        if who in senders and address.endswith("?id=all"):
            continue  # What is done to one can be done to all, and takes long.
        answer = ask(world.clients[who], method_of(name), address, *_fresh(body, kind))
        typed = str(body)  # What somebody typed is given back to them.
        yield from _wrong(row, "sent", who, answer, address, typed)
        if row.writes and senders and who == senders[-1] and not answer.written:
            yield who, "changes nothing when sent, so that it proves nothing"


def _fresh(body: object, kind: str | None) -> tuple[object, str | None]:
    """A body whose files are read from their beginning."""
    for value in body.values() if isinstance(body, dict) else ():
        if hasattr(value, "seek"):
            value.seek(0)
    return body, kind


def _wrong(
    row: Row, how: str, who: str, answer: Answer, address: str, typed: str = ""
) -> Iterator[tuple[str, str]]:
    right = expected(row, how, who, address)
    if answer.word not in right:
        yield who, f"{how}: {answer.word} ({answer.response.status_code}), not {' or '.join(right)}"
    if not row.lets_pass(who, how) and answer.written:
        yield who, f"{how}: writes {answer.written[0][:80]}"
    for word, readers in BAIT.items():
        if who not in readers.split() and bait(word) in answer.text and bait(word) not in typed:
            yield who, f"{how}: shows the {word}"


def expected(row: Row, how: str, who: str, address: str) -> tuple[str, ...]:
    """The words that may stand for what somebody gets who reads or sends."""
    asked = row.get if how == "read" else row.post
    if address == "/admin/logout/":
        return ("opens", "door")  # Whoever signs out stands before the door.
    if row.lets_pass(who, how):
        return (row.passes,)
    if asked is None and (row.lets_pass(who, "read") or row.lets_pass(who, "sent")):
        return ("405", "404")
    if address == "/admin/login/":
        return ("door", "refused")  # Who is signed in already is told that this is not for them.
    is_outside = who == "visitor" or (address.startswith("/admin/") and who not in STAFF.split())
    if is_outside:
        if row.others == "404" and not address.startswith(("/admin/", "/en/desk/", "/en/account/")):
            return ("404",)
        # What somebody sends when the session has ended is kept for them on a page (403).
        return (
            ("door", "refused", *(("405",) if address.startswith("/en/desk/") else ()))
            if how == "sent"
            else ("door",)
        )
    if who in row.told.split():
        return ("refused",)
    is_told = ("refused",) if row.others != "404" else ()
    # In the admin it is all one whether they are refused or told that there is nothing.
    is_not_told = ("404",) if row.others == "404" or address.startswith("/admin/") else ()
    return (*is_told, *is_not_told, *(("405",) if asked is None else ()))
