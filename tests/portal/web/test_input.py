"""What a request brings is clean before any view reads it."""

import json

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory

from portal.web.input import (
    MOST_IN_QUERY,
    MOST_PARAMETERS,
    CleanAddressMiddleware,
    CleanFormMiddleware,
    clean_query,
    clean_values,
)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("q=a%00b", "q=a+b"),
        ("q=a%%0000b", "q=a%25+00b"),
        ("q=a%2500b", "q=a%2500b"),
        ("q=%EF%BF%BE%ED%A0%80a", "q=%EF%BF%BD%EF%BF%BD%EF%BF%BDa"),
        ("q=%E2%80%AEabc&n%0Bame=1&empty=", "q=abc&n+ame=1&empty="),
        ("q=кітап%C2%AD&page=2", "q=кітап%C2%AD&page=2"),
        ("q=%ff", "q=%ff"),
    ],
)
def test_query_is_cleaned_as_it_is_read(sent, read):
    assert clean_query(sent) == read


def seen(request):
    found = []
    CleanAddressMiddleware(lambda request: found.append(request) or HttpResponse())(request)
    return found[0]


def test_path_loses_invisible_signs():
    request = seen(RequestFactory().get("/kk/\u200bdirectory/a\x0bb\ufdd0/"))
    assert (request.path, request.path_info) == ("/kk/directory/a b/", "/kk/directory/a b/")


def test_cookies_are_clean_however_they_are_written():
    request = RequestFactory().get("/", headers={"cookie": r'a="x\000\013y"; b=z'})
    assert seen(request).COOKIES == {"a": "x  y", "b": "z"}


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=" + "a" * MOST_IN_QUERY, "region=KZ-10&" * (MOST_PARAMETERS + 1)])
def test_query_longer_than_any_of_ours_is_414(query):
    response = Client().get("/ru/directory/", QUERY_STRING=query)
    assert response.status_code == 414
    assert "414" in response.content.decode()


@pytest.mark.django_db
def test_thousand_times_the_same_choice_is_one():
    assert Client().get("/ru/directory/?" + "region=KZ-10&" * 600).status_code in (200, 404)


def test_values_of_a_form_are_clean_but_for_passwords():
    body = json.dumps({"blocks": [{"text": "a\x0bb"}]})
    form = QueryDict(mutable=True)
    form.update({"text": "a\x0bb\r\nc\u200d", "old_password": "a\x0bb", "password1": "\x00", "body": body})
    read = clean_values(form)
    assert read["text"] == "a b\nc\u200d"
    assert (read["old_password"], read["password1"]) == ("a\x0bb", "\x00")
    assert json.loads(read["body"]) == {"blocks": [{"text": "a b"}]}


def test_form_of_a_view_without_a_form_class_is_clean():
    request = RequestFactory().post("/", {"words": "a\x00b", "many": ["\x01", "c"]})
    CleanFormMiddleware(HttpResponse).process_view(request, None, (), {})
    assert request.POST.getlist("many") == [" ", "c"]
    assert request.POST["words"] == "a b"
