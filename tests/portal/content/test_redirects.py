import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.federation.directory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def rename(organisation, slug: str) -> None:
    organisation.slug = slug
    organisation.save()


def redirects() -> dict[str, str]:
    return dict(Redirect.objects.values_list("old_path", "redirect_link"))


def test_changed_slug_leaves_a_redirect_in_each_language():
    rename(OrganisationFactory(slug="old"), "new")
    assert redirects() == {f"/{code}/directory/old": f"/{code}/directory/new/" for code in ("kk", "ru", "en")}


def test_unchanged_slug_leaves_nothing():
    organisation = OrganisationFactory(slug="same")
    organisation.save()
    type(organisation).objects.get(pk=organisation.pk).save()
    assert redirects() == {}


def test_older_redirects_lead_straight_to_the_newest_address():
    organisation = OrganisationFactory(slug="first")
    rename(organisation, "second")
    rename(organisation, "third")
    assert redirects()["/kk/directory/first"] == redirects()["/kk/directory/second"] == "/kk/directory/third/"


def test_slug_that_comes_back_makes_no_circle():
    organisation = OrganisationFactory(slug="first")
    rename(organisation, "second")
    rename(organisation, "first")
    assert redirects() == {
        f"/{code}/directory/second": f"/{code}/directory/first/" for code in ("kk", "ru", "en")
    }


def test_new_record_takes_over_an_old_address(client):
    rename(OrganisationFactory(slug="old"), "new")
    OrganisationFactory(slug="old")
    assert client.get("/kk/directory/old/").status_code == 200


def test_redirect_does_not_tell_the_new_address_of_a_hidden_record(client):
    organisation = OrganisationFactory(slug="old", state="draft")
    rename(organisation, "secret")
    assert client.get("/kk/directory/old/").status_code == 404
    organisation.state = "published"
    organisation.save()
    assert client.get("/kk/directory/old/").url == "/kk/directory/secret/"


def test_redirect_that_leads_elsewhere_is_followed(client):
    for name, link in (("a", "https://example.org/x/"), ("b", "/kk/search/?q=a"), ("c", "/kk/directory/")):
        Redirect.objects.create(old_path=f"/kk/{name}", redirect_link=link)
        assert client.get(f"/kk/{name}/").url == link
