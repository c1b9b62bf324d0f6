"""The scenes of the pictures of demo news, in the portal's own motif and colours; the same at every run."""

import re
from math import cos, pi, sin

from federation.directory.models import Region
from portal.look import map as country
from portal.look.covers import fnv1a

from .drawing import (
    COAST,
    DEEP,
    GOLD,
    GOLD_MARK,
    HEIGHT,
    LAND,
    LINE,
    PAPER,
    PLAIN,
    SCROLL,
    SKY,
    SKY_WASH,
    SPINES,
    WIDTH,
    Points,
    Sheet,
)

WOOD, WOOD_DARK, BRICK, MEADOW = "#e9c865", "#b07a00", "#a8502f", "#d8e8dc"
GLOW = "#1d5a6b"


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


def lamp() -> Sheet:
    """A reading lamp shines on an open book."""
    sheet = Sheet(DEEP)
    sheet.shape([(655, 300), (925, 300), (1290, 742), (390, 742)], GLOW)
    sheet.shape([(690, 300), (890, 300), (1130, 742), (560, 742)], LINE)
    sheet.box(0, 742, WIDTH, HEIGHT, "#082833")
    sheet.box(0, 742, WIDTH, 750, GOLD_MARK)
    sheet.line([(1180, 742), (1180, 250), (1040, 150), (820, 190)], GOLD_MARK, 16)
    sheet.rounded(1090, 716, 1270, 744, 12, GOLD_MARK)
    sheet.disc(1180, 250, 20, GOLD)
    sheet.shape([(740, 160), (850, 160), (940, 306), (640, 306)], GOLD)
    sheet.disc(790, 306, 30, PAPER)
    for side in (-1, 1):
        page: Points = [
            (840, 742), (840, 630), (840 + side * 70, 600), (840 + side * 240, 622), (840 + side * 240, 742),
        ]  # fmt: skip
        sheet.shape(page, PAPER)
        for row in range(4):
            y = 648 + row * 22
            sheet.line([(840 + side * 40, y), (840 + side * 210, y + 4)], COAST, 5)
    sheet.page(SCROLL, 250, 742, 9, COAST, 4)
    return sheet


def circle() -> Sheet:
    """Thirteen chairs in a circle, seen from above; one of them is gold."""
    sheet = Sheet(SKY_WASH)
    sheet.disc(800, 450, 400, PAPER)
    sheet.disc(800, 450, 150, LAND)
    sheet.disc(800, 450, 128, PAPER)
    sheet.page(SCROLL, 800, 505, 5, SKY, 5)
    for place in range(13):
        angle = 2 * pi * place / 13 - pi / 2
        colour = GOLD if place == 0 else (SKY, LINE, "#3d7a57")[place % 3]
        sheet.shape(_turned(800, 450, angle, 268, 344, 44), colour)
        sheet.shape(_turned(800, 450, angle, 350, 372, 56), DEEP)
    return sheet


def _turned(x: float, y: float, angle: float, near: float, far: float, half: float) -> Points:
    """The corners of a box that lies between two distances from a point, in the direction of an angle."""
    corners = ((near, -half), (near, half), (far, half), (far, -half))
    return [(x + cos(angle) * a - sin(angle) * b, y + sin(angle) * a + cos(angle) * b) for a, b in corners]


def bookmobile() -> Sheet:
    """A bus full of books on a road through the steppe."""
    sheet = Sheet(SKY_WASH)
    sheet.disc(1270, 250, 110, GOLD)
    sheet.shape([(0, 600), (330, 470), (700, 590), (1080, 440), (1600, 610), (1600, 900), (0, 900)], COAST)
    sheet.shape([(0, 650), (460, 580), (1000, 660), (1600, 590), (1600, 900), (0, 900)], MEADOW)
    sheet.box(0, 742, WIDTH, 770, DEEP)
    for x in range(40, WIDTH, 160):
        sheet.box(x, 754, x + 80, 758, GOLD)
    sheet.rounded(360, 360, 1120, 700, 40, SKY)
    sheet.rounded(1000, 450, 1200, 700, 30, SKY)
    sheet.shape([(1080, 400), (1128, 400), (1186, 540), (1080, 540)], PAPER)
    sheet.box(420, 420, 960, 600, PAPER)
    _books(sheet, 430, 950, 590, 150)
    sheet.box(420, 590, 960, 600, GOLD_MARK)
    sheet.shape([(400, 420), (980, 420), (1010, 360), (370, 360)], GOLD)
    sheet.page(PLAIN, 690, 690, 3.4, GOLD, 4)
    for x in (510, 1060):
        sheet.disc(x, 700, 62, DEEP)
        sheet.disc(x, 700, 28, PAPER)
    return sheet


def _books(sheet: Sheet, left: float, right: float, bottom: float, highest: float) -> None:
    """A row of books of many colours on a shelf."""
    x, place = left, 0
    while True:
        chance = fnv1a(f"books:{left}:{place}")
        width, height = 18 + chance % 22, highest * (60 + (chance >> 8) % 40) / 100
        if x + width > right:
            return
        sheet.box(x, bottom - height, x + width, bottom, SPINES[(chance >> 16) % len(SPINES)])
        x, place = x + width + 3, place + 1


