"""What is answered when a request cannot be met: in the language of the address, without what is broken."""

import re
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from federation.directory.pages import DirectoryPage
from portal.web import errors
from portal.web.middleware import ErrorPagesMiddleware

HEADINGS = {
    "kk": {404: "Бұл бет сөреде жоқ", 500: "Бізде қате шықты", 503: "Портал уақытша жұмыс істемейді"},
    "ru": {
        404: "Этой страницы нет на полке",
        500: "Ошибка на нашей стороне",
        503: "Портал временно не работает",
    },
    "en": {
        404: "This page is not on the shelf",
        500: "Something went wrong on our side",
        503: "The portal is briefly unavailable",
    },
}


def _heading(response) -> str:
    return re.findall(r"<h1>(.*?)</h1>", response.content.decode(), re.S)[0]


def _fails(monkeypatch, error: Exception) -> None:
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(DirectoryPage, "list_organisations", fail, raising=False)
    monkeypatch.setattr(DirectoryPage, "route", fail)


@pytest.mark.django_db
def test_what_is_not_there_is_said_in_the_language_of_the_address(language):
    response = Client(headers={"accept-language": "en"}).get(f"/{language}/nothing/")
    assert (response.status_code, _heading(response)) == (404, HEADINGS[language][404])


@pytest.mark.django_db
def test_failure_is_told_in_the_language_of_the_address(language, monkeypatch):
    _fails(monkeypatch, ValueError("a mistake of ours"))
    response = Client(raise_request_exception=False).get(f"/{language}/directory/")
    assert (response.status_code, _heading(response)) == (500, HEADINGS[language][500])
    assert "a mistake of ours" not in response.content.decode()


@pytest.mark.django_db
def test_lost_database_is_a_closed_portal_and_not_a_mistake(language, monkeypatch):
    _fails(monkeypatch, OperationalError("connection refused"))
    response = Client(raise_request_exception=False).get(f"/{language}/directory/")
    assert (response.status_code, _heading(response)) == (503, HEADINGS[language][503])
    assert response["Retry-After"] == "60"
    assert "refused" not in response.content.decode()


@pytest.mark.parametrize("status", [500, 503])
def test_page_for_a_broken_portal_needs_no_database_and_speaks_one_language_where_it_knows_which(
    status, language
):
    html = errors.page_of(RequestFactory().get(f"/{language}/directory/"), status).content.decode()
    assert re.findall(r'<(?:html|section|span)[^>]* lang="(..)"', html) == [language]
    assert HEADINGS[language][status] in html


@pytest.mark.parametrize("status", [500, 503])
def test_page_for_a_broken_portal_speaks_all_languages_where_the_address_names_none(status):
    html = errors.page_of(RequestFactory().get("/health/"), status).content.decode()
    assert re.findall(r'<(?:html|section) lang="(..)"', html) == ["kk", "ru", "en"]
    assert [HEADINGS[code][status] in html for code in HEADINGS] == [True, True, True]


@pytest.mark.django_db
@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_too_much_is_413(language):
    response = Client(headers={"sec-fetch-site": "same-origin"}).post(
        f"/{language}/account/login/", {"login": "a" * 100}
    )
    assert response.status_code == 413


@pytest.mark.django_db
@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=2)
def test_query_that_cannot_be_read_is_400_and_its_page_does_not_read_it_again(language):
    response = Client().get(f"/{language}/search/?q=1&q=2&q=3")
    assert response.status_code == 400
    assert "q=1" not in response.content.decode()


@pytest.mark.django_db
def test_wrong_method_has_a_page_and_says_which_is_right():
    response = Client(headers={"sec-fetch-site": "same-origin"}).post("/ru/search/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert '<html lang="ru">' in response.content.decode()


@pytest.mark.django_db
def test_answer_that_has_words_of_its_own_keeps_them():
    def view(request):
        return HttpResponse("Words", status=429)

    assert ErrorPagesMiddleware(view)(RequestFactory().get("/en/")).content == b"Words"


@pytest.mark.django_db
def test_foreign_form_is_refused_in_the_language_of_the_address(language):
    response = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"}).post(
        f"/{language}/account/login/"
    )
    assert response.status_code == 403
    assert f'<html lang="{language}">' in response.content.decode()


RICH = '{"blocks": [{"text": "Long in the writing."}, {"text": "Second paragraph."}], "entityMap": {}}'


@pytest.mark.parametrize("content_type", ["multipart", "urlencoded"])
def test_what_was_typed_comes_back_though_the_failure_came_before_the_form_was_read(content_type):
    fields = {
        "title": "Own words", "note": "[Draft] for you", "motto": "{Read}", "deep": "[" * 10_000,
        "body-0-value": RICH, "body-0-type": "paragraph", "subject": "directory",
        "slug": "own-words", "state": '{"a": 1}', "rows": '[{"text": "Of a script"}]',
        "password": "a secret of mine", "loaded_revision_created_at": "2026-11-29T09:20:01.003685+00:00",
    }  # fmt: skip
    factory = RequestFactory()
    if content_type == "multipart":
        request = factory.post("/admin/pages/1/edit/", fields)
    else:
        request = factory.post(
            "/admin/pages/1/edit/", urlencode(fields), content_type="application/x-www-form-urlencoded"
        )
    assert errors.written(request) == [
        "Own words",
        "[Draft] for you",
        "{Read}",
        "Long in the writing.\nSecond paragraph.",
    ]


def test_what_cannot_be_read_does_not_stop_the_page():
    request = RequestFactory().post("/en/contact/", b"--x", content_type="multipart/form-data; boundary=")
    assert errors.written(request) == []


@pytest.mark.parametrize("status", sorted(errors.WITHOUT_FRAME))
def test_page_for_a_broken_portal_offers_the_same_address_again_but_never_a_form(status):
    again = '<a class="button" href="/en/directory/?q=a&amp;b=%3C">'
    asked = RequestFactory().get("/en/directory/?q=a&b=%3C")
    assert again in errors.page_of(asked, status).content.decode()
    assert (
        'class="button"' not in errors.page_of(RequestFactory().post("/en/contact/"), status).content.decode()
    )
