"""What one request of the admin may change has a bound, whatever Wagtail or a library of next year offers."""

import re
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
from django.apps import apps
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator

from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.editing import bounds
from portal.mail.tasks import deliver_due
from portal.translation import actions as translation
from portal.translation.actions import translate_below
from portal.translation.tasks import translate_pages_below
from tests.doors.routes import names
from tests.portal.accounts.factories import UserFactory

from .rows import make

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/site-history/"
TOLD = "Nothing was changed. Entries chosen"
# Wagtail's and wagtail-localize's views and functions on pages with those below them, and what bounds them here.
SUBTREES = {
    "wagtail/admin/views/collections.py": "few, and made by hand",
    "wagtail/admin/views/pages/copy.py": "bounds.BOXES",
    "wagtail/admin/views/pages/delete.py": "bounds.BOXES",
    "wagtail/admin/views/pages/unpublish.py": "bounds.BOXES",
    "wagtail/admin/views/pages/bulk_actions/move.py": "content.bulk",
    "wagtail/admin/views/pages/bulk_actions/page_bulk_action.py": "content.bulk",
    "wagtail/admin/views/pages/bulk_actions/publish.py": "content.bulk",
    "wagtail/admin/views/pages/bulk_actions/unpublish.py": "content.bulk",
    "wagtail_localize/views/submit_translations.py": "content.localize_jobs",
}
# Every door that takes a table, and what bounds its rows.
IMPORTS = {
    "admin/snippets/directory/organisation/import/": "settings.ORGANISATIONS_MAX_ROWS, importing.AT_ONCE",
    "admin/snippets/directory/organisation/import/<import_id>/": "reads",
    "admin/snippets/directory/organisation/import/<import_id>/undo/": "an import's rows, importing.AT_ONCE",
    "admin/redirects/import/": "settings.REDIRECTS_MAX_ROWS",
    "admin/redirects/import/process/": "settings.REDIRECTS_MAX_ROWS",
}


@pytest.fixture
def superuser(client) -> User:
    user = UserFactory(is_superuser=True, role=Role.ADMINISTRATOR, preferred_language="en")
    client.force_login(user)
    return user


def row_of(model: type[Model]) -> Model:
    return model._base_manager.exclude(email="").last() if model is User else make(model)


def test_no_action_on_many_rows_is_without_bound(client, superuser, monkeypatch):
    """Each is asked for more rows than a request may change: neither looked at nor done."""
    monkeypatch.setattr(bounds, "MOST_AT_ONCE", 0)
    bulk_action_registry._scan_for_bulk_actions()
    for app_label, of_app in bulk_action_registry.actions.items():
        for model_name, actions in of_app.items():
            row = row_of(apps.get_model(app_label, model_name))
            for name, action in actions.items():
                monkeypatch.setattr(action, "execute_action", fail)
                address = reverse("wagtail_bulk_action", args=[app_label, model_name, name])
                for chosen, ask in ((row.pk, client.get), (row.pk, client.post), ("all", client.post)):
                    answer = ask(f"{address}?id={chosen}&next={LIST}")
                    told = "".join(map(str, get_messages(answer.wsgi_request)))
                    assert (answer.get("Location"), TOLD in told) == (LIST, True), f"{address} went on"


def fail(*args, **kwargs) -> None:
    raise AssertionError("it was done")


@pytest.fixture
def tree(monkeypatch) -> StandardPage:
    """A page with one below it, where a request may change one page alone."""
    monkeypatch.setattr(bounds, "MOST_AT_ONCE", 1)
    home = HomePage.objects.get(locale__language_code="kk")
    above = home.add_child(instance=StandardPage(title="Үстінде", slug="above", locale=home.locale))
    above.add_child(instance=StandardPage(title="Астында", slug="below", locale=home.locale))
    return above


