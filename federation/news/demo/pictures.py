"""Pictures for demo news, drawn from the portal's own motif and colours; the same at every run."""

import re
from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from portal.look import map as country
from portal.look.covers import fnv1a
from portal.media.models import PortalImage

WIDTH, HEIGHT, OVERSIZE = 1600, 900, 2  # Drawn twice as large, then made smaller, so that lines are smooth.

DEEP, SKY, SKY_WASH, GOLD, GOLD_MARK = "#0b3441", "#00647a", "#dff1f6", "#f6ce62", "#b07a00"
LINE, PAPER, COAST, LAND = "#2f7488", "#fbfaf6", "#8fc7d4", "#e4f2f5"
SPINES = ["#0b3441", "#00647a", "#d8e8dc", "#fbe6a6", "#f4ded4", "#e2e4f0", "#a8502f", "#3d7a57", "#cde9f0"]

Points = list[tuple[float, float]]


def _bezier(start: tuple, first: tuple, second: tuple, end: tuple) -> Points:
    steps = [step / 24 for step in range(25)]
    return [
        tuple(
            (1 - t) ** 3 * start[axis]
            + 3 * (1 - t) ** 2 * t * first[axis]
            + 3 * (1 - t) * t**2 * second[axis]
            + t**3 * end[axis]
            for axis in (0, 1)
        )
        for t in steps
    ]


def _arc(x: float, y: float, radius: float, start: float, end: float) -> Points:
    """Points on a circle from one angle to another, in degrees, clockwise from the right as on a screen."""
    angles = [(start + (end - start) * step / 24) * pi / 180 for step in range(25)]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


# The one curve of the portal's look: a page seen from its edge, plain and with the scroll; origin on the spine.
_ROOT = [(0, 22), (0, 12), *_bezier((0, 12), (0, 6.2), (4.6, 3), (11, 3))]
PLAIN = [*_ROOT, *_arc(11, 9.5, 6.5, -90, 0), (17.5, 22)]
SCROLL = [
    *_ROOT,
    *_arc(11, 9.5, 6.5, -90, 90),
    *_arc(11, 12, 4, 90, 270),
    *_arc(11, 10.25, 2.25, -90, 90),
]


class Sheet:
    """A canvas measured in the finished picture's pixels."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * OVERSIZE, HEIGHT * OVERSIZE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def line(self, points: Points, colour: str, width: float) -> None:
        scaled = [(x * OVERSIZE, y * OVERSIZE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(width * OVERSIZE), joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.draw.rectangle(
            [left * OVERSIZE, top * OVERSIZE, right * OVERSIZE, bottom * OVERSIZE], fill=colour
        )

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        edges = [x - radius, y - radius, x + radius, y + radius]
        self.draw.ellipse([edge * OVERSIZE for edge in edges], fill=colour)

    def shape(self, points: Points, colour: str) -> None:
        self.draw.polygon([(x * OVERSIZE, y * OVERSIZE) for x, y in points], fill=colour)

    def page(self, curve: Points, x: float, bottom: float, scale: float, colour: str, width: float) -> None:
        """Both halves of an open book's page, standing on `bottom` with the spine at `x`."""
        for side in (-1, 1):
            self.line(
                [(x + side * px * scale, bottom - (22 - py) * scale) for px, py in curve], colour, width
            )

    def file(self, name: str) -> ImageFile:
        finished = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        target = BytesIO()
        finished.quantize(64, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
        return ImageFile(target, name=f"{name}.png")


def arcade() -> Sheet:
    """A book opens like a gate, and a gold disc rises in it."""
    sheet = Sheet(DEEP)
    sheet.disc(800, 560, 190, GOLD)
    sheet.disc(800, 560, 166, DEEP)
    sheet.disc(800, 560, 140, GOLD)
    for place in range(11):
        sheet.page(PLAIN, 800, 900, 12 + place * 5.2, LINE, 3)
    sheet.page(SCROLL, 800, 900, 26, PAPER, 7)
    return sheet


def shelf() -> Sheet:
    """A shelf of books in the colours of the modules; one leans out."""
    sheet = Sheet(SKY_WASH)
    sheet.box(0, 742, WIDTH, 764, SKY)
    x = 96.0
    for place in range(22):
        chance = fnv1a(f"shelf:{place}")
        width, height = 42 + chance % 34, 330 + (chance >> 8) % 190
        colour = SPINES[(chance >> 16) % len(SPINES)]
        dark = colour in ("#0b3441", "#00647a", "#a8502f", "#3d7a57")
        mark = GOLD if dark else SKY
        if place == 13:
            lean: Points = [
                (x + 92, 742 - height),
                (x + 92 + width, 742 - height + 20),
                (x + width + 14, 742),
                (x + 8, 742),
            ]
            sheet.shape(lean, "#fec50c")
            x += width + 128
            continue
        if x + width > WIDTH - 90:
            break
        sheet.box(x, 742 - height, x + width, 742, colour)
        sheet.box(x, 742 - height + 44, x + width, 742 - height + 50, mark)
        sheet.box(x, 742 - 70, x + width, 742 - 66, mark)
        x += width + 5
    for place in range(9):
        sheet.page(PLAIN, 178 * place + 88, 900, 4.6, COAST, 2.5)
    return sheet


def map_of_regions() -> Sheet:
    """The outline of Kazakhstan with a circle at the centre of each region."""
    from federation.directory.models import Region

    sheet = Sheet(PAPER)
    scale, left, top = 1.55, 102, 62
    outline = [(left + x * scale, top + y * scale) for x, y in _points(country.outline().large)]
    sheet.shape(outline, LAND)
    sheet.line([*outline, outline[0]], COAST, 4)
    for region in Region.objects.order_by("code"):
        x, y = country.MOVED.get(region.code) or country.project(region.lon, region.lat)
        sheet.disc(left + x * scale, top + y * scale, 24, GOLD)
        sheet.disc(left + x * scale, top + y * scale, 17, SKY)
    return sheet


def _points(path: str) -> Points:
    """The corners of path data that has only M, L and Z."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


PICTURES: dict[str, tuple[Callable[[], Sheet], dict[str, str]]] = {
    "news-arcade": (
        arcade,
        {
            "kk": "Сурет: ашық кітаптың беттері қақпадай көтеріледі, ортасында алтын шеңбер.",
            "ru": "Рисунок: страницы раскрытой книги поднимаются, как ворота, в середине золотой круг.",
            "en": "Drawing: the pages of an open book rise like a gate around a gold disc.",
        },
    ),
    "news-shelf": (
        shelf,
        {
            "kk": "Сурет: сөредегі түрлі түсті кітаптар, біреуі қисайып тұр.",
            "ru": "Рисунок: цветные книги на полке, одна наклонилась.",
            "en": "Drawing: books of many colours on a shelf, one leaning.",
        },
    ),
    "news-map": (
        map_of_regions,
        {
            "kk": "Сурет: Қазақстанның сұлбасы, жиырма өңірдің орталығы дөңгелекпен белгіленген.",
            "ru": "Рисунок: контур Казахстана, кружками отмечены центры двадцати регионов.",
            "en": "Drawing: the outline of Kazakhstan with circles at the centres of its twenty regions.",
        },
    ),
}


def picture(name: str) -> PortalImage:
    """The picture of that name, drawn when it is not there yet."""
    found = PortalImage.objects.filter(title=name).first()
    if found:
        return found
    draw, alt = PICTURES[name]
    words = {f"alt_{language}": text for language, text in alt.items()}
    return PortalImage.objects.create(title=name, file=draw().file(name), licence="CC0 1.0", **words)
