"""What translators get of each block, and that choices go with the original."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.models import StandardPage
from portal.accounts.roles import Role
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
