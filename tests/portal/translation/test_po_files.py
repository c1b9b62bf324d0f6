"""PO files of a translation are named after the page; what is no such file gets a message."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from portal.accounts.enums import Role
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
OTHER = (Path(__file__).parents[2] / "cases" / "other-projects.po").read_bytes()


@pytest.fixture
def door(client) -> str:
    """The address of a translation's files, for an editor who is signed in."""
    client.force_login(UserFactory(role=Role.EDITOR))
    page = NewsPageFactory(title="Жаңа кітапхана")
    russian = Locale.objects.get(language_code="ru")
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian.pk]})
    client.get("/admin/")  # Shows what was said until now.
    translation = Translation.objects.get(source__object_id=page.translation_key)
    return f"/admin/localize/translate/{translation.pk}/pofile/"


def test_file_is_named_after_its_page(client, door):
    header = client.get(f"{door}download/")["Content-Disposition"]
    assert header == 'attachment; filename="zhanga-kitapkhana-ru.po"'


@pytest.mark.parametrize(
    "content",
    [OTHER, b"", b"\xff\xfe", b"nonsense", b'msgid "a', b"\x00" * 10, None],
    ids=["other", "empty", "bytes", "nonsense", "cut", "nul", "missing"],
)
def test_what_is_no_file_of_this_translation_gets_a_message(client, door, content):
    before = StringTranslation.objects.count()
    sent = {} if content is None else {"file": SimpleUploadedFile("a.po", content)}
    response = client.post(f"{door}upload/", sent)
    assert response.status_code == 302
    messages = [str(message) for message in client.get("/admin/").context["messages"]]
    assert len(messages) == 1
    assert StringTranslation.objects.count() == before


def test_file_that_is_too_large_is_refused_before_it_is_read(client, door, settings):
    content = (
        client.get(f"{door}download/").content.replace(b'msgstr ""', b'msgstr "x"').replace(b'"x"', b'""', 1)
    )
    settings.PO_FILE_MAX_UPLOAD_SIZE = len(content) - 1
    client.post(f"{door}upload/", {"file": SimpleUploadedFile("a.po", content)})
    assert StringTranslation.objects.filter(data="x").count() == 0
    settings.PO_FILE_MAX_UPLOAD_SIZE = len(content)
    client.post(f"{door}upload/", {"file": SimpleUploadedFile("a.po", content)})
    assert StringTranslation.objects.filter(data="x").count() > 0


def test_file_of_the_translation_of_another_page_is_refused(client, door):
    first = client.get(f"{door}download/").content
    page = NewsPageFactory(title="Басқа")
    russian = Locale.objects.get(language_code="ru")
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian.pk]})
    other = Translation.objects.get(source__object_id=page.translation_key)
    path = f"/admin/localize/translate/{other.pk}/pofile/upload/"
    client.post(path, {"file": SimpleUploadedFile("a.po", first.replace(b'msgstr ""', b'msgstr "x"'))})
    assert StringTranslation.objects.filter(data="x").count() == 0


def test_upload_is_refused_to_those_who_may_not_edit_the_page(client, door):
    client.force_login(UserFactory())
    assert client.post(f"{door}upload/", {"file": SimpleUploadedFile("a.po", OTHER)}).status_code in (
        302,
        403,
        404,
    )
    assert client.get(f"{door}download/").status_code in (302, 403, 404)


def test_upload_to_a_translation_that_is_not_there_is_404(client, door):
    response = client.post("/admin/localize/translate/99999/pofile/upload/", follow=True)
    assert response.status_code == 404
