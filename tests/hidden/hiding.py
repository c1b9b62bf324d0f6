"""The ways to hide each kind of thing. Each takes a public thing; `settle` brings the clock's part about."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from home.models import StandardPage

from .things import Thing

Hide = Callable[[Thing], None]


def in_state(state: str) -> Hide:
    """Puts a record into a state."""

    def hide(thing: Thing) -> None:
        for row in thing.rows:
            row.state = state
            row.save()

    return hide


def taken_off(thing: Thing) -> None:
    """An editor unpublishes it."""
    for row in thing.rows:
        row.unpublish()


def not_yet_due(thing: Thing) -> None:
    """It is taken off and shall appear tomorrow."""
    for row in thing.rows:
        row.unpublish()
        row.refresh_from_db()
        row.go_live_at = timezone.now() + timedelta(days=1)
        row.save_revision().publish()


def expired(thing: Thing) -> None:
    """Its time is over; the clock takes it off."""
    for row in thing.rows:
        row.expire_at = timezone.now() - timedelta(seconds=1)
        row.save()


def deleted(thing: Thing) -> None:
    for row in thing.rows:
        row.delete()


def only_for_editors(thing: Thing) -> None:
    for page in thing.rows:
        rule = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        rule.groups.add(Group.objects.get(name="editor"))


def only_for_signed_in(thing: Thing) -> None:
    for page in thing.rows:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    thing.for_signed_in = True


def below_a_private_page(thing: Thing) -> None:
    """It is moved below a page that only editors may read."""
    for page in thing.rows:
        parent = StandardPage(title="Private", slug=f"private-{page.pk}", locale=page.locale)
        Page.objects.get(pk=page.get_parent().pk).add_child(instance=parent)
        only_for_editors(Thing("", [parent]))
        page.refresh_from_db()
        page.move(parent, "last-child")
        thing.own.append(f"/{page.locale.language_code}/{parent.slug}/{page.slug}/")


def in_a_collection_for_editors(thing: Thing) -> None:
    for row in thing.rows:
        rule = CollectionViewRestriction.objects.create(
            collection=row.collection, restriction_type=CollectionViewRestriction.GROUPS
        )
        rule.groups.add(Group.objects.get(name="editor"))


def in_a_collection_for_signed_in(thing: Thing) -> None:
    for row in thing.rows:
        CollectionViewRestriction.objects.create(
            collection=row.collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    thing.for_signed_in = True


def settle() -> None:
    """What the clock does each minute."""
    call_command("publish_scheduled")


_BY_PUBLISHING = {"taken off": taken_off, "scheduled": not_yet_due, "expired": expired, "deleted": deleted}
_BY_PRIVACY = {"only for editors": only_for_editors, "only for signed-in": only_for_signed_in}
_MATERIAL = {"draft": in_state("draft"), "withdrawn": in_state("withdrawn")}
_WORKSHOP = {state: in_state(state) for state in ("draft", "submitted", "returned", "declined")}

HIDINGS: dict[str, dict[str, Hide]] = {
    "organisation": {"draft": in_state("draft"), "deleted": deleted},
    "text about an organisation": _BY_PUBLISHING,
    "material": {**_MATERIAL, "deleted": deleted},
    "text about a material": _BY_PUBLISHING,
    "file of a material": {**_MATERIAL, "deleted": deleted},
    "workshop": _WORKSHOP,
    "past workshop": _WORKSHOP,
    "text of a workshop": _BY_PUBLISHING,
    "project": _BY_PUBLISHING,
    "news item": {**_BY_PUBLISHING, **_BY_PRIVACY},
    "page of text": {**_BY_PUBLISHING, **_BY_PRIVACY, "below a private page": below_a_private_page},
    "document": {
        "for editors": in_a_collection_for_editors,
        "for signed-in": in_a_collection_for_signed_in,
        "deleted": deleted,
    },
}
