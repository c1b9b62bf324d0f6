"""Numbers of the same thing agree wherever they stand, and what a demonstration invented is in none of them.

Each place is read as a visitor or a program reads it. A number of what is real and one of what is invented are told
apart by their marks alone, so that a list which adds them up is found by its own words.
"""

import csv
import json
import re
from datetime import timedelta
from io import BytesIO, StringIO
from types import ModuleType

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from federation.directory.models import Organisation, Region
from federation.membership.models import Membership
from federation.news.demo.texts import TEXTS as NEWS
from federation.news.models import NewsPage
from federation.workshops.enums import WorkshopState
from federation.workshops.models import Workshop
from home.texts import PAGES
from home.texts import TEXTS as FIRST_PAGE
from portal.content.pages import IndexPage
from resources.models import Material
from search.models import SearchDocument
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.markup import plain
from tests.resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db

REAL, INVENTED = 2, 3
TOTALS = {  # The heads of lists, by section, and of what follows under a heading of its own.
    "directory": (r"<b>(\d+) organisations?</b>", r"Fictional organisations, for demonstration: (\d+)"),
    "workshops": (r"<b>(\d+) workshops?</b>", r"Fictional workshops, for demonstration: (\d+)"),
    "library": (r"<b>(\d+) materials?</b>", r"Made for demonstration: (\d+)"),
    "news": (r"All ?<span class=\"count\">(\d+)</span>", r"Fictional news, for demonstration: (\d+)"),
}
HOME = {
    "directory": (r">(\d+)</span><span class=\"stat-words\">libraries and", r">(\d+) organisations</a>"),
    "workshops": (
        r">(\d+)</span><span class=\"stat-words\">upcoming workshops",
        r">(\d+) upcoming workshops</a>",
    ),
    "library": (
        r">(\d+)</span><span class=\"stat-words\">training materials",
        r">(\d+) training materials</a>",
    ),
    "news": (None, r">(\d+) news items</a>"),
}
GROUP = re.compile(r'<fieldset class="filter-group">(.*?)</fieldset>', re.DOTALL)
COUNT, INVENTED_COUNT = (
    r'<span class="count">(\d+)</span>',
    r'class="count count-demo">.*?</span>(\d+)</span>',
)
ONE_VALUE_EACH = {
    "directory": ("type", "region", "status"),
    "workshops": ("state", "region"),
    "library": ("kind",),
}


@pytest.fixture(scope="module")
def world(taken_back) -> None:
    """One world for all tests; what is done there is taken back."""
    make_world()


@pytest.fixture(autouse=True)
def demonstration(world, settings) -> None:
    settings.IS_DEMO = True


def make_world() -> None:
    """Real things and invented ones, more of the latter, in every list."""
    Workshop.objects.all().delete()
    Material.objects.all().delete()
    Organisation.objects.all().delete()
    region = Region.objects.get(pk="KZ-55")
    day = timezone.localdate() + timedelta(days=30)
    for is_demo, number in ((False, REAL), (True, INVENTED)):
        organisations = [OrganisationFactory(region=region, is_demo=is_demo) for _number in range(number)]
        for organisation in organisations:
            dates = {"starts_on": day, "ends_on": day, "region": region}
            WorkshopFactory(organiser=organisation, host=organisation, is_demo=is_demo, **dates)
            MaterialFactory(is_demo=is_demo, codes=" 1.1 ")
            NewsPageFactory(language="en", is_demo=is_demo)
    # One that will not take place is no coming workshop, in no number.
    host = Organisation.objects.real().first()
    WorkshopFactory(organiser=host, host=host, state=WorkshopState.CANCELLED, starts_on=day, ends_on=day)


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return plain(response.text)


def numbers(pattern: str | None, html: str) -> list[int]:
    return [int(number) for number in re.findall(pattern, html)] if pattern else []


def test_every_section_with_a_list_is_looked_at():
    assert {page.section for page in IndexPage.__subclasses__()} == set(TOTALS)


@pytest.mark.parametrize("section", TOTALS)
def test_lists_count_what_is_real_and_say_apart_how_much_is_invented(client, section):
    html = read(client, f"/en/{section}/")
    assert [numbers(pattern, html) for pattern in TOTALS[section]] == [[REAL], [INVENTED]]


@pytest.mark.parametrize("section", HOME)
def test_the_first_page_has_the_numbers_of_the_lists(client, section):
    html = read(client, "/en/")
    real, invented = HOME[section]
    assert numbers(invented, html) == [INVENTED]
    assert real is None or numbers(real, html) == [REAL]


@pytest.mark.parametrize("section", TOTALS)
def test_invented_things_follow_the_real_ones_under_their_heading_each_with_a_mark(client, section):
    real, invented = read(client, f"/en/{section}/").split('class="demo-head"')
    mark, title = "badge-demo", 'class="row-title'
    assert (real.count(title), real.count(mark)) == (REAL, 0)
    assert (invented.count(title), invented.count(mark)) == (INVENTED, INVENTED)


