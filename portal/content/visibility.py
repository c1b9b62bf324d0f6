"""Visibility of rows in the admin: what the records say, for the records and for all words about them.

Wagtail asks a model's permission policy wherever it lists, links, opens, counts or reports rows. So each model whose
rows say who may see them (`visible_to`), and each description of such a record, has a policy that asks them.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from wagtail.models import CollectionMember, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy, policy_registry, register_permission_policy

from portal.accounts.rules import Visitor

from .models.description import Description
from .moderation import submitted_to

ANY_ACTION = frozenset({"view", "add", "change", "delete", "publish", "choose"})


def hides_rows(model: type[Model]) -> bool:
    """True when not everybody who may work with a model may see all its rows."""
    return issubclass(model, Description) or hasattr(model._default_manager.get_queryset(), "visible_to")


def visible_rows(model: type[Model], user: Visitor) -> QuerySet:
    """The rows of a model that the user may see, whatever they may do with them."""
    rows = model._default_manager.all()
    if issubclass(model, Page):
        return rows.filter(pk__in=page_permission_policy.explorable_instances(user).values("pk"))
    if issubclass(model, Description):
        seen = model.record_model().objects.visible_to(user)
        # What was submitted to somebody is theirs to read, whatever its record's state.
        return rows.filter(Q(record__in=seen.values("pk")) | Q(pk__in=submitted_to(user, model)))
    if hasattr(rows, "visible_to"):
        return rows.filter(pk__in=rows.visible_to(user).values("pk"))
    return rows


def pages_to_point_at(user: Visitor) -> QuerySet[Page]:
    """The pages that a chooser may name: those that the user works with, and what everybody may read.

    A page whose new title nobody has published is not among the latter: a chooser would tell it.
    """
    worked_with = page_permission_policy.explorable_instances(user)
    public = Page.objects.live().public().filter(draft_title=F("title"))
    root = Page.objects.filter(depth=1)  # Where browsing begins.
    return Page.objects.filter(pk__in=worked_with.values("pk")) | public | root


def rows_to_point_at(model: type[Model], user: Visitor) -> QuerySet | None:
    """The rows of a model that the user may name in a form; None when everybody may name all."""
    if issubclass(model, Page):
        return pages_to_point_at(user)
    if issubclass(model, CollectionMember):  # Pictures and documents.
        policy = policy_registry.get_by_type(model)
        return policy.instances_user_has_any_permission_for(user, ["choose", "add", "change"])
    return visible_rows(model, user) if hides_rows(model) else None


def rows_to_work_with(model: type[Model], user: Visitor) -> QuerySet:
    """The rows that the user may see and may do something with."""
    if issubclass(model, Page):
        return visible_rows(model, user)
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ANY_ACTION)


def may_see(user: Visitor, row: Model) -> bool:
    """True when the user may see a row. Asks the database only about what is not public."""
    if row.pk is None or not hides_rows(type(row)):
        return True
    record = row.record if isinstance(row, Description) else row
    if getattr(record, "is_public", False):
        return True
    return visible_rows(type(row), user).filter(pk=row.pk).exists()


def require_seen(rows: QuerySet, keys: list[str]) -> None:
    """Answers 404 unless all keys are those of rows among these.

    Raises: Http404.
    """
    if not are_among(rows, keys):
        raise Http404


def are_among(rows: QuerySet, keys: Collection[int | str]) -> bool:
    """True when all keys are those of rows among these; what is no key at all is none of them."""
    if not keys:
        return True
    try:
        return rows.filter(pk__in=keys).count() >= len(set(keys))
    except (ValueError, ValidationError, OverflowError):
        return False


def keys_as_text(rows: QuerySet) -> QuerySet:
    """The keys of rows as log entries and workflow states keep them."""
    return rows.order_by().annotate(key_as_text=Cast("pk", CharField())).values("key_as_text")


def hidden_from(user: Visitor, models: list[type[Model]], content_type: str, key: str) -> Q:
    """The condition under which a row that points at any model's rows, as log entries do, points at one hidden from
    the user.

    `content_type` and `key` name the columns.
    """
    condition = Q(pk__in=[])
    for model in models:
        of_model = Q(**{content_type: ContentType.objects.get_for_model(model).pk})
        rows = model._base_manager.all()
        hidden = rows.exclude(pk__in=visible_rows(model, user).values("pk"))
        condition |= of_model & Q(**{f"{key}__in": keys_as_text(hidden)})
        if not user.has_perm(f"{model._meta.app_label}.delete_{model._meta.model_name}"):
            # Of a row that is gone nobody can say any more who might see it.
            condition |= of_model & ~Q(**{f"{key}__in": keys_as_text(rows)})
    return condition


def models_that_hide_rows() -> list[type[Model]]:
    """Every model that has a policy of this kind."""
    return [model for model in apps.get_models() if not issubclass(model, Page) and hides_rows(model)]


def texts_to_change(user: Visitor) -> Iterator[QuerySet]:
    """Of each kind of text about records those that the user may see and change, with what their titles need."""
    for model in description_models():
        if user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            seen = model.record_model().objects.visible_to(user)
            rows: QuerySet[Any] = model._default_manager.all()
            rows = rows.filter(record__in=seen.values("pk"))
            yield rows.select_related("record").prefetch_related("record__descriptions")


def description_models() -> list[type[Description]]:
    """The models of texts about records."""
    return [model for model in apps.get_models() if issubclass(model, Description)]


class VisiblePolicy(ModelPermissionPolicy):
    """Permission policy of a role on the rows of a model, of those that its holder may see."""

    def user_has_permission_for_instance(self, user: Visitor, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action) and may_see(user, instance)

    def user_has_any_permission_for_instance(
        self, user: Visitor, actions: Collection[str], instance: Model
    ) -> bool:
        return self.user_has_any_permission(user, actions) and may_see(user, instance)

    def instances_user_has_any_permission_for(self, user: Visitor, actions: Collection[str]) -> QuerySet:
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return visible_rows(self.model, user)


def register_policies() -> None:
    """Gives each model that hides rows its policy."""
    for model in models_that_hide_rows():
        register_permission_policy(model, VisiblePolicy(model))
