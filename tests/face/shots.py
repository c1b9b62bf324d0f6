"""Photographs every page type, for people to look through: `make shots` writes var/shots/ with a contact sheet.

Each on a phone in Kazakh, Russian and English, on a desktop in Kazakh; dark on a phone and printed in Kazakh; some with
forced colours and at 200 %. `--at URL` photographs a portal that runs already instead of starting one of its own.
"""

import argparse
import html
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
from playwright.sync_api import Page, sync_playwright

from tests import services
from tests.running import PASSWORD, ROOT, Portal, environment_of, loaded_once, started

from .browsing import PHONE, Windows, names_in
from .pages import Found, found_in

LIMIT = 8_000  # Pixels: the longest page is cut there.
SCROLL_THROUGH = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
  scrollTo(0, 0);
}"""
FACES = {"home", "directory", "organisation", "workshop-open", "registration-errors", "search-hits"}


@dataclass(frozen=True)
class View:
    """One way in which a page is photographed."""

    name: str
    width: int
    languages: tuple[str, ...] = ("kk",)
    dark: bool = False
    forced: bool = False
    only: frozenset[str] = frozenset()  # Page types; empty: all.


VIEWS = (
    View("phone", 390, ("kk", "ru", "en")),
    View("desktop", 1280),
    View("dark", 390, dark=True),
    View("desktop-dark", 1280, dark=True, only=frozenset(FACES)),
    View("zoom-200", 640, only=frozenset(FACES)),
    View("forced", 1280, forced=True, only=frozenset(FACES)),
)


def take(windows: Windows, found: Found, folder: Path) -> list[Path]:
    """Photograph one page in every view that is meant for it; returns the files."""
    page = windows.visit(found, PHONE).page
    taken = []
    for view in VIEWS:
        if found.language not in view.languages or (view.only and found.type.name not in view.only):
            continue
        page.set_viewport_size({"width": view.width, "height": 900})
        page.emulate_media(
            color_scheme="dark" if view.dark else "light",
            reduced_motion="reduce",
            forced_colors="active" if view.forced else "none",
        )
        path = folder / f"{found.type.name}.{view.name}.{found.language}.png"
        _photograph(page, path)
        taken.append(path)
    page.emulate_media(color_scheme="light", forced_colors="none")
    if found.language == "kk":
        taken += _print(page, folder / f"{found.type.name}.print.kk.png")
    return taken


def _photograph(page: Page, path: Path) -> None:
    page.evaluate(SCROLL_THROUGH)  # Pictures further down are loaded when they come into sight.
    page.wait_for_load_state("networkidle")
    height = min(page.evaluate("document.documentElement.scrollHeight"), LIMIT)
    page.screenshot(
        path=path,
        full_page=True,
        clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height},
    )


def _print(page: Page, path: Path) -> list[Path]:
    """The first sheet of the printed page."""
    page.emulate_media(media="print")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=False, prefer_css_page_size=True))
    sheets[0].render(scale=1.2).to_pil().save(path)
    return [path]


def contact_sheet(folder: Path) -> Path:
    """One HTML page with all photographs, a row for each page type."""
    rows: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.png")):
        rows.setdefault(path.name.split(".")[0], []).append(path)
    figures = "".join(
        f"<h2>{html.escape(name)}</h2><div>"
        + "".join(
            f'<figure><a href="{path.name}"><img loading="lazy" src="{path.name}" alt=""></a>'
            f"<figcaption>{' '.join(path.name.split('.')[1:3])}</figcaption></figure>"
            for path in paths
        )
        + "</div>"
        for name, paths in rows.items()
    )
    sheet = folder / "index.html"
    sheet.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Every page</title><style>body{font:14px sans-serif;margin:24px}"
        "div{display:flex;gap:16px;overflow-x:auto}figure{margin:0}img{height:460px;border:1px solid #bbb}</style>"
        f"<h1>Every page</h1>{figures}</html>",
        encoding="utf-8",
    )
    return sheet


def _all(portal: Portal, folder: Path, wanted: re.Pattern[str]) -> None:
    names = names_in(portal)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=services.chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        windows = Windows(browser, portal, names["errors"])
        for language in ("kk", "ru", "en"):
            for found in found_in(language, names[language]):
                if wanted.search(str(found)):
                    take(windows, found, folder)
                    sys.stdout.write(".")
                    sys.stdout.flush()
        windows.close()
        browser.close()
    sys.stdout.write(f"\n{contact_sheet(folder)}\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "shots")
    parser.add_argument("--only", default="", help="a pattern of page types, as kk-home or workshop")
    parser.add_argument("--at", default="", help="the address of a portal that runs with this VAR_DIR")
    parser.add_argument("--password", default=PASSWORD, help="of the demo accounts of that portal")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    wanted = re.compile(asked.only)
    if asked.at:
        data = Path(os.environ.get("VAR_DIR", ROOT / "var"))
        environment = environment_of(data, urlsplit(asked.at).port or 80)
        _all(Portal(asked.at, data, environment, asked.password), asked.folder, wanted)
        return
    with (
        tempfile.TemporaryDirectory() as data,
        started(loaded_once(Path(data)).copy(Path(data) / "portal")) as portal,
    ):
        _all(portal, asked.folder, wanted)


if __name__ == "__main__":
    main()
