"""Publishing and expiring what editors have scheduled, each thing by itself: one that fails keeps no other waiting.

Wagtail's own command ends at the first failure, and then every minute again.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger("portal.clock")


class NotAllPublished(Exception):
    """Some of what was due could not be published or expired. The log says what; it is tried again."""


class NotYet(Exception):
    """What is due waits for somebody's work. It is no failure, stays due and is tried again."""


def publish_scheduled() -> None:
    """Expires, then publishes what is due; raises NotAllPublished after the others are done if something failed."""
    failed = sum(not _try(*one) for one in _to_expire()) + sum(not _try(*one) for one in _to_publish())
    if failed:
        raise NotAllPublished(f"{failed} could not be published or expired")


def scheduled_models() -> list[type[DraftStateMixin]]:
    """Returns the models that can be scheduled: pages, as one model, and every snippet that has drafts."""
    return [
        Page,
        *(m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)),
    ]


def _to_expire() -> Iterator[tuple[Callable[[], object], str]]:
    for model in scheduled_models():
        for row in list(model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")):
            unpublish = partial(row.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
            yield unpublish, f"{row._meta.label} {row.pk}"


def _to_publish() -> Iterator[tuple[Callable[[], object], str]]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
    for revision in list(due):
        publish = partial(revision.publish, log_action="wagtail.publish.scheduled")
        yield publish, f"revision {revision.pk} of {revision.content_type} {revision.object_id}"


def _try(do: Callable[[], object], what: str) -> bool:
    """Does one thing whole or not at all, and returns False when it failed."""
    try:
        with transaction.atomic():
            do()
    except NotYet as reason:
        logger.info("what is scheduled waits: %s: %s", what, reason)
    except Exception:
        if connection.connection is None or not connection.is_usable():
            raise  # It is no fault of this one: the database is away.
        logger.exception("what is scheduled was not done: %s", what)
        return False
    return True
