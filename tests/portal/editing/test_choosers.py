"""The texts of the admin's choosers: in the language of whoever looks, whoever came first."""

import pytest
from django.utils import translation
from wagtail.forms import TaskStateCommentForm
from wagtail.images.views.chooser import viewset as picture_chooser
from wagtail.models import Page

from federation.directory.models import Organisation
from portal.accounts.enums import Role
from portal.content.visibility import pages_to_point_at
from resources.models import Material
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Organisation, Material])
def test_a_button_made_for_one_reader_speaks_the_next_readers_language(model):
    with translation.override("kk"):
        widget = model.snippet_viewset.chooser_viewset.widget_class()
    texts = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            texts[language] = str(widget.choose_one_text)
    assert len(set(texts.values())) == 3


def test_chooser_tells_no_new_title_that_nobody_has_published():
    page = NewsPageFactory(title="Ашық")
    stranger = UserFactory(role=Role.SECRETARIAT)  # Works with records alone.
    assert page.page_ptr in pages_to_point_at(stranger)
    page.title = "Құпия атау"
    page.save_revision()
    assert Page.objects.get(pk=page.pk).live
    assert page.page_ptr not in pages_to_point_at(stranger)
    assert page.page_ptr in pages_to_point_at(UserFactory(role=Role.EDITOR))


def test_tabs_of_wagtails_own_choosers_speak_the_readers_language():
    texts = {}
    for language in ("ru", "en"):
        with translation.override(language):
            texts[language] = str(picture_chooser.search_tab_label)
    assert texts == {"ru": "Поиск", "en": "Search"}


def test_the_moderators_comment_is_called_so_in_the_readers_language():
    labels = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            labels[language] = str(TaskStateCommentForm().fields["comment"].label)
    assert labels == {"kk": "Түсініктеме", "ru": "Комментарий", "en": "Comment"}


def test_the_way_above_a_snippet_speaks_the_readers_language():
    labels = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            labels[language] = [str(step["label"]) for step in Organisation.snippet_viewset.breadcrumbs_items]
    assert len({tuple(steps) for steps in labels.values()}) == 3
    assert labels["en"] == ["Home"]
