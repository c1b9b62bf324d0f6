"""Every page type in every language: what a machine can tell of whether it is fit to be shown.

Each page is loaded once (twice for forms that are sent), then resized and looked at in light and dark. A third a day,
all by `make face`. On SQLite only: what a page looks like does not hang on the database.
"""

import json
import subprocess

import pytest

from tests import services
from tests.sampling import sample

from . import looking
from .pages import LANGUAGES, MUST_EXIST, PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(services.postgresql()), reason="The face is looked at once, on SQLite"),
]
NAMES = [
    f"{language}-{page.name}"
    for language in LANGUAGES
    for page in PAGES
    if page.name != "styleguide" or language == "kk"
]


def test_demonstration_has_every_page_type_in_every_language(found):
    missing = {f"{language}-{name}" for language in LANGUAGES for name in MUST_EXIST} - found.keys()
    assert missing <= {"ru-styleguide", "en-styleguide"}


@pytest.mark.parametrize("name", sample(NAMES, "FACE"))
def test_page_is_fit_to_be_shown(name, found, windows, portal, axe, html_folder):
    if name not in found:
        pytest.skip("the demonstration has none")
    _look_at(found[name], windows, portal, axe, html_folder)


def test_page_types_that_nobody_listed_are_fit_to_be_shown(found, windows, portal, axe, html_folder):
    for name in sample(found.keys() - set(NAMES), "FACE"):
        _look_at(found[name], windows, portal, axe, html_folder)


def _look_at(page_type, windows, portal, axe, html_folder) -> None:
    visit = windows.visit(page_type)
    (html_folder / f"{page_type}.html").write_text(visit.html, encoding="utf-8")
    assert visit.status == page_type.type.status
    faults = [
        *looking.loading(visit, portal.url),
        *looking.source(visit),
        *looking.order_of_headings(visit.page),
        *looking.accessibility(visit.page, axe),
        *looking.sideways(visit.page),
    ]
    assert faults == []


def test_html_of_every_visited_page_is_valid(html_folder):
    command = services.html_checker()
    services.needs(command, "Java with the Nu HTML checker (make face-tools)")
    files = sorted(html_folder.glob("*.html"))
    done = subprocess.run(
        [*command, "--format", "json", "--stdout", "--exit-zero-always", *files], capture_output=True
    )
    said = json.loads(done.stdout)["messages"]
    faults = [
        f"{message['url'].rsplit('/', 1)[-1]}:{message.get('lastLine')} {message['message']}"
        for message in said
        if message["type"] != "info"
    ]
    assert files
    assert faults == []
