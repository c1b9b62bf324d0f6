"""What only some may open: who finds it, and that nobody else hears of it, in whatever way."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import PageViewRestriction

from home.models import HomePage, StandardPage
from portal.accounts.models import User
from portal.content.searchable import EVERYONE, SIGNED_IN, FilePart, all_of, may_open, members_of
from search.engines.base import Answer
from search.index.vocabulary import refresh_words
from search.models import Promotion, SearchDocument
from search.page.files import in_files
from search.page.help import CONTACT, help_for
from search.page.results import results_for
from search.page.suggestions import suggestions_for
from search.query.analysis import understand
from tests.markup import plain

pytestmark = pytest.mark.django_db


def user(email="reader@example.org", **fields):
    return User.objects.create(email=email, **fields)


def test_who_may_open_all_of_several_restrictions():
    assert all_of([]) == EVERYONE
    assert all_of([SIGNED_IN, SIGNED_IN]) == SIGNED_IN
    assert all_of([SIGNED_IN, members_of(5, 3)]) == "group:3,5"
    assert all_of([members_of(7), members_of(5, 3)]) == "group:3,5&group:7"
    assert all_of([members_of(*range(1000, 1020))]) is None


def test_a_group_opens_what_names_it_and_all_groups_are_needed_where_several_restrictions_stand():
    group = Group.objects.create(name="readers")
    reader = user()
    reader.groups.add(group)
    mine, other = members_of(group.pk, 10**6), members_of(10**6)

    assert may_open(reader, [SIGNED_IN, mine, other, f"{mine}&{other}"]) == (EVERYONE, SIGNED_IN, mine)


def test_superusers_open_everything_and_neither_visitors_nor_blocked_accounts_anything():
    asked = [SIGNED_IN, members_of(5), members_of()]

    assert may_open(user("boss@example.org", is_superuser=True), asked) == (EVERYONE, *asked)
    assert may_open(user(), asked) == (EVERYONE, SIGNED_IN)
    assert may_open(AnonymousUser(), asked) == (EVERYONE,)
    assert may_open(user("gone@example.org", is_superuser=True, is_active=False), asked) == (EVERYONE,)


@pytest.fixture
def research():
    home = HomePage.objects.get(locale__language_code="kk")
    return home.add_child(instance=StandardPage(title="Тылсымды зерттеу", slug="zertteu", locale=home.locale))


def access_of(page):
    return list(SearchDocument.objects.filter(key=page.pk).values_list("access", flat=True))


def test_rows_follow_who_may_open_a_page_and_those_below_it(research):
    below = research.add_child(instance=StandardPage(title="Төменде", slug="more", locale=research.locale))
    group = Group.objects.create(name="readers")
    rule = PageViewRestriction.objects.create(page=research, restriction_type=PageViewRestriction.LOGIN)
    assert access_of(research) == access_of(below) == [SIGNED_IN]

    rule.restriction_type = PageViewRestriction.GROUPS
    rule.save()
    assert access_of(below) == [members_of()]
    rule.groups.add(group)
    assert access_of(research) == access_of(below) == [members_of(group.pk)]
    group.pageviewrestriction_set.clear()
    assert access_of(below) == [members_of()]

    rule.restriction_type, rule.password = PageViewRestriction.PASSWORD, "тс"
    rule.save()
    assert access_of(research) == access_of(below) == []
    rule.delete()
    assert access_of(research) == access_of(below) == [EVERYONE]


@pytest.fixture
def private(research):
    """A page for those who have signed in, and one for a group."""
    home = research.get_parent()
    group = Group.objects.create(name="readers")
    other = home.add_child(instance=StandardPage(title="Тылсымды жоспар", slug="plan", locale=home.locale))
    PageViewRestriction.objects.create(page=research, restriction_type=PageViewRestriction.LOGIN)
    rule = PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.GROUPS)
    rule.groups.add(group)
    return group


def hits(response):
    assert response.status_code == 200
    html = response.content.decode()
    return {title for title in ("зерттеу", "жоспар") if f"</mark> {title}" in html}


def test_the_public_page_is_the_same_for_whoever_asks(client, private):
    address = "/kk/search/?q=тылсымды"
    visitor = client.get(address)
    assert hits(visitor) == set()

    client.force_login(user(is_superuser=True))
    answer = client.get(address)

    assert answer.content == visitor.content
    assert "public" in answer["Cache-Control"] and "Cookie" not in answer.get("Vary", "")


def test_who_has_signed_in_finds_what_the_account_opens_at_an_address_that_nobody_keeps(client, private):
    address = "/kk/search/mine/?q=тылсымды"
    reader, member = user(), user("member@example.org")
    member.groups.add(private)

    for who, found in ((reader, {"зерттеу"}), (member, {"зерттеу", "жоспар"})):
        client.force_login(who)
        answer = client.get(address)
        assert hits(answer) == found
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
        assert f'Барлығы <span class="count">{len(found)}' in plain(answer.content.decode())


def test_a_visitor_is_led_to_the_door_with_the_question(client, private):
    answer = client.get("/kk/search/mine/?q=abc")

    assert answer.status_code == 302
    assert answer["Location"] == "/kk/account/login/?next=/kk/search/mine/%3Fq%3Dabc"
    assert "no-store" in answer["Cache-Control"]


def test_the_door_is_shown_while_there_is_anything_behind_it(client, research):
    address = "/kk/search/?q=abc"
    assert "/kk/search/mine/" not in client.get(address).content.decode()

    PageViewRestriction.objects.create(page=research, restriction_type=PageViewRestriction.LOGIN)

    assert 'href="/kk/search/mine/?q=abc"' in client.get(address).content.decode()


def test_no_hit_passage_count_or_facet_tells_a_visitor_of_what_is_private(client, empty_index, document):
    document(
        "Құпия атау",
        kind="news",
        summary="Тылсымды мазмұн",
        body="Тылсымды мәтін",
        facets={"year": [["1999", "1999"]]},
        parts=[FilePart("Құпия файл", "/x.pdf", "Тылсымды бет", "page", 1)],
        access=SIGNED_IN,
    )

    for query in ("q=тылсымды", "q=тылсымды&kind=news", "q=құпия&kind=news&year=1999"):
        html = client.get(f"/kk/search/?{query}").content.decode()
        assert "Құпия" not in html and "1999<" not in html and "<article" not in html
        assert '<span class="count">' not in html


class TestWhatBecamePrivateAMomentAgo:
    """The engine found it while it was public; the rows are asked once more before they are shown."""

    @pytest.fixture
    def closed(self, empty_index, document, monkeypatch):
        """A thing that the engine still takes for public, with words in its file, and the answer that names it."""
        row = document(
            "Құпия атау",
            summary="Тылсымды мазмұн",
            parts=[FilePart("Құпия файл", "/x.pdf", "Көшпелі бет", "page", 1)],
        )
        refresh_words()
        answer = Answer(ids=[row.pk], points=[1.0], counts={"page": 1})
        monkeypatch.setattr("search.page.results.find", lambda ask: answer)
        monkeypatch.setattr(
            "search.page.suggestions.engine", lambda: SimpleNamespace(heads=lambda *args: [row.pk])
        )
        SearchDocument.objects.filter(pk=row.pk).update(access=SIGNED_IN)
        return row

    @pytest.mark.parametrize("asked", ["тылсымды", "құпия", "көшпелі"])
    def test_it_is_no_hit(self, closed, asked):
        assert results_for(asked, "kk").hits == []
        assert [hit.url for hit in results_for(asked, "kk", access=(EVERYONE, SIGNED_IN)).hits] == [
            closed.url
        ]

    def test_it_is_not_recommended(self, closed):
        Promotion.objects.create(address=closed.url, thing=closed.thing, words_kk="тылсымды")
        assert results_for("тылсымды", "kk").recommended == []
        assert str(Promotion.objects.with_titles("kk").get()) == closed.url

    def test_it_is_not_suggested(self, closed):
        # Single words are known until they are counted anew; the thing itself is not named.
        assert not [found for found in suggestions_for("құп", "kk") if closed.title in found.text]

    def test_page_of_its_file_is_told_to_nobody_else(self, closed):
        closed.refresh_from_db()
        query = understand("көшпелі", "kk")
        assert in_files([closed], query, "kk", (EVERYONE,)) == {}
        assert in_files([closed], query, "kk", (EVERYONE, SIGNED_IN)).keys() == {closed.pk}

    def test_page_of_contact_is_offered_only_to_whom_it_is_open(self, empty_index, document):
        document("Байланыс", model=CONTACT)
        query = understand("жоқсөз", "kk")
        assert help_for(query, 0, True).contact_url
        SearchDocument.objects.update(access=SIGNED_IN)
        assert help_for(query, 0, True).contact_url == ""
