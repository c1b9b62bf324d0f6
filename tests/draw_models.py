"""The data model as a picture, drawn from the models. `python -m tests.draw_models` writes docs/data-model.svg.

Rooms stand on each other as in INSTALLED_APPS, so each line leads down: from the model that has the key to the one that it
points at; only letters know those to whom they belong, far above. All lines to one model run together. The same models give the same picture, so that a test can compare it.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import django

from tests import rooms

PICTURE = rooms.ROOT / "docs" / "data-model.svg"
ADVICE = "docs/data-model.svg is not what the models are now: run `make data-model`."

# Pixels.
WIDTH = 1200
SIDE = 64  # For the lines that pass rooms, on the left and on the right.
BOX_HEIGHT, BOX_GAP, BOX_PADDING = 28, 18, 11
LETTER = 7.4  # Of the widest font that is likely.
LONGEST_ROW = 430  # A room whose boxes are free to stand anywhere has no longer rows than this.
MOST_ROWS = 3
WIDEST_GAP = 60
ROOM_GAP, ROOM_PADDING, LABEL_HEIGHT = 14, 16, 24
BAND_GAP = 16
TRACK, CLEARANCE = 9, 9  # Between two lines, and between a line and a box.
HEAD = 118  # For the title and the key.
PORTS = 7  # Between two ends of lines.

INK, GREY, FRAME, PAPER = "#1f2933", "#52606d", "#d3dae2", "#ffffff"
ROOM_FILL = "#f5f7fa"
FILLS = {"record": "#fde8c4", "description": "#d9ecdf", "page": "#dbe7fb", "": PAPER}
WORDS = {"record": "record", "description": "description", "page": "page of Wagtail", "": "other row"}
# For models that several rooms point at; the others' lines are grey.
COLOURS = (
    "#b42318",
    "#1d4ed8",
    "#0f766e",
    "#9333ea",
    "#be185d",
    "#b45309",
    "#4d7c0f",
    "#0369a1",
    "#6b4226",
)


@dataclass(eq=False)
class Box:
    """A model: its room's place from the ground, its row in the room's band, and where it is drawn."""

    model: type
    name: str
    kind: str
    room: str
    row: int = 0
    band: int = 0
    x: int = 0
    y: int = 0

    @property
    def width(self) -> int:
        return round(len(self.name) * LETTER) + 2 * BOX_PADDING


@dataclass(eq=False)
class Link:
    """The keys of one model that point at another."""

    source: Box
    target: Box
    kind: str  # "key", "one" or "many"
    names: list[str]


Channel = tuple[int, int]  # Band, and the row below which it runs; the last one runs above all rows.


@dataclass(eq=False)
class Net:
    """All lines to one model."""

    target: Box
    links: list[Link]
    colour: str = GREY
    lane: int = 0  # Where it passes rows, if it does.
    entry: int = 0
    ports: list[tuple[Link, int]] = field(default_factory=list)
    tracks: dict[Channel, int] = field(default_factory=dict)

    @property
    def home(self) -> Channel:
        """The channel above the model."""
        return (self.target.band, self.target.row + 1)

    @property
    def channels(self) -> list[Channel]:
        return sorted({self.home, *(channel_of(link) for link in self.links)})

    @property
    def passes_rooms(self) -> bool:
        return any(link.source.band != self.target.band for link in self.links)

    def extent(self, channel: Channel) -> tuple[int, int]:
        """From where to where it runs in a channel."""
        ends = [x for link, x in self.ports if channel_of(link) == channel]
        ends += [self.entry] if channel == self.home else []
        ends += [self.lane] if self.lane else []
        return min(ends), max(ends)


def channel_of(link: Link) -> Channel:
    return (link.source.band, link.source.row)


# --- What there is ---------------------------------------------------------------------------------------------------


def boxes() -> list[Box]:
    """Our concrete models, from the ground up."""
    from django.apps import apps
    from django.conf import settings
    from wagtail.models import Page

    from portal.content.models import Description, Record

    kinds = {"record": Record, "description": Description, "page": Page}

    def room_of(model: type) -> str:
        return max(
            (name for name in settings.INSTALLED_APPS if f"{model.__module__}.".startswith(f"{name}.")),
            key=len,
        )

    found = [
        Box(
            model,
            model.__name__,
            next((name for name, base in kinds.items() if issubclass(model, base)), ""),
            room_of(model),
        )
        for model in apps.get_models()
        if rooms.is_ours(model)
    ]
    return sorted(found, key=lambda box: (settings.INSTALLED_APPS.index(box.room), box.name))


def links(found: list[Box]) -> list[Link]:
    """The keys among these models that our own code has declared."""
    by_model = {box.model: box for box in found}
    kinds = {"many_to_one": "key", "one_to_one": "one", "many_to_many": "many"}
    made: dict[tuple[Box, Box, str], Link] = {}
    for source in found:
        meta = source.model._meta
        for column in sorted((*meta.local_fields, *meta.local_many_to_many), key=lambda column: column.name):
            target = by_model.get(column.related_model)
            if target is None or not is_ours(source.model, column.name):
                continue
            kind = next(kinds[name] for name in kinds if getattr(column, name))
            link = made.setdefault((source, target, kind), Link(source, target, kind, []))
            link.names.append(column.name)
    return list(made.values())


def is_ours(model: type, name: str) -> bool:
    """Whether a column is declared by our code, and by no base class of a library."""
    declaring = [
        base
        for base in model.__mro__
        if any(
            column.name == name
            for column in (
                *getattr(getattr(base, "_meta", None), "local_fields", ()),
                *getattr(getattr(base, "_meta", None), "local_many_to_many", ()),
            )
        )
    ]
    return rooms.is_ours(declaring[-1])


# --- Where it stands -------------------------------------------------------------------------------------------------


def row_width(row: Iterable[Box]) -> int:
    widths = [box.width for box in row]
    return sum(widths) + BOX_GAP * (len(widths) - 1)


Rows = list[list[Box]]  # Of a room, the lowest first.


def rows_of(room: list[Box], inner: list[Link]) -> Rows:
    """The rows of a room: what is pointed at stands below what points; what is free fills up."""
    rank = dict.fromkeys(room, 0)
    for _step in room:
        for link in inner:
            rank[link.source] = max(rank[link.source], rank[link.target] + 1)
    bound = {box for link in inner for box in (link.source, link.target)}
    rows = [
        [box for box in room if box in bound and rank[box] == number]
        for number in range(max(rank.values()) + 1)
    ]
    free = [box for box in room if box not in bound]
    while row_width(room) > LONGEST_ROW * len(rows) and free and len(rows) < MOST_ROWS:
        rows.append([])
    for box in sorted(free, key=lambda box: (-box.width, box.name)):
        min(rows, key=row_width).append(box)
    return rows


def lanes_in(rows: Rows, inner: list[Link]) -> int:
    """Pixels that a room needs at its right for lines that pass its own rows."""
    number = {box: row for row, there in enumerate(rows) for box in there}
    return TRACK * len({link.target for link in inner if number[link.source] > number[link.target] + 1})


@dataclass(eq=False)
class Room:
    """A room, and where it is drawn."""

    name: str
    rows: Rows
    lanes: int  # Pixels at its right.
    points_at: set[str]
    x: int = 0
    width: int = 0

    @property
    def needed(self) -> int:
        """The least width."""
        longest = max(map(row_width, self.rows)) + self.lanes
        return max(longest, round(len(self.name) * LETTER)) + 2 * ROOM_PADDING


Band = list[Room]  # Side by side.


def all_rooms(found: list[Box], all_links: list[Link]) -> list[Room]:
    """Every room that has models, from the ground up."""
    inside: dict[str, list[Box]] = defaultdict(list)
    for box in found:
        inside[box.room].append(box)
    made = []
    for name, there in inside.items():
        own = [link for link in all_links if link.source.room == name and link.source is not link.target]
        inner = [link for link in own if link.target.room == name]
        rows = rows_of(there, inner)
        points_at = {link.target.room for link in own} - {name}
        made.append(Room(name, rows, lanes_in(rows, inner), points_at))
    return made


def in_bands(made: list[Room]) -> list[Band]:
    """The rooms side by side as far as they fit; none beside one that it points at."""
    bands: list[Band] = [[]]
    for room in made:
        if room.points_at & {other.name for other in bands[-1]} or spare_of([*bands[-1], room]) < 0:
            bands.append([])
        bands[-1].append(room)
    for number, band in enumerate(bands):
        place(number, band)
    return bands


def spare_of(band: Band) -> int:
    return WIDTH - 2 * SIDE - sum(room.needed for room in band) - ROOM_GAP * (len(band) - 1)


def place(number: int, band: Band) -> None:
    """Gives the boxes of a band their rows and their x; what is left of the width goes to all rooms alike."""
    x, spare, height = SIDE, spare_of(band), max(len(room.rows) for room in band)
    for room in band:
        room.x, room.width = x, room.needed + spare // len(band)
        if room is band[-1]:
            room.width = WIDTH - SIDE - x
        for row, there in enumerate(room.rows, start=(height - len(room.rows)) // 2):
            place_row(room, there)
            for box in there:
                box.band, box.row = number, row
        x += room.width + ROOM_GAP


def place_row(room: Room, there: list[Box]) -> None:
    boxes_width = sum(box.width for box in there)
    free = room.width - room.lanes - boxes_width
    gap = max(BOX_GAP, min(WIDEST_GAP, (free - 2 * ROOM_PADDING) // (len(there) + 1)))
    x = room.x + (free - gap * (len(there) - 1)) // 2
    for box in there:
        box.x = x
        x += box.width + gap


def nets_of(all_links: list[Link]) -> list[Net]:
    by_target: dict[Box, Net] = {}
    for link in all_links:
        if link.source is not link.target:
            by_target.setdefault(link.target, Net(link.target, [])).links.append(link)
    nets = sorted(by_target.values(), key=lambda net: (net.target.band, net.target.row, net.target.x))
    coloured = [net for net in nets if net.passes_rooms]
    for net, colour in zip(coloured, COLOURS * len(coloured), strict=False):
        net.colour = colour
    return nets


def give_lanes(nets: list[Net], bands: list[Band]) -> None:
    """Where lines go up that pass rows: at the right inside a room, or at a side of the picture."""
    inside: dict[str, int] = defaultdict(int)
    sides: dict[bool, list[list[Net]]] = {False: [], True: []}
    for net in nets:
        if net.passes_rooms:
            ends = [net.target, *(link.source for link in net.links)]
            is_right = sum(2 * box.x + box.width for box in ends) > WIDTH * len(ends)
            side = sides[is_right]
            lane = next((lane for lane in side if all(not share_height(net, other) for other in lane)), None)
            if lane is None:
                side.append(lane := [])
            lane.append(net)
        elif len(net.channels) > 1:
            room = next(room for band in bands for room in band if room.name == net.target.room)
            net.lane = room.x + room.width - ROOM_PADDING // 2 - TRACK * inside[room.name] - TRACK // 2
            inside[room.name] += 1
    for is_right, lanes in sides.items():
        for number, lane in enumerate(lanes):
            distance = ROOM_GAP + TRACK * number
            for net in lane:
                net.lane = WIDTH - SIDE + distance if is_right else SIDE - distance


def share_height(one: Net, other: Net) -> bool:
    return one.channels[0] <= other.channels[-1] and other.channels[0] <= one.channels[-1]


def give_ports(nets: list[Net]) -> None:
    """Where lines leave and enter boxes: no two of a channel at the same place."""
    taken: dict[Channel, list[int]] = defaultdict(list)
    for net in nets:
        net.entry = free_port(net.target, 0.5, taken[net.home])
    leaving: dict[Box, list[tuple[Net, Link]]] = defaultdict(list)
    for net in nets:
        for link in net.links:
            leaving[link.source].append((net, link))
    for box, own in leaving.items():
        own.sort(key=lambda pair: (pair[0].lane or pair[0].entry, pair[1].kind))
        for number, (net, link) in enumerate(own, start=1):
            net.ports.append((link, free_port(box, number / (len(own) + 1), taken[channel_of(link)])))


def free_port(box: Box, where: float, taken: list[int]) -> int:
    """The place nearest to the wanted one that no other line of the channel has."""
    wanted = box.x + round(box.width * where)
    places = sorted(range(box.x + 8, box.x + box.width - 7), key=lambda x: (abs(x - wanted), x))
    found = next((x for x in places if all(abs(x - other) >= PORTS for other in taken)), wanted)
    taken.append(found)
    return found


def give_tracks(nets: list[Net]) -> dict[Channel, int]:
    """Gives each line a height in each of its channels, counted from below; returns how many a channel has."""
    used: dict[Channel, list[list[tuple[int, int]]]] = defaultdict(list)
    wanted = [(channel, *net.extent(channel), net) for net in nets for channel in net.channels]
    for channel, left, right, net in sorted(wanted, key=lambda one: (one[0], one[2] - one[1], one[1])):
        tracks = used[channel]
        number = next(
            (n for n, there in enumerate(tracks) if all(right + 12 < a or b + 12 < left for a, b in there)),
            len(tracks),
        )
        if number == len(tracks):
            tracks.append([])
        tracks[number].append((left, right))
        net.tracks[channel] = number
    return {channel: len(tracks) for channel, tracks in used.items()}


def channel_height(tracks: int) -> int:
    return 2 * CLEARANCE + TRACK * max(tracks - 1, 0) + (6 if tracks else 0)


@dataclass(eq=False)
class Heights:
    """Where things stand from above."""

    bottoms: dict[Channel, int] = field(default_factory=dict)  # Of channels.
    edges: dict[int, tuple[int, int]] = field(default_factory=dict)  # Of bands.
    whole: int = HEAD


def give_heights(found: list[Box], bands: list[Band], tracks: dict[Channel, int]) -> Heights:
    """Gives each box its y, from the highest band down."""
    heights, y = Heights(), HEAD
    for number in reversed(range(len(bands))):
        top = y
        rows = max(len(room.rows) for room in bands[number])
        y += LABEL_HEIGHT
        for row in reversed(range(rows)):
            above = (number, row + 1)
            y += channel_height(tracks.get(above, 0)) if above in tracks or row + 1 < rows else CLEARANCE
            heights.bottoms[above] = y
            for box in found:
                if (box.band, box.row) == (number, row):
                    box.y = y
            y += BOX_HEIGHT
        y += channel_height(tracks.get((number, 0), 0))
        heights.bottoms[number, 0] = y
        heights.edges[number] = (top, y)
        y += BAND_GAP
    heights.whole = y
    return heights


# --- How it is drawn -------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Placed:
    """All that is drawn, where it is drawn."""

    boxes: list[Box]
    bands: list[Band]
    nets: list[Net]
    loops: list[Link]  # Of models that point at themselves.
    heights: Heights


def placed() -> Placed:
    found = boxes()
    all_links = links(found)
    bands = in_bands(all_rooms(found, all_links))
    nets = nets_of(all_links)
    give_lanes(nets, bands)
    give_ports(nets)
    heights = give_heights(found, bands, give_tracks(nets))
    return Placed(found, bands, nets, [link for link in all_links if link.source is link.target], heights)


def draw() -> str:
    """The picture."""
    there = placed()
    edges = there.heights.edges
    net_of = {net.target: net for net in there.nets}
    parts = [
        *draw_frame(there.heights.whole),
        *(draw_room(room, *edges[number]) for number, band in enumerate(there.bands) for room in band),
        *(part for net in there.nets for part in draw_net(net, there.heights.bottoms)),
        *map(draw_loop, there.loops),
        *(draw_box(box, net_of.get(box)) for box in there.boxes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def draw_frame(height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'font-family="Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif" font-size="12" role="img">'
    )
    yield "<title>The data model: rooms, their models, and the keys between them</title>"
    yield f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>'
    yield text(SIDE, 36, "Data model", size=22, weight="bold")
    yield text(
        SIDE,
        58,
        "A line leads down from the model that has a key to the model that it points at; all lines to one model run "
        "together. Rooms stand from the ground up.",
        colour=GREY,
    )
    yield text(
        SIDE, 75, "Columns that Wagtail adds (owner, locked_by and the like) are left out.", colour=GREY
    )
    x = SIDE
    for kind, fill in FILLS.items():
        yield f'<rect x="{x}" y="89" width="18" height="12" rx="3" fill="{fill}" stroke="{GREY}"/>'
        yield text(x + 24, 99, WORDS[kind], colour=GREY)
        x += 44 + round(len(WORDS[kind]) * 6.6)
    for kind, words in (("key", "foreign key"), ("one", "one to one"), ("many", "many to many")):
        yield f'<path d="M{x} 95h26" fill="none" stroke="{GREY}" stroke-width="1.5"{dashes(kind)}/>'
        if kind == "one":
            yield ring(x + 5, 95, GREY)
        yield text(x + 32, 99, words, colour=GREY)
        x += 54 + round(len(words) * 6.6)


def draw_room(room: Room, top: int, bottom: int) -> str:
    return (
        f'<rect x="{room.x}" y="{top}" width="{room.width}" height="{bottom - top}" rx="8" fill="{ROOM_FILL}" '
        f'stroke="{FRAME}"/>'
    ) + text(room.x + 10, top + 17, room.name, colour=GREY, weight="bold")


def tracks_of(net: Net, bottoms: dict[Channel, int]) -> dict[Channel, int]:
    """The y of the line in each of its channels."""
    return {channel: bottoms[channel] - CLEARANCE - TRACK * track for channel, track in net.tracks.items()}


def strokes(net: Net, bottoms: dict[Channel, int]) -> Iterator[tuple[int, int, int, int]]:
    """Every stroke of the line but those of its sources: left, top, right, bottom."""
    ys = tracks_of(net, bottoms)
    for channel, y in ys.items():
        left, right = net.extent(channel)
        if left != right:
            yield left, y, right, y
    if len(ys) > 1:
        yield net.lane, min(ys.values()), net.lane, max(ys.values())
    yield net.entry, ys[net.home], net.entry, net.target.y - 2


def draw_net(net: Net, bottoms: dict[Channel, int]) -> Iterator[str]:
    ys = tracks_of(net, bottoms)
    named = ", ".join(f"{link.source.name}.{name}" for link, _x in net.ports for name in link.names)
    yield f'<g fill="none" stroke="{net.colour}" stroke-width="1.5"><title>{net.target.name}: {named}</title>'
    lines = "".join(f"M{left} {top}L{right} {bottom}" for left, top, right, bottom in strokes(net, bottoms))
    yield f'<path d="{lines}" stroke-linecap="square"/>'
    for link, x in net.ports:
        start = link.source.y + BOX_HEIGHT
        yield f'<path d="M{x} {start}V{ys[channel_of(link)]}"{dashes(link.kind)}/>'
        if link.kind == "one":
            yield ring(x, start + 5, net.colour)
        yield f'<circle cx="{x}" cy="{ys[channel_of(link)]}" r="2" fill="{net.colour}"/>'
    x, y = net.entry, net.target.y
    yield f'<path d="M{x - 4} {y - 7}L{x} {y}L{x + 4} {y - 7}z" fill="{net.colour}" stroke="none"/></g>'


def draw_loop(link: Link) -> str:
    """The key of a model that points at itself."""
    x, y = link.source.x + link.source.width, link.source.y
    named = ", ".join(f"{link.source.name}.{name}" for name in link.names)
    return (
        f'<g fill="none" stroke="{GREY}" stroke-width="1.5"><title>{named}</title>'
        f'<path d="M{x} {y + 21}h9v-14h-8"/><path d="M{x + 7} {y + 3}l-7 4l7 4z" fill="{GREY}" stroke="none"/></g>'
    )


def draw_box(box: Box, net: Net | None) -> str:
    colour = net.colour if net else GREY
    stroke = 2 if net and net.passes_rooms else 1
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{BOX_HEIGHT}" rx="4" fill="{FILLS[box.kind]}" '
        f'stroke="{colour}" stroke-width="{stroke}"/>'
        + text(box.x + box.width // 2, box.y + 18, box.name, anchor="middle", weight="bold" if net else "")
    )


def dashes(kind: str) -> str:
    return ' stroke-dasharray="4 3"' if kind == "many" else ""


def ring(x: int, y: int, colour: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="3.5" fill="{PAPER}" stroke="{colour}" stroke-width="1.5"/>'


def text(
    x: int, y: int, words: str, *, colour: str = INK, size: int = 12, weight: str = "", anchor: str = ""
) -> str:
    more = "".join(
        f' {name}="{value}"'
        for name, value in (
            ("font-weight", weight),
            ("text-anchor", anchor),
            ("font-size", size if size != 12 else ""),
        )
        if value
    )
    return f'<text x="{x}" y="{y}" fill="{colour}"{more}>{escape(words)}</text>'


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    PICTURE.write_text(draw())
    sys.stdout.write(f"{PICTURE.relative_to(rooms.ROOT)} is written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
