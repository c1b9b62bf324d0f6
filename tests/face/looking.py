"""What is looked for on a page that stands open in the browser; each function returns the faults in words."""

import re

from playwright.sync_api import Page

from .browsing import Visit

WIDTHS = (320, 390, 640, 768, 1024, 1280, 1600)  # Pixels; 640 is also a window of 1280 at 200 %.
HEIGHT = 900
MAX_WEIGHT, MAX_REQUESTS = 100_000, 15  # Bytes over the line without photos; LOOK.md §2.7.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a change of colours can break: the rest of axe's rules ask the same of the same elements in light and dark.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
INLINE = re.compile(
    r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|<script(?![^>]*(?:\ssrc=|ld\+json))[^>]*>|javascript:", re.I
)

RUN_AXE = """options => axe.run(document, options).then(result => result.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary.replace(/\\s+/g, ' ')}`)))"""
# The first things that stick out to the right while what holds them does not, named by what they stand in.
SIDEWAYS = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const named = one => one.tagName.toLowerCase() + [...one.classList].map(name => '.' + name).join('');
    const out = one => one.getBoundingClientRect().right > root.clientWidth + 1;
    const isClipped = one => one !== document.body
        && (getComputedStyle(one).overflowX !== 'visible' || isClipped(one.parentElement));
    const found = [...document.body.querySelectorAll('*')].filter(
        one => out(one) && !out(one.parentElement) && one.checkVisibility() && !isClipped(one.parentElement));
    return found.slice(0, 4).map(one => `${named(one.parentElement)} > ${named(one)} ${one.textContent.trim().slice(0, 30)}`);
}"""
# Every word of three letters and more gets two fifths more letters, in place and in options and buttons.
LENGTHEN = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (text.parentElement.closest('script, style, svg, textarea')) continue;
        text.data = text.data.replace(/\\p{L}{3,}/gu, word => word + word.slice(0, Math.ceil(word.length * .4)));
    }
}"""
# The distances that WCAG 1.4.12 lets a reader ask for, and letters twice as large (1.4.4).
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
        + 'p { margin-block-end: 2em !important }');
    document.adoptedStyleSheets = [sheet];
}"""
LARGE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':root { font-size: 200% !important }');
    document.adoptedStyleSheets = [sheet];
}"""
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => Number(one.tagName[1]))"


def loading(visit: Visit, base: str) -> list[str]:
    """Complaints of the browser, foreign requests, weight, number of requests."""
    foreign = [f"asks elsewhere: {url}" for url in visit.requests if not url.startswith(f"{base}/")]
    is_tool = visit.page.url.endswith(
        "/styleguide/"
    )  # A page of everything, for those who work on the portal.
    heavy = [] if is_tool else [f"weighs {visit.weight} bytes"] * (visit.weight > MAX_WEIGHT)
    many = [f"asks {len(visit.requests)} times"] if len(visit.requests) > MAX_REQUESTS else []
    return [*visit.refused, *foreign, *heavy, *many]


def source(visit: Visit) -> list[str]:
    """Style or script inside the HTML, which the strict policy forbids."""
    return [f"inline: {found.group(0)}" for found in INLINE.finditer(visit.html)]


def order_of_headings(page: Page) -> list[str]:
    """One heading of the first level, it comes first, and no level is left out on the way down."""
    levels = page.evaluate(HEADINGS)
    jumps = [
        f"h{before} then h{after}"
        for before, after in zip(levels, levels[1:], strict=False)
        if after > before + 1
    ]
    return jumps if levels.count(1) == 1 and levels[0] == 1 else [f"headings: {levels}", *jumps]


def accessibility(page: Page, axe: str) -> list[str]:
    """What axe-core finds, in light and in dark."""
    page.evaluate(axe)
    light = page.evaluate(
        RUN_AXE, {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    )
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # Else colours take 120 ms to change.
    dark = page.evaluate(
        RUN_AXE, {"runOnly": {"type": "rule", "values": RULES_OF_COLOUR}, "resultTypes": ["violations"]}
    )
    page.emulate_media(color_scheme="light")
    return [*light, *(f"dark {fault}" for fault in dark)]


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways: at each width, with distances and large letters, with longer words."""
    faults = []
    for width in WIDTHS:
        faults += _sideways_at(page, width, "")
    page.evaluate(SPACING)
    faults += _sideways_at(page, 320, " with wide spacing")
    page.evaluate(LARGE)
    faults += _sideways_at(page, 1280, " with letters twice as large")
    page.evaluate(LENGTHEN)
    faults += _sideways_at(page, 1280, " with letters twice as large and words 40 % longer")
    page.evaluate("document.adoptedStyleSheets = []")
    faults += _sideways_at(page, 320, " with words 40 % longer")
    faults += _sideways_at(page, 1280, " with words 40 % longer")
    return faults


def _sideways_at(page: Page, width: int, how: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return [f"sideways at {width}{how}: {one}" for one in page.evaluate(SIDEWAYS)]