def test_no_page_takes_along_more_below_it_than_the_bound(client, superuser, tree):
    home = tree.get_parent()
    other = home.add_child(instance=StandardPage(title="Басқа", slug="other", locale=home.locale))
    before = list(Page.objects.order_by("path").values_list("path", "live", "title"))
    forms = {
        "delete": ([tree.pk], {}),
        "move_confirm": ([tree.pk, other.pk], {}),
        "unpublish": ([tree.pk], {"include_descendants": "on"}),
        "copy": ([tree.pk], {"new_title": "x", "new_slug": "x", "new_parent_page": home.pk, "copy_subpages": "on"}),
    }  # fmt: skip
    for name, (args, data) in forms.items():
        answer = client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data, follow=True)
        assert TOLD in answer.text, name
    for name in ("delete", "move", "publish", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
        data = {"include_descendants": "on", "chooser": other.pk}
        answer = client.post(f"{address}?id={tree.pk}&next={LIST}", data, follow=True)
        assert TOLD in answer.text, name
    assert list(Page.objects.order_by("path").values_list("path", "live", "title")) == before


def test_page_alone_is_unpublished_whatever_is_below_it(client, superuser, tree):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{address}?id={tree.pk}&next={LIST}")
    tree.refresh_from_db()
    assert not tree.live


def test_every_view_of_a_subtree_is_known():
    """One that comes with the next release is to be bounded, too."""
    word = re.compile(r"get_descendants|copy_subpages|include_descendants|recursive=True")
    found = set()
    for module, folders in ((wagtail, ["admin/views", "contrib"]), (wagtail_localize, ["views"])):
        root = Path(module.__file__).parent
        files = [file for folder in folders for file in (root / folder).rglob("views/**/*.py")]
        files += [
            file for folder in folders for file in (root / folder).rglob("*.py") if "views" in str(file)
        ]
        found |= {
            str(file.relative_to(root.parent))
            for file in files
            if "simple_translation" not in str(file) and word.search(file.read_text())
        }
    assert found == set(SUBTREES)


def test_every_import_of_a_table_is_known():
    assert {name for name in names() if "import" in name} == set(IMPORTS)


def test_redirects_of_a_long_file_are_refused(client, superuser, settings):
    settings.REDIRECTS_MAX_ROWS = 1
    content = b"from,to\n/a/,/b/\n/c/,/d/\n"
    data = {"import_file": SimpleUploadedFile("table.csv", content), "input_format": "0"}
    shown = client.post("/admin/redirects/import/", data)
    assert "more than 1 rows" in shown.context["form"].errors["import_file"][0]
    assert not Redirect.objects.exists()


def test_pages_below_are_translated_by_the_worker_one_by_one_and_once(client, superuser, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    home, russian = HomePage.objects.get(locale__language_code="kk"), Locale.objects.get(language_code="ru")
    top = home.add_child(instance=StandardPage(title="Үстінде", slug="above", locale=home.locale))
    below = [top.add_child(instance=StandardPage(title=name, slug=name, locale=top.locale)) for name in "ab"]
    data = {"locales": [russian.pk], "include_subtree": "on"}
    shown = client.post(f"/admin/localize/submit/page/{top.pk}/", data, follow=True)
    assert "in the background" in shown.text
    made = Page.objects.filter(locale=russian, translation_key__in=[page.translation_key for page in below])
    assert not made.exists()
    row = DBTaskResult.objects.get(task_path=translate_pages_below.module_path)
    assert row.task.call(*row.task_result.args) == 2
    assert made.count() == 2 and not made.filter(live=True).exists()
    made.filter(slug="a").update(title="Written by hand")
    assert translate_below(top.pk, [russian.pk], superuser.pk) == (0, "")
    assert made.filter(title="Written by hand").exists()


def test_page_that_cannot_be_translated_stops_no_other(superuser, tree, monkeypatch):
    russian = Locale.objects.get(language_code="ru")
    tree.copy_for_translation(russian, copy_parents=True)
    tree.add_child(instance=StandardPage(title="Кейін", slug="later", locale=tree.locale))
    create = TranslationCreator.create_translations

    def fail_once(self, page, **kwargs):
        if page.title == "Астында":
            raise ValueError("broken")
        create(self, page, **kwargs)

    monkeypatch.setattr(TranslationCreator, "create_translations", fail_once)
    assert translate_below(tree.pk, [russian.pk], superuser.pk) == (1, "")
    assert Page.objects.filter(locale=russian, slug="later").exists()


def test_worker_makes_no_page_public_that_whoever_asked_may_not_publish(tree):
    """An alias that was made since they asked: the door saw none."""
    russian, author = Locale.objects.get(language_code="ru"), UserFactory()
    tree.copy_for_translation(russian, copy_parents=True)
    alias = tree.get_children().get().copy_for_translation(russian, alias=True)
    assert alias.live
    assert translate_below(tree.pk, [russian.pk], author.pk) == (0, "")
    alias.refresh_from_db()
    assert alias.alias_of


def test_letters_have_their_turn_between_the_pages_of_a_long_translation(
    superuser, tree, settings, monkeypatch
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(translation, "LONGEST_RUN", -1)
    russian = Locale.objects.get(language_code="ru")
    tree.copy_for_translation(russian, copy_parents=True)
    for slug in ("second", "third"):
        tree.add_child(instance=StandardPage(title=slug, slug=slug, locale=tree.locale))
    translate_pages_below.enqueue(tree.pk, [russian.pk], superuser.pk)
    numbers = []
    own = DBTaskResult.objects.filter(task_path=translate_pages_below.module_path)
    while row := own.filter(status="READY").first():
        numbers.append(row.task.call(*row.task_result.args))
        row.set_successful(None)
        assert row.priority < deliver_due.priority
    assert numbers == [1, 1, 1, 0]  # The last finds none.
    assert Page.objects.filter(locale=russian, slug="third").exists()
