"""Two editors of one thing: the second sees what the first has saved, and only then replaces it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import models
from django.http import HttpResponse
from wagtail.models import DraftStateMixin, GroupPagePermission, Page
from wagtail.users.models import UserProfile

from home.models import StandardPage
from portal.accounts.models import User
from portal.web.collisions import FIELD
from tests import services

from .edit_forms import FORMS, EditForm, changes_of, sent_by
from .forms import as_sent, biggest_form
from .walking import Walker, context_of

pytestmark = pytest.mark.django_db
every_form = pytest.mark.parametrize("form", FORMS, ids=str)


def test_the_forms_are_all_there():
    names = {form.name.partition(":")[0] for form in FORMS}
    assert {
        "wagtailadmin_pages",
        "wagtailimages",
        "wagtaildocs",
        "wagtailusers_users",
        "wagtailusers_groups",
    } <= names
    assert len(FORMS) > 35


def save(walker: Walker, address: str, sent: dict[str, Any]) -> HttpResponse:
    return walker.client.post(address, sent)


def first_that_is_saved(walker: Walker, form: EditForm, row: models.Model) -> tuple[dict, str, str, str]:
    """Saves a change; returns the form as it was drawn before, the field, its new value, and one of who is late."""
    address = form.address(row)
    page = biggest_form(walker.client.get(address).text)
    drawn = sent_by(form, page)
    told = []
    for name, first, second in changes_of(page):
        answer = save(walker, address, {**drawn, name: first})
        if answer.status_code == 302:
            return drawn, name, first, second
        told.append((name, getattr(context_of(answer).get("form"), "errors", answer.status_code)))
    raise AssertionError(f"nothing can be changed: {told}")


@services.asked_once
@every_form
def test_second_editor_sees_what_the_first_saved_and_replaces_it_knowingly(walker, form):
    row = form.make()
    address = form.address(row)
    drawn, name, first, second = first_that_is_saved(walker, form, row)
    kept = state_of(row)
    answer = save(walker, address, {**drawn, name: second})
    assert answer.status_code == 200
    found = collision_of(answer).differences
    assert found and all(one.stored != one.typed for one in found)
    if first.isalpha() and first in str(kept):  # Some texts take a form of their own.
        (of_field,) = [one for one in found if said(one.typed).strip("/") == second]
        assert said(of_field.stored).strip("/") == first
        assert second in answer.text
    assert state_of(row) == kept, "it was saved all the same"
    again = {**sent_by(form, biggest_form(answer.text)), name: second}
    assert save(walker, address, again).status_code == 302
    assert state_of(row) != kept


@services.asked_once
@every_form
def test_form_sent_twice_meets_only_itself(walker, form):
    row = form.make()
    drawn, name, first, _second = first_that_is_saved(walker, form, row)
    assert save(walker, form.address(row), {**drawn, name: first}).status_code == 302


@services.asked_once
@every_form
def test_every_form_says_what_it_shows(walker, form):
    page = as_sent(biggest_form(walker.client.get(form.address(form.make())).text))
    (mark,) = page[FIELD]
    assert mark or page["loaded_revision_id"]


def collision_of(answer: HttpResponse) -> Any:
    return context_of(answer)["collision"]


def said(pieces: list) -> str:
    return "".join(text for text, _is_own in pieces)


def state_of(row: models.Model) -> Any:
    """What is kept of a row: its last version where it has drafts."""
    row = type(row)._base_manager.get(pk=row.pk)
    if isinstance(row, DraftStateMixin):
        return row.latest_revision_id
    chosen = [sorted(getattr(row, field.name).values_list("pk")) for field in row._meta.many_to_many]
    profile = list(UserProfile.objects.filter(user=row).values()) if isinstance(row, User) else []
    fields = [field.attname for field in row._meta.concrete_fields if field.name != "last_login"]
    return [getattr(row, name) for name in fields], chosen, profile


def of(name: str) -> EditForm:
    return next(form for form in FORMS if form.name == name)


def opened(walker: Walker, name: str) -> tuple[str, models.Model, dict[str, Any]]:
    form = of(name)
    row = form.make()
    address = form.address(row)
    return address, row, sent_by(form, biggest_form(walker.client.get(address).text))


PERSON = "wagtailsnippets_people_person:edit"
TEXT = "wagtailsnippets_workshops_workshopdescription:edit"


def test_second_editor_is_told_who_it_was_and_when(walker):
    User.objects.filter(is_superuser=True).update(first_name="Айгүл", last_name="Үлгі")
    for name, field in ((PERSON, "full_name"), (TEXT, "title")):
        address, _row, drawn = opened(walker, name)
        save(walker, address, {**drawn, field: "Бірінші"})
        collision = collision_of(save(walker, address, {**drawn, field: "Екінші"}))
        assert collision.who == "Айгүл Үлгі"
        assert collision.when is not None


def test_errors_do_not_hide_what_was_saved_meanwhile(walker):
    """A form that comes back with errors carries the mark of what it first showed, or shows the difference as well."""
    for name, field, text in (
        ("wagtailsnippets_directory_region:edit", "name_kk", "name_kk"),
        (TEXT, "record", "title"),
    ):
        address, row, drawn = opened(walker, name)
        wrong = save(walker, address, {**drawn, field: ""})
        assert wrong.status_code == 200
        marks = as_sent(biggest_form(wrong.text))
        save(walker, address, {**drawn, text: "Бірінші"})
        kept = state_of(row)
        late = {**drawn, **{key: marks[key] for key in marks if key.startswith(("loaded_", FIELD))}}
        answer = save(walker, address, {**late, text: "Екінші"})
        assert answer.status_code == 200 and collision_of(answer)
        assert state_of(row) == kept


def test_page_with_errors_shows_what_was_saved_meanwhile(walker):
    """Its form is drawn with the newest version's mark: sent once more, it would replace what was never shown."""
    form = next(
        form for form in FORMS if form.name == "wagtailadmin_pages:edit" and form.model is StandardPage
    )
    row = form.make()
    address = form.address(row)
    drawn = sent_by(form, biggest_form(walker.client.get(address).text))
    save(walker, address, {**drawn, "title": "Бірінші"})
    answer = save(walker, address, {**drawn, "title": "", "slug": ""})
    assert answer.status_code == 200
    assert any(said(found.stored) == "Бірінші" for found in collision_of(answer).differences)


