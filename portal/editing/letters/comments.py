"""Letters about comments on a page, in the place of Wagtail's: to whoever follows the page, and to whom a thread is
theirs.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Comment, CommentReply, Page, PageSubscription

from portal.content.actions import NotPublished

from .base import Event, Quote, tell


@dataclass(frozen=True)
class Happening:
    """One thing that one save did to a thread of comments: its row, what it is called, its words."""

    event: str
    comment: Comment
    quote: Quote


def tell_of_comments(page: Page, editor: Any, changes: dict[str, list]) -> None:
    """Writes one letter a reader about all that one save did to the comments of a page."""
    happenings = list(_happenings(changes))
    if not happenings:
        return
    followers = _followers(page)
    readers = dict.fromkeys(followers, happenings)
    for happening in happenings:
        for user in _in_thread(happening.comment):
            if user not in followers:
                readers.setdefault(user, []).append(happening)
    readers.pop(editor.pk, None)
    for reader in get_user_model().objects.filter(pk__in=readers).order_by("pk"):
        tell(_news(page, editor, readers[reader.pk]), [reader])


def _happenings(changes: dict[str, list]) -> Iterable[Happening]:
    for comment in changes["new_comments"]:
        yield Happening(f"new-{comment.pk}", comment, Quote(_("New comment"), comment.text))
    for comment, replies in changes["new_replies"]:
        for reply in replies:
            quote = Quote(_("Reply to “%(comment)s”"), reply.text, {"comment": comment.text})
            yield Happening(f"reply-{reply.pk}", comment, quote)
    for comment in changes["resolved_comments"]:
        yield Happening(f"resolved-{comment.pk}", comment, Quote(_("Comment resolved"), comment.text))
    for comment in changes["deleted_comments"]:
        # Its row has lost its number by now.
        event = f"deleted-{comment.created_at.timestamp()}-{comment.user_id}"
        yield Happening(event, comment, Quote(_("Comment deleted"), comment.text))


def _followers(page: Page) -> set[int]:
    following = PageSubscription.objects.filter(page_id=page.pk, comment_notifications=True)
    return set(following.values_list("user_id", flat=True))


def _in_thread(comment: Comment) -> set[int]:
    """Returns the users who wrote a comment, or replied to it."""
    replies = (
        CommentReply.objects.filter(comment_id=comment.pk) if comment.pk else CommentReply.objects.none()
    )
    return {comment.user_id, *replies.values_list("user_id", flat=True)}


def _news(page: Page, editor: Any, told: list[Happening]) -> Event:
    events = " ".join(sorted(happening.event for happening in told))
    return Event(
        kind="comments",
        occasion=f"{page.pk}-{hashlib.sha256(events.encode()).hexdigest()[:24]}",
        switch="updated_comments_notifications",
        thing=page,
        by=editor,
        by_what=_("Changed by"),
        verb=_("Open the comments"),
        why=_(
            "This e-mail was sent because you follow the comments on this page or have taken part in them."
        ),
        quotes=tuple(happening.quote for happening in told),
    )


def take_over() -> None:
    """Puts our letters in the place of Wagtail's, which has no hook for them; the views of revisions inherit it.

    A form is saved whole: its page, its comments and the letters about them, or nothing. The draft of what may
    not be published stays, though, as the answer says.
    """
    form_valid = EditView.form_valid

    def send_commenting_notifications(self: EditView, changes: dict[str, list]) -> None:
        tell_of_comments(self.page, self.request.user, changes)

    def save_whole(self: EditView, form: Form) -> HttpResponse:
        with transaction.atomic():
            try:
                return form_valid(self, form)
            except NotPublished as error:
                refused = error
        raise refused

    EditView.send_commenting_notifications = send_commenting_notifications
    EditView.form_valid = save_whole
