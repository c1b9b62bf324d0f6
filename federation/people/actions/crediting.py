"""What becomes of credits when those whom they name are called otherwise, or are to be forgotten."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from federation.directory.models import Organisation
from portal.caching.cache import invalidate
from portal.content.searchable import search_changed

from ..models.credit import Credit
from ..models.person import Person

BATCH = 100  # Versions that are in memory at once.


def follow_name(credits: type[Credit], named: Person | Organisation) -> None:
    """After a change of somebody who may be credited: search and pages call them as they are called now, at once.

    Who stands for nobody any more is credited nowhere.
    """
    if isinstance(named, Person) and named.is_forgotten:
        forget_credits(credits, named)
        return
    field = "person" if isinstance(named, Person) else "organisation"
    keys = credits.objects.filter(**{field: named}).values_list(credits.thing, flat=True)
    is_public = isinstance(named, Organisation) and named.is_public
    _tell(credits, list(keys), may_wait=is_public)


@transaction.atomic
def forget_credits(credits: type[Credit], person: Person) -> None:
    """Takes somebody out of all credits of a kind: by person and by typed name, out of versions and originals of
    translations too.
    """
    rows = credits.objects.naming(person)
    keys = list(rows.values_list(credits.thing, flat=True))
    _forget_in_versions(credits, person)
    # In bulk: to tell search of each of some hundred things would hold the database for half a minute.
    rows._raw_delete(using=rows.db)
    _tell(credits, keys)


def _tell(credits: type[Credit], keys: list[Any], may_wait: bool = False) -> None:
    if not keys:
        return
    for scope in credits.cache_scopes():
        invalidate(scope)
    model = credits.thing_model()
    search_changed.send(sender=model, rows=model._default_manager.filter(pk__in=keys), may_wait=may_wait)


def _forget_in_versions(credits: type[Credit], person: Person) -> None:
    kind = ContentType.objects.get_for_model(credits.thing_model(), for_concrete_model=False)
    versions = Revision.objects.filter(content_type=kind).alias(text=Cast("content", models.TextField()))
    changed = []
    for version in versions.filter(_may_name("text", person)).iterator(BATCH):
        if _forget_in(version.content, credits, person):
            changed.append(version)
        if len(changed) == BATCH:
            Revision.objects.bulk_update(changed, ["content"])
            changed = []
    Revision.objects.bulk_update(changed, ["content"])
    originals = TranslationSource.objects.filter(specific_content_type=kind)
    for original in originals.filter(_may_name("content_json", person)).iterator(BATCH):
        content = json.loads(original.content_json)
        if _forget_in(content, credits, person):
            TranslationSource.objects.filter(pk=original.pk).update(content_json=json.dumps(content))


def _may_name(column: str, person: Person) -> Q:
    """The condition under which JSON, as a database keeps it, may name somebody."""
    return _any_of(
        Q(**{f"{column}__contains": part})
        for part in (
            f'"person": {person.pk}',
            *(
                json.dumps(name, ensure_ascii=is_ascii)
                for name in person.all_names
                for is_ascii in (True, False)
            ),
        )
    )


def _any_of(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def _forget_in(content: dict[str, Any], credits: type[Credit], person: Person) -> bool:
    """Takes somebody out of the content of a version. Returns whether it named them."""
    relation = credits.relation()
    before = content.get(relation, [])
    names = set(person.all_names)
    after = [row for row in before if row.get("person") != person.pk and row.get("name") not in names]
    content[relation] = after
    return len(after) < len(before)
