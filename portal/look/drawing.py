"""Covers and maps as SVG: no style attributes, colours by class, hidden from screen readers when they only decorate."""

from collections.abc import Hashable, Iterable

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.look import covers, map

MARK_PAGE = (
    "M28 45V21.7c0-8.5 6.7-13.1 16.1-13.1a9.5 9.5 0 0 1 0 19a5.85 5.85 0 0 1 0-11.7a3.3 3.3 0 0 1 0 6.6"
    "M28 21.7c0-8.5-6.7-13.1-16.1-13.1a9.5 9.5 0 0 0 0 19a5.85 5.85 0 0 0 0-11.7a3.3 3.3 0 0 0 0 6.6"
)
MARK_BOOK = "M3.5 42.4C14 37.5 24 41.5 28 47c4-5.5 14-9.5 24.5-4.6"
PEOPLE_SCALE, MEMBER_SCALE = 2.8, 8.0


def sprite(name: str) -> str:
    """Return the address of a drawing in the sprite."""
    return f"{static('img/icons.svg')}#{name}"


def icon(name: str, css_class: str = "") -> SafeString:
    """Return an icon of the sprite, to stand beside words."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}"/></svg>',
        f" {css_class}" if css_class else "", sprite(name),
    )  # fmt: skip


def mark() -> SafeString:
    """Return the federation's mark."""
    return format_html(
        '<svg class="mark" viewBox="0 0 56 56" aria-hidden="true">'
        '<path class="mark-page" d="{}"/><path class="mark-book" d="{}"/></svg>',
        MARK_PAGE, MARK_BOOK,
    )  # fmt: skip


def motif() -> SafeString:
    """Return the ornament's motif, for an empty state."""
    return format_html(
        '<svg class="motif" viewBox="0 0 40 24" aria-hidden="true"><use href="{}"/></svg>', sprite("motif")
    )


def monogram(seed: Hashable, letters: str, kind: str, size: str = "") -> SafeString:
    """Return an organisation's face: a square of 64 px (48 on phones by `size="small"`, 144 by `size="large"`)."""
    number, scale = covers.pattern(seed)
    kind = kind if kind in covers.KINDS else "regional"
    return format_html(
        '<svg class="cover monogram{} cover-{}" viewBox="0 0 100 100" aria-hidden="true">'
        '<rect class="cover-ground" width="100" height="100"/>'
        '<use class="cover-pattern" href="{}" transform="scale({})"/>'
        '<circle class="cover-ground" cx="50" cy="50" r="30"/>'
        '<text class="cover-ink" x="50" y="62" text-anchor="middle" font-size="34">{}</text></svg>',
        f" monogram-{size}" if size in ("small", "large", "round") else "", kind,
        sprite(f"pattern-{number}"), scale, letters,
    )  # fmt: skip


def book(seed: Hashable, code: str, module: object, title: str = "", language: str = "") -> SafeString:
    """Return a material's face: in lists the code alone, on its own page (with `title`) its title and code.

    `language` is that of the title, where it is not the reader's.
    """
    number, _ = covers.pattern(seed)
    if title:
        lines = format_html_join(
            "", '<tspan x="22" y="{}">{}</tspan>',
            ((f"{36 + 22 * row:g}", line) for row, line in enumerate(covers.wrap_title(title))),
        )  # fmt: skip
        words, rule, height = lines, 150, 240
        # A Kazakh word may be wider than a cover: then all of the title is set smaller, none of it is cut.
        longest = max((len(word) for word in title.split()), default=1)
        size = f"{min(17.5, 17.5 * 12.5 / longest):g}"
        lang = format_html(' lang="{}"', language) if language else ""
        text = format_html('<text class="cover-ink" font-size="{}"{}>{}</text>', size, lang, words)
        text += format_html('<text class="book-code" x="28" y="217" font-size="25">{}</text>', code)
        width, spine, label, scale = 180, 7, "book book-large", "1.4"
    else:
        width, height, rule, spine, label, scale = 120, 160, 104, 5, "book", "1"
        size = "44" if len(code) <= 4 else "30"
        text = format_html('<text class="book-code" x="18" y="60" font-size="{}">{}</text>', size, code)
    return format_html(
        '<svg class="cover {} book-{}" viewBox="0 0 {w} {h}" aria-hidden="true">'
        '<rect class="cover-ground" width="{w}" height="{h}"/>'
        '<svg y="{rule}" width="{w}" height="{foot}"><use class="cover-pattern" href="{}" transform="scale({})"/></svg>'
        '<path class="book-rule" d="M0 {rule}h{w}"/><rect class="book-spine" width="{}" height="{h}"/>{}</svg>',
        label, covers.book_module(module), sprite(f"pattern-{number}"), scale, spine, text,
        w=width, h=height, rule=rule, foot=height - rule,
    )  # fmt: skip