def exhibition() -> Sheet:
    """A cabinet of catalogue drawers; one is pulled out, with its cards."""
    sheet = Sheet(LAND)
    sheet.box(0, 780, WIDTH, HEIGHT, WOOD)
    sheet.box(0, 774, WIDTH, 786, WOOD_DARK)
    sheet.rounded(330, 120, 1270, 780, 16, WOOD_DARK)
    for row in range(4):
        for column in range(5):
            left, top = 356 + column * 179, 146 + row * 152
            sheet.rounded(left, top, left + 170, top + 142, 8, WOOD)
            sheet.box(left + 40, top + 34, left + 130, top + 70, PAPER)
            sheet.disc(left + 85, top + 104, 12, DEEP)
    left, top = 356 + 2 * 179, 146 + 152
    for card in range(7):
        sheet.box(left - 6 + card * 5, top - 74 + card * 12, left + 150 + card * 5, top + 40, LINE)
        sheet.box(left - 4 + card * 5, top - 72 + card * 12, left + 148 + card * 5, top + 40, PAPER)
    sheet.rounded(left - 26, top + 8, left + 196, top + 196, 10, "#f6ce62")
    sheet.box(left + 30, top + 46, left + 140, top + 96, PAPER)
    sheet.disc(left + 85, top + 146, 15, DEEP)
    for x in (170, 1430):
        sheet.page(SCROLL, x, 774, 8, SKY, 5)
    return sheet


def calendar() -> Sheet:
    """A calendar sheet with days marked in three colours."""
    sheet = Sheet("#dcebdf")
    sheet.rounded(374, 116, 1246, 826, 22, "#93bfa2")
    sheet.rounded(360, 100, 1232, 810, 22, PAPER)
    sheet.rounded(360, 100, 1232, 220, 22, SKY)
    sheet.box(360, 190, 1232, 220, SKY)
    for x in (560, 800, 1030):
        sheet.rounded(x - 12, 60, x + 12, 150, 12, GOLD_MARK)
    marked = {8: SKY, 9: SKY, 10: SKY, 15: GOLD, 16: GOLD, 22: BRICK, 23: BRICK, 24: BRICK}
    for day in range(1, 31):
        column, row = (day + 1) % 7, (day + 1) // 7
        left, top = 400 + column * 116, 252 + row * 108
        sheet.rounded(left, top, left + 98, top + 90, 10, marked.get(day, LAND if column < 5 else "#e2e4f0"))
    sheet.page(SCROLL, 180, 826, 8, "#1c6b43", 5)
    sheet.page(SCROLL, 1420, 826, 8, "#1c6b43", 5)
    return sheet


def windows() -> Sheet:
    """Twelve windows of a talk online, with a face in each but one."""
    sheet = Sheet(DEEP)
    for place in range(12):
        left, top = 150 + place % 4 * 330, 90 + place // 4 * 246
        if place == 6:
            sheet.rounded(left, top, left + 310, top + 226, 18, "#082833")
            sheet.line([(left + 170, top + 60), (left + 130, top + 120), (left + 172, top + 112),
                        (left + 140, top + 172)], GOLD, 8)  # fmt: skip
            continue
        sheet.rounded(
            left, top, left + 310, top + 226, 18, (SKY_WASH, "#fbe6a6", MEADOW, "#f4ded4")[place * 5 % 4]
        )
        colour = (SKY, BRICK, "#3d7a57", "#54609b")[place * 7 % 4]
        sheet.rounded(left + 85, top + 138, left + 225, top + 290, 60, colour)
        sheet.disc(left + 155, top + 96, 46, colour)
    for row in range(3):  # The shoulders end with the window.
        top = 90 + row * 246 + 226
        sheet.box(0, top, WIDTH, top + 20 if row < 2 else HEIGHT, DEEP)
    return sheet


def bus() -> Sheet:
    """A bus with catalogue drawers on its roof drives towards the mountains."""
    sheet = Sheet("#fff0c2")
    sheet.shape([(0, 470), (220, 300), (420, 430), (690, 220), (980, 430), (1240, 290), (1600, 480), (1600, 560),
                 (0, 560)], COAST)  # fmt: skip
    sheet.shape([(690, 220), (610, 284), (680, 300), (720, 276), (770, 290)], PAPER)
    sheet.box(0, 520, WIDTH, HEIGHT, MEADOW)
    sheet.shape([(760, 520), (840, 520), (1330, 900), (270, 900)], "#5a6b73")
    for near, far in ((900, 830), (780, 730), (690, 655)):
        half = (near - 520) * 0.02
        sheet.shape(
            [(800 - half, far), (800 + half, far), (800 + half * 1.3, near), (800 - half * 1.3, near)], GOLD
        )
    sheet.rounded(650, 340, 950, 730, 36, SKY)
    sheet.rounded(686, 384, 914, 520, 20, PAPER)
    sheet.page(PLAIN, 800, 512, 5, COAST, 4)
    sheet.box(650, 590, 950, 602, GOLD)
    for x in (690, 910):
        sheet.disc(x, 640, 20, BRICK)
        sheet.rounded(x - 32, 716, x + 32, 776, 12, DEEP)
    for column in range(4):
        left = 668 + column * 67
        sheet.rounded(left, 262, left + 62, 336, 6, WOOD)
        sheet.box(left + 14, 280, left + 48, 296, PAPER)
        sheet.disc(left + 31, 316, 6, DEEP)
    sheet.box(660, 334, 940, 346, WOOD_DARK)
    return sheet
