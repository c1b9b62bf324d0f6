"""Every key of our models to a user or a person is registered: for export, for erasure, and with a term."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from federation.people.models import Person
from portal.accounts.models import User
from portal.accounts.registry import PERSONAL_DATA
from portal.language import LANGUAGES
from tests import rooms

# Keys that tell of nobody once the account is an empty shell, by the name of their field or whole, and why no room hands
# them over.
WITHOUT = {
    "accounts.User_groups.user": "Roles: the file of an account names them, and an account that is closed has none",
    "accounts.User_user_permissions.user": "Rights of Django's that no screen gives; they end with the account",
    "uploaded_by_user": "Wagtail's own note of who uploaded a picture or a file; the file is the federation's",
    "locked_by": "Wagtail's own note of who holds a text while they write; it ends with the writing",
}


def keys() -> Iterator[str]:
    """The keys, by the names of their models and fields."""
    for model in apps.get_models(include_auto_created=True):
        own = model._meta.auto_created or model
        if not rooms.is_ours(own):
            continue
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.related_model in (User, Person) and not getattr(
                field.remote_field, "parent_link", False
            ):
                yield f"{model._meta.label}.{field.name}"


def names_of(key: str) -> set[str]:
    """The whole name of a key, and that of its field."""
    return {key, key.rpartition(".")[2]}


def registered() -> set[str]:
    return {key for holding in PERSONAL_DATA.values() for key in holding.keys}


def test_every_key_is_registered_or_says_why_not():
    assert {key for key in keys() if not names_of(key) & WITHOUT.keys()} == registered()


def test_exceptions_are_still_there():
    assert {name for key in keys() for name in names_of(key)} >= WITHOUT.keys()


def test_every_kind_says_how_long_it_is_kept_in_three_languages(settings):
    from django.utils.translation import override

    for holding in PERSONAL_DATA.values():
        words = []
        for language in LANGUAGES:
            with override(language):
                words.append((str(holding.title), str(holding.kept)))
        assert all(title and kept for title, kept in words), holding.name
        assert len(set(words)) == len(LANGUAGES), f"{holding.name} is not translated"


def test_a_key_of_next_year_is_found():
    class Later(models.Model):
        by = models.ForeignKey(User, models.CASCADE, related_name="+")

        class Meta:
            app_label = "workshops"
            managed = False

    Later.__module__ = "federation.workshops.models.later"
    try:
        assert "workshops.Later.by" in set(keys()) - registered()
    finally:
        del apps.all_models["workshops"]["later"]
        apps.clear_cache()