@pytest.mark.parametrize(
    ("section", "name"), [(section, name) for section, names in ONE_VALUE_EACH.items() for name in names]
)
def test_the_options_of_a_filter_add_up_to_the_list(client, section, name):
    groups = GROUP.findall(read(client, f"/en/{section}/"))
    (group,) = [group for group in groups if f'name="{name}"' in group]
    assert [sum(numbers(pattern, group)) for pattern in (COUNT, INVENTED_COUNT)] == [REAL, INVENTED]


@pytest.mark.parametrize("section", ONE_VALUE_EACH)
def test_a_filter_leads_to_as_many_as_it_says(client, section):
    name = ONE_VALUE_EACH[section][0]
    (group,) = [g for g in GROUP.findall(read(client, f"/en/{section}/")) if f'name="{name}"' in g]
    for option in group.split("<label")[1:]:
        said = [sum(numbers(pattern, option)) for pattern in (COUNT, INVENTED_COUNT)]
        if any(said):
            value = re.search(r'value="([^"]+)"', option)[1]
            html = read(client, f"/en/{section}/?{name}={value}")
            assert [sum(numbers(pattern, html)) for pattern in TOTALS[section]] == said


def test_categories_of_news_add_up_to_all(client):
    html = read(client, "/en/news/")
    found = [numbers(pattern, html) for pattern in (COUNT, INVENTED_COUNT)]
    assert [(all_[0], sum(all_[1:])) for all_ in found] == [(REAL, REAL), (INVENTED, INVENTED)]


def test_tabs_of_workshops_count_as_the_list_does(client):
    tabs = re.search(r'<nav class="tabs".*?</nav>', read(client, "/en/workshops/"), re.DOTALL)[0]
    assert [numbers(pattern, tabs) for pattern in (COUNT, INVENTED_COUNT)] == [[REAL, 1], [INVENTED]]


def test_map_and_open_data_hold_what_the_directory_counts(client):
    for address in ("/en/directory/data.csv", "/en/directory/data.xlsx", "/en/directory/data.json"):
        assert rows_of(address, client.get(address)) == REAL, address
    table = csv.DictReader(StringIO(client.get("/en/directory/regions.csv").getvalue().decode("utf-8-sig")))
    assert sum(int(row["organisations"]) for row in table) == REAL
    for address in ("/en/", "/en/directory/"):
        link = r'<a href="[^"]*\?region=KZ-55"[^>]*>[^<]*</a>\s*<span>(\d+)</span>'
        listed = re.findall(link, read(client, address))
        assert listed == [str(REAL)], address


def rows_of(address: str, response) -> int:
    """How many organisations a file of open data holds."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if address.endswith("json"):
        return len(json.loads(content)["organisations"])
    if address.endswith("xlsx"):
        return len(list(load_workbook(BytesIO(content)).active.iter_rows())) - 1
    return len(list(csv.reader(StringIO(content.decode("utf-8-sig"))))) - 1


@pytest.mark.parametrize("words", [NEWS, PAGES, FIRST_PAGE], ids=["news", "pages", "first page"])
def test_no_written_text_names_a_number_that_the_portal_counts(words):
    counted = re.compile(r"\d[\s\u00a0](?:ұйым|организац|organisation|материал|material|семинар|workshop)")
    assert [text for text in strings(words) if counted.search(text)] == []


def strings(value) -> list[str]:
    """All texts that lie in lists, tuples, dictionaries and modules."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, ModuleType):
        return strings([item for name, item in vars(value).items() if name.isupper()])
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in strings(part)]


def test_parts_of_the_curriculum_count_materials_apart(client):
    html = read(client, "/en/library/curriculum/")
    assert f">{REAL} materials</a>" in html
    assert f">for demonstration: {INVENTED}</a>" in html


def test_what_was_invented_says_so_wherever_it_goes(client):
    news = NewsPage.objects.fictional().first()
    workshop, organisation = (model.objects.fictional().first() for model in (Workshop, Organisation))
    material = MaterialFactory(is_demo=True, titles={"en": "Invented"})
    feed = read(client, "/en/news/feed.atom")
    assert feed.count("[demo]") == INVENTED
    calendar = read(client, "/en/workshops/calendar.ics")
    assert calendar.count("Fictional\\, for demonstration") == INVENTED
    for address in (news.address, workshop.url_in("en"), organisation.url_in("en")):
        assert '"disambiguatingDescription": "Fictional, for demonstration"' in read(client, address), address
    for thing in (news, workshop, organisation, material):
        told = SearchDocument.objects.filter(model=thing._meta.label_lower, key=str(thing.pk)).first()
        assert told.facts["mark"] == ("демо" if told.language != "en" else "demo")


def test_nothing_is_said_of_a_demonstration_where_there_is_none(client, settings):
    settings.IS_DEMO = False
    Membership.objects.filter(organisation__is_demo=True).delete()
    for model in (Workshop, Material, Organisation):
        model.objects.fictional().delete()
    for page in NewsPage.objects.fictional():
        page.delete()
    for address in ("/en/", *(f"/en/{section}/" for section in TOTALS)):
        assert "demo" not in re.sub(r"<script.*?</script>", "", read(client, address), flags=re.DOTALL), (
            address
        )