@pytest.mark.parametrize("mark", ["", "x", "none", "0" * 24, f"{'0' * 23}g.1234567890", "\0"])
def test_mark_that_is_none_of_ours_fails_nothing(walker, mark):
    address, row, drawn = opened(walker, PERSON)
    assert save(walker, address, {**drawn, FIELD: mark, "full_name": "Екінші"}).status_code == 302
    row.refresh_from_db()
    assert row.full_name == "Екінші"


def test_made_up_mark_is_that_of_another_state(walker):
    address, row, drawn = opened(walker, PERSON)
    answer = save(walker, address, {**drawn, FIELD: f"{'0' * 24}.1234567890", "full_name": "Екінші"})
    assert answer.status_code == 200 and collision_of(answer)


def test_inner_row_that_somebody_took_out_can_be_kept_knowingly(walker):
    address, row, drawn = opened(walker, "wagtailsnippets_navigation_menu:edit")
    assert int(drawn["entries-INITIAL_FORMS"][0]) > 1
    taken_out = {**drawn, "entries-0-DELETE": "on"}
    assert save(walker, address, taken_out).status_code == 302
    number = row.entries.count()
    answer = save(walker, address, {**drawn, "title_kk": "Екінші"})
    assert answer.status_code == 200
    labels = [found.label for found in collision_of(answer).differences]
    assert len(labels) == 2, labels
    assert row.entries.count() == number
    again = as_sent(biggest_form(answer.text))
    assert save(walker, address, again).status_code == 302
    assert row.entries.count() == number + 1


def test_own_saving_of_drafts_is_no_other_editor(walker):
    """The script of our forms takes over the mark of each version that the admin saves by itself."""
    address, row, drawn = opened(walker, TEXT)
    accepts = {"headers": {"accept": "application/json"}}
    saved = walker.client.post(address, {**drawn, "title": "Жоба"}, **accepts).json()
    assert saved["success"]
    late = walker.client.post(address, {**drawn, "title": "Басқа жоба"}, **accepts)
    assert (late.status_code, late.json()["error_code"]) == (400, "invalid_revision")
    marks = {
        "loaded_revision_id": saved["revision_id"],
        "loaded_revision_created_at": saved["revision_created_at"],
    }
    assert save(walker, address, {**drawn, **marks, "title": "Жоба 2"}).status_code == 302
    row.refresh_from_db()
    assert row.latest_revision.content["title"] == "Жоба 2"


def test_publishing_what_was_not_shown_is_refused_too(walker):
    address, row, drawn = opened(walker, TEXT)
    save(walker, address, {**drawn, "title": "Бірінші"})
    for button in ("action-publish", "action-submit"):
        answer = save(walker, address, {**drawn, "title": "Екінші", button: "1"})
        assert answer.status_code == 200 and collision_of(answer)
    row.refresh_from_db()
    assert row.title != "Екінші"


def test_rights_of_a_group_are_part_of_its_form(walker):
    address, group, drawn = opened(walker, "wagtailusers_groups:edit")
    page = Page.objects.get(depth=1)
    GroupPagePermission.objects.create(
        group=group, page=page, permission=Permission.objects.get(codename="change_page")
    )
    answer = save(walker, address, {**drawn, "name": "Басқа топ"})
    assert answer.status_code == 200 and collision_of(answer)
    assert GroupPagePermission.objects.filter(group=group).count() == 1


def test_text_without_a_version_was_changed_once_it_has_one(walker):
    address, row, drawn = opened(walker, TEXT)
    assert "loaded_revision_id" not in drawn
    row.title = "Бірінші"
    row.save_revision()
    kept = state_of(row)
    answer = save(walker, address, {**drawn, "title": "Екінші"})
    assert answer.status_code == 200 and collision_of(answer)
    assert state_of(row) == kept
