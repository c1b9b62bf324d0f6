"""What translators get of each block, and that choices go with the original."""

import json
from urllib.parse import urlencode

import pytest
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation

from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from tests.home.test_blocks_of_records import page_with_everything
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(client) -> Translation:
    client.force_login(UserFactory(role=Role.EDITOR))
    page = page_with_everything(1)
    russian = Locale.objects.get(language_code="ru")
    assert (
        client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian.pk]}).status_code == 302
    )
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=russian)


def test_every_word_of_every_block_is_translated_and_nothing_else(translation):
    segments = StringSegment.objects.filter(source=translation.source).order_by("order")
    texts = [
        segment.string.data for segment in segments.select_related("string", "context")
        if segment.context.path.startswith("body.")
    ]  # fmt: skip
    assert texts == [
        "Мәтін", "Бейне", "Кесте", "Кім", "Сан", "Біз", "Тақырып", "Тақырып", "Тақырып", "Тақырып", "Тақырып",
        "Галерея", "Зал", "Айгүл Үлгіева", "жаттықтырушы",
    ]  # fmt: skip


def test_a_translated_page_has_the_translators_words_and_the_originals_choices(translation, client):
    segments = StringSegment.objects.filter(source=translation.source).select_related("string", "context")
    for segment in segments:
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"ru {segment.string.data}" if segment.context.path != "slug" else segment.string.data,
        )
    translation.save_target(publish=True)
    source = StandardPage.objects.get(slug="blocks", locale__language_code="kk")
    target = source.get_translation(translation.target_locale)
    body = {block.block_type: block.value for block in target.body}
    before = {block.block_type: block.value for block in source.body}
    assert body["table"]["table"].caption == "ru Кесте"
    assert body["table"]["table"].row_data[0]["values"][0] == "ru Біз"
    assert body["people"]["people"][0]["role"] == "ru жаттықтырушы"
    assert body["gallery"]["pictures"][0]["caption"] == "ru Зал"
    assert body["workshops"]["heading"] == "ru Тақырып"
    for kind, field in (("organisations", "organisations"), ("workshops", "workshops"), ("news", "items")):
        assert list(body[kind][field]) == list(before[kind][field])


def test_the_translators_form_opens_with_every_block(translation, client):
    target = StandardPage.objects.get(
        translation_key=translation.source.object_id, locale=translation.target_locale
    )
    assert client.get(f"/admin/pages/{target.pk}/edit/").status_code == 200


@pytest.fixture
def with_a_button(client) -> Translation:
    client.force_login(UserFactory(role=Role.EDITOR))
    link = {"text": "Ашу", "page": None, "address": "https://example.org/kk/"}
    button = {"type": "call_to_action", "value": {"title": "Тақырып", "text": "", "link": link}}
    home, russian = HomePage.objects.get(locale__language_code="kk"), Locale.objects.get(language_code="ru")
    page = home.add_child(instance=StandardPage(title="Бет", slug="button", body=json.dumps([button])))
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [russian.pk]})
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=russian)


def address_in(translation) -> str:
    translation.save_target(publish=True)
    page = StandardPage.objects.get(slug="button", locale=translation.target_locale)
    return page.body[0].value["link"].url


def test_an_address_is_no_text_to_translate(with_a_button):
    texts = StringSegment.objects.filter(source=with_a_button.source).values_list("string__data", flat=True)
    assert "https://example.org/kk/" not in texts
    assert address_in(with_a_button) == "https://example.org/kk/"


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [("https://example.org/ru/", "https://example.org/ru/"), ("javascript:alert(1)", "")],
)
def test_a_translator_may_put_another_address_in_its_place_but_a_safe_one(
    with_a_button, client, typed, leads_to
):
    segment = OverridableSegment.objects.get(
        source=with_a_button.source, context__path__endswith=".link.address"
    )
    response = client.put(
        f"/admin/localize/translate/{with_a_button.pk}/overrides/{segment.pk}/edit/",
        urlencode({"value": typed}),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 201
    assert address_in(with_a_button) == leads_to
