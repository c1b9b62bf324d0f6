"""The library in the admin: an editor's way from nothing to a public material."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.enums import Role
from portal.accounts.roles import apply_roles
from resources.models import Material, MaterialDescription, MaterialFile

from .factories import PDF, FileFactory, MaterialFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/resources/material/"
TEXTS = "/admin/snippets/resources/materialdescription/"


@pytest.fixture
def editor(client):
    apply_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(user)
    return user


def form(**changes) -> dict:
    """What the form of a material sends."""
    return {
        "slug": "charter", "kind": "exercise", "audience": "boards", "state": "draft", "published_on": "",
        "version": "1", "owner": "", "licence": "CC-BY-4.0",
        **{f"{name}_{code}": "" for name in ("rights_note", "source") for code in ("kk", "ru", "en")},
        "files-TOTAL_FORMS": "1", "files-INITIAL_FORMS": "0", "files-MIN_NUM_FORMS": "0", "files-MAX_NUM_FORMS": "1000",
        "files-0-language": "kk", "files-0-title": "", "files-0-ORDER": "1", "files-0-DELETE": "",
        "files-0-file": SimpleUploadedFile("Жарғы.pdf", PDF),
        "creators-TOTAL_FORMS": "0", "creators-INITIAL_FORMS": "0",
        **changes,
    }  # fmt: skip


def post(client, url: str, data: dict):
    return client.post(url, data, headers={"sec-fetch-site": "same-origin"})


def test_an_editor_makes_a_material_with_a_file(client, editor):
    response = post(client, f"{LIST}add/", form())
    assert response.status_code == 302
    file = MaterialFile.objects.get()
    assert (file.material.slug, file.name, file.size) == ("charter", "zharghy.pdf", len(PDF))


def test_a_bad_file_is_told_beside_its_field_and_nothing_is_made(client, editor):
    bad = SimpleUploadedFile("a.pdf", b"MZ\x90\x00" + b"\0" * 100)
    response = post(client, f"{LIST}add/", form(**{"files-0-file": bad}))
    errors = response.context["form"].formsets["files"].forms[0].errors
    assert (response.status_code, list(errors), Material.objects.count()) == (200, ["file"], 0)


def test_the_list_finds_materials_by_words_in_any_spelling(client, editor):
    MaterialFactory(slug="a", titles={"kk": "Жарғыны оқимыз"})
    MaterialFactory(slug="b", titles={"kk": "Бюджет"})
    response = client.get(LIST, {"q": "ЖАРГЫ"})
    assert [str(row) for row in response.context["object_list"]] == ["Жарғыны оқимыз"]


@pytest.mark.parametrize("query", ["", "?state=public", "?files__language=kk", "?export=csv"])
def test_the_list_its_filters_and_its_export_open(client, editor, query):
    FileFactory(material=MaterialFactory(titles={"kk": "Жарғы"}))
    assert client.get(f"{LIST}{query}").status_code == 200


def test_the_form_of_a_material_leads_to_its_texts(client, editor):
    material = MaterialFactory(titles={"kk": "Жарғы"})
    description = material.descriptions.get()
    html = client.get(f"{LIST}edit/{material.pk}/").content.decode()
    assert f'href="{TEXTS}edit/{description.pk}/"' in html
    assert f'href="{TEXTS}add/?record={material.pk}"' in html


def test_a_new_text_starts_with_the_material_chosen(client, editor):
    material = MaterialFactory(titles={"kk": "Жарғы"})
    response = client.get(f"{TEXTS}add/?record={material.pk}")
    assert response.context["form"]["record"].value() == material.pk


def test_a_second_text_in_one_language_is_refused_in_the_form(client, editor):
    material = MaterialFactory(titles={"kk": "Жарғы"})
    data = {
        "record": material.pk,
        "language": "kk",
        "title": "Тағы",
        "summary": "Мазмұны",
        "what_you_learn": "",
        "body": "null",
    }
    response = post(client, f"{TEXTS}add/", data)
    assert (response.status_code, MaterialDescription.objects.count()) == (200, 1)


def test_history_opens(client, editor):
    material = MaterialFactory(titles={"kk": "Жарғы"})
    assert client.get(f"{LIST}history/{material.pk}/").status_code == 200


@pytest.mark.parametrize("part", ["module", "topic", "unit"])
def test_an_editor_mends_titles_of_the_curriculum_but_adds_none(client, editor, part):
    assert client.get(f"/admin/snippets/resources/{part}/").status_code == 200
    assert client.get(f"/admin/snippets/resources/{part}/add/").status_code == 302


def test_a_reviewer_has_no_library_in_the_admin(client):
    apply_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=Role.REVIEWER))
    client.force_login(user)
    assert client.get(LIST).status_code == 302


def test_the_preview_of_a_text_shows_its_words(client, editor, rf):
    description = MaterialFactory(titles={"kk": "Жарғы"}).descriptions.get()
    response = description.make_preview_request()
    assert response.status_code == 200


def test_a_new_material_without_a_title_is_found_by_its_address(client, editor):
    material = MaterialFactory(slug="charter-exercise")
    rows = client.get(LIST, {"q": "charter-ex"}).context["object_list"]
    assert list(rows) == [material]


def test_the_form_of_a_material_leads_to_its_file_where_the_public_gets_it(client, editor):
    file = FileFactory()
    page = client.get(f"{LIST}edit/{file.material.pk}/").content.decode()
    assert f'href="{file.url}"' in page
    assert "/media/" not in page.partition("id_files-0-file")[0].rpartition("files-0-title")[2]


def test_a_second_text_of_one_language_is_refused_beside_the_language(client, editor):
    material = MaterialFactory(titles={"kk": "Жарғы"})
    text = {"record": material.pk, "language": "kk", "title": "Екінші", "summary": "Қысқаша.", "body": "null"}
    response = post(client, f"{TEXTS}add/", text)
    form = response.context["form"]
    assert list(form.errors) == ["language"]
    assert form["title"].value() == "Екінші"


def test_a_text_is_previewed_in_its_own_language(client, editor):
    material = MaterialFactory(titles={"kk": "Жарғы", "ru": "Устав"})
    for text in material.descriptions.all():
        preview = text.make_preview_request(text.default_preview_mode)
        assert f'<html lang="{text.language}"' in preview.content.decode()
