"""Authors of news: the same in every language of an item, in its versions, and chosen by who may see people."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Locale, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)

from federation.news.models import NewsAuthor, NewsPage
from federation.people.models import Person
from portal.accounts.enums import Role
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.credits import agree
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory

from .factories import NewsPageFactory
from .test_translation import WORDS, make_source, send_to_russian, translate

pytestmark = pytest.mark.django_db
migration = import_module("federation.news.migrations.0008_authors_are_people")
ABOUT = ("about_organisations", "about_workshops", "about_materials", "comments")
CHOOSER = "wagtailsnippetchoosers_people_person"


def signed(page) -> list[str]:
    return [str(author) for author in NewsPage.objects.get(pk=page.pk).authors.all()]


def sign(page, *authors: NewsAuthor) -> None:
    page = NewsPage.objects.get(pk=page.pk)
    page.authors = list(authors)
    page.save_revision().publish()


def sign_in(client, role: Role):
    user = UserFactory(role=role, first_name="Үлгі", last_name="Редактор")
    client.force_login(user)
    return user


def edit(client, page, authors: list[dict], initial: int = 0):
    typed = {
        "title": page.title, "slug": page.slug, "summary": "С", "date": "2026-11-28", "category": page.category_id,
        "image": "", "body": streamfield([("text", rich_text("<p>М</p>"))]), "action-publish": "1",
        "authors": inline_formset(authors, initial=initial), **dict.fromkeys(ABOUT, inline_formset([])),
    }  # fmt: skip
    return client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(typed))


def row(**given) -> dict:
    return {"id": "", "person": "", "organisation": "", "name": "", "language": "kk", **given}


# --- Translations ----------------------------------------------------------------------------------------------------


def test_a_translated_page_keeps_its_authors_and_follows_those_of_its_original(
    client, django_capture_on_commit_callbacks
):
    editor = sign_in(client, Role.EDITOR)
    page, person = make_source(), PersonFactory(full_name="Айгүл Үлгі")
    agree(person)
    sign(page, NewsAuthor(person=person), NewsAuthor(name="Хатшылық", language="kk"))
    target = send_to_russian(client, page)
    with django_capture_on_commit_callbacks(execute=True):
        translation = translate(target, WORDS)
        translation.save_target(user=editor, publish=True)
    assert signed(target) == ["Айгүл Үлгі", "Хатшылық"]
    assert '<span lang="kk">Хатшылық</span>' in client.get("/ru/news/opened/").text
    sign(page, NewsAuthor(name="Басқа", language="kk"))
    assert signed(target) == ["Айгүл Үлгі", "Хатшылық"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/localize/update/{translation.source_id}/", {"publish_translations": "on"})
    assert signed(target) == ["Басқа"]


def test_no_translator_is_asked_to_translate_a_name(client):
    sign_in(client, Role.EDITOR)
    page = make_source()
    sign(page, NewsAuthor(name="Хатшылық", language="kk"))
    send_to_russian(client, page)
    assert not String.objects.filter(data="Хатшылық").exists()


def test_a_copy_keeps_the_authors():
    page = NewsPageFactory(slug="one", author="Хатшылық", authors=[{"organisation": OrganisationFactory()}])
    copied = page.copy(update_attrs={"slug": "two"})
    assert signed(copied) == signed(page)
    assert NewsAuthor.objects.count() == 4


# --- Versions --------------------------------------------------------------------------------------------------------


def test_a_draft_has_authors_of_its_own_and_shows_them_in_its_preview_alone(client):
    page = NewsPageFactory(slug="item", author="Хатшылық")
    person = PersonFactory(full_name="Айгүл Үлгі")
    agree(person)
    page.authors = [NewsAuthor(person=person)]
    page.save_revision()
    assert ("Хатшылық" in client.get(page.url).text, "Айгүл" in client.get(page.url).text) == (True, False)
    sign_in(client, Role.EDITOR)
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).text
    assert ("Хатшылық" in preview, "Айгүл Үлгі" in preview) == (False, True)


def test_going_back_to_a_version_brings_its_authors_back(client):
    """Also those whom the editor could not choose: they stood there before."""
    person = PersonFactory(full_name="Айгүл Үлгі")
    page = NewsPageFactory(slug="item", authors=[{"person": person}, {"name": "Хатшылық", "language": "kk"}])
    first = page.latest_revision
    sign(page)
    sign_in(client, Role.EDITOR)
    shown = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]))
    forms = shown.context["form"].formsets["authors"].forms
    assert [(form.instance.person, form.instance.name) for form in forms] == [
        (person, ""),
        (None, "Хатшылық"),
    ]
    authors = [row(person=str(person.pk), ORDER="1"), row(name="Хатшылық", ORDER="2")]
    response = edit(client, page, authors)
    assert response.status_code == 302, response.context["form"].formsets["authors"].errors
    assert signed(page) == ["Айгүл Үлгі", "Хатшылық"]


def test_a_version_that_names_an_organisation_which_is_gone_can_be_read():
    organisation = OrganisationFactory()
    page = NewsPageFactory(author="Хатшылық", authors=[{"organisation": organisation}])
    version = page.latest_revision
    sign(page)
    organisation.delete()
    assert [str(author) for author in version.as_object().authors.all()] == ["Хатшылық"]


# --- The admin -------------------------------------------------------------------------------------------------------


def test_the_chooser_of_people_tells_an_editor_of_nobody_else(client):
    PersonFactory(full_name="Құпия Адам")
    editor = sign_in(client, Role.EDITOR)
    offered = client.get(reverse(f"{CHOOSER}:choose_results")).context["results"]
    assert list(offered) == [editor.person]
    hidden = Person.objects.get(full_name="Құпия Адам")
    assert client.get(reverse(f"{CHOOSER}:chosen", args=[hidden.pk]), follow=True).status_code == 404


def test_who_may_see_people_chooses_anybody(client):
    PersonFactory(full_name="Кез келген Адам")
    sign_in(client, Role.ADMINISTRATOR)
    offered = client.get(reverse(f"{CHOOSER}:choose_results")).context["results"]
    assert "Кез келген Адам" in [person.full_name for person in offered]


def test_an_editor_types_a_name_or_signs_and_names_nobody_whom_they_may_not_see(client):
    hidden = PersonFactory(full_name="Құпия Адам")
    editor = sign_in(client, Role.EDITOR)
    page = NewsPageFactory(slug="item")
    assert edit(client, page, [row(name="Хатшылық"), row(person=str(editor.person.pk))]).status_code == 302
    assert signed(page) == ["Хатшылық", "Үлгі Редактор"]
    refused = edit(client, page, [row(person=str(hidden.pk))])
    assert list(refused.context["form"].formsets["authors"].errors[0]) == ["person"]
    assert "Құпия" not in refused.text
    assert signed(page) == ["Хатшылық", "Үлгі Редактор"]


def test_an_editor_keeps_the_person_whom_the_secretariat_has_linked(client):
    page = NewsPageFactory(slug="item", authors=[{"person": PersonFactory(full_name="Айгүл Үлгі")}])
    sign_in(client, Role.EDITOR)
    shown = client.get(f"/admin/pages/{page.pk}/edit/")
    assert "Айгүл Үлгі" in shown.text
    author = page.authors.get()
    sent = [row(id=str(author.pk), person=str(author.person_id))]
    assert edit(client, page, sent, initial=1).status_code == 302
    assert signed(page) == ["Айгүл Үлгі"]


@pytest.mark.parametrize("given", [{}, {"name": "Хатшылық", "person": "own"}])
def test_the_form_asks_for_one_of_three(client, given):
    editor = sign_in(client, Role.EDITOR)
    page = NewsPageFactory(slug="item", author="Басқа")
    given = {name: str(editor.person.pk) if value == "own" else value for name, value in given.items()}
    refused = edit(client, page, [row(**given)])
    assert list(refused.context["form"].formsets["authors"].errors[0]) == ["__all__"]
    assert signed(page) == ["Басқа"]


# --- From before -----------------------------------------------------------------------------------------------------


def test_what_was_typed_before_becomes_a_row_in_versions_and_originals_of_translations(client):
    sign_in(client, Role.EDITOR)
    page = make_source()
    send_to_russian(client, page)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    for name, expected in (("Хатшылық", [("Хатшылық", "kk")]), ("", [])):
        version = page.latest_revision
        version.content = {**version.content, "author": name}
        del version.content["authors"]
        version.save()
        migration._move(version.content, {page.locale_id: "kk"})
        assert [(row["name"], row["language"]) for row in version.content["authors"]] == expected
        assert "author" not in version.content
        version.save()
        assert signed_in(version) == [name for name, _language in expected]
    # Strings that waited for a translator, and what was translated.
    context = TranslationContext.objects.create(object=source.object, path="author")
    string = String.objects.create(locale=page.locale, data="Хатшылық")
    StringSegment.objects.create(source=source, context=context, string=string, order=1, attrs={})
    russian = Locale.objects.get(language_code="ru")
    StringTranslation.objects.create(
        translation_of=string, context=context, locale=russian, data="Секретариат"
    )
    migration._forget_strings(apps)
    assert not String.objects.filter(data="Хатшылық").exists()
    assert not TranslationContext.objects.filter(path="author").exists()
    assert StringSegment.objects.filter(source=source).count() > 2


def signed_in(version: Revision) -> list[str]:
    return [str(author) for author in Revision.objects.get(pk=version.pk).as_object().authors.all()]