def _leaves(leaves: list[covers.Leaf]) -> SafeString:
    return format_html_join(
        "", '<path class="{}" transform="{}" d="{}"/>',
        (("arcade-scroll" if leaf.is_scroll else "arcade-line", leaf.transform, leaf.path) for leaf in leaves),
    )  # fmt: skip


def arcade(seed: Hashable, kind: str) -> SafeString:
    """Return the face of a news lead or of the sign-in page, 16:9."""
    kind = kind if kind in covers.NEWS_KINDS else "federation"
    return format_html(
        '<svg class="cover arcade news-{}" viewBox="0 0 640 360" aria-hidden="true">'
        '<rect class="cover-ground" width="640" height="360"/>{}</svg>',
        "report" if kind == "materials" else kind, _leaves(covers.arcade(seed)),
    )  # fmt: skip


def frieze(seed: Hashable, kind: str) -> SafeString:
    """Return the band above an article without a photo, 1280 × 220."""
    kind = kind if kind in covers.NEWS_KINDS else "federation"
    return format_html(
        '<svg class="cover frieze news-{}" viewBox="0 0 1280 220" preserveAspectRatio="xMidYMax slice"'
        ' aria-hidden="true">'
        '<rect class="cover-ground" width="1280" height="220"/>{}</svg>',
        "report" if kind == "materials" else kind, _leaves(covers.frieze(seed)),
    )  # fmt: skip


def dot_map(longitude: float | None, latitude: float | None, size: str = "") -> SafeString:
    """Return the outline of Kazakhstan with one dot: 110 px wide, `size="small"` 76, `size="large"` up to 320."""
    dot = ""
    if longitude is not None and latitude is not None:
        x, y = map.project(longitude, latitude)
        dot = format_html(
            '<circle class="dot-halo" cx="{x}" cy="{y}" r="50"/><circle class="dot-here" cx="{x}" cy="{y}" r="26"/>',
            x=f"{x:g}", y=f"{y:g}",
        )  # fmt: skip
    return format_html(
        '<svg class="dot-map{}" viewBox="0 0 900 520" aria-hidden="true"><use class="land" href="{}"/>{}</svg>',
        f" dot-map-{size}" if size else "", sprite("kazakhstan"), dot,
    )  # fmt: skip


def _circle(point: map.Circle) -> SafeString:
    number = ""
    if point.number_inside:
        number = format_html(
            '<text class="map-number" x="{}" y="{}">{}</text>', point.x, point.number_y, point.number
        )
    body = format_html(
        '<title>{}: {}</title><circle class="map-point" cx="{}" cy="{}" r="{}"/>{}'
        '<text class="map-label map-label-{}" x="{}" y="{}">{}</text>',
        point.label, point.number, point.x, point.y, point.radius, number,
        point.side, point.label_x, point.label_y, point.short_label,
    )  # fmt: skip
    classes = f"map-{point.status}" + (" map-minor" if point.is_minor else "")
    if point.href:
        return format_html('<a class="{}" href="{}">{}</a>', classes, point.href, body)
    return format_html('<g class="{}">{}</g>', classes, body)


def country_map(
    points: Iterable[map.Point], name: str, scale: float = MEMBER_SCALE, lines: bool = False
) -> SafeString:
    """Return the map of Kazakhstan with a circle at each point, area by number.

    With `lines`, curves run from each source to what is reached or planned.
    """
    drawn = map.places(points, scale)
    curves = SafeString("")
    if lines:
        curves = format_html_join(
            "", '<path class="map-line" d="{}"/>',
            ((map.arc(start, end),) for start in drawn if start.status == "source"
             for end in drawn if end.status in ("reached", "planned")),
        )  # fmt: skip
    return format_html(
        '<svg class="country-map" viewBox="0 0 900 520" role="{}" aria-label="{}">'
        '<path class="land" d="{}"/>{}{}</svg>',
        "group" if any(point.href for point in drawn) else "img", name, mark_safe(map.outline().large),  # noqa: S308 Ours.
        curves, format_html_join("", "{}", ((_circle(point),) for point in drawn)),
    )  # fmt: skip
