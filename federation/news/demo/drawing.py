"""Drawing tools of the demo news' pictures: a sheet, the portal's colours and its one curve."""

from io import BytesIO
from math import cos, pi, sin

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

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

    def rounded(
        self, left: float, top: float, right: float, bottom: float, radius: float, colour: str
    ) -> None:
        edges = [edge * OVERSIZE for edge in (left, top, right, bottom)]
        self.draw.rounded_rectangle(edges, radius * OVERSIZE, fill=colour)

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
