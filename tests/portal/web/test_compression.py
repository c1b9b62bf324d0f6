"""Public text is packed for the way; what is personal is not, so that its length tells nothing."""

import gzip

import pytest
from django.test import Client

from portal.accounts.models import User

pytestmark = pytest.mark.django_db
PACKED = {"accept-encoding": "gzip, br"}


@pytest.mark.parametrize(
    "path", ["/kk/", "/en/directory/", "/en/search/?q=x", "/en/nothing/", "/sitemap.xml"]
)
def test_public_text_is_packed_and_the_same_inside(path):
    packed, plain = Client(headers=PACKED).get(path), Client().get(path)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


def test_same_public_page_is_the_same_bytes():
    client = Client(headers=PACKED)
    assert client.get("/kk/").content == client.get("/kk/").content


@pytest.mark.parametrize("path", ["/en/account/login/", "/en/desk/", "/en/account/details/"])
def test_personal_page_is_not_packed(path):
    client = Client(headers=PACKED)
    client.force_login(User.objects.create_user("a@example.org", "a long enough one"))
    assert not client.get(path, follow=True).has_header("Content-Encoding")
