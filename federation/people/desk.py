"""People on first screens: a question to those who may be entered twice; for the secretariat, likely duplicates,
pictures to take down and letters to print.
"""

from collections.abc import Iterator

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.accounts.models import User
from portal.accounts.rules import may_edit
from portal.look.components import Task
from portal.mail.models import Letter
from portal.navigation import registry
from portal.navigation.registry import Kind, Waiting

from .models.consent import Consent
from .models.likely_duplicate import LikelyDuplicate
from .models.merge import Merge
from .presenters.duplicates import address_of, shown_pair


def _keeps_people(user: User) -> bool:
    """True for those who may open the admin's screens of people: letters to print, likely duplicates, consents."""
    return may_edit(user) and user.has_perm("people.change_person")


@registry.tasks
class SamePersonQuestions(Kind):
    """For one of two accounts that may be one person's: to say so, or not."""

    def on_desk(self) -> Iterator[Task]:
        not_answered = Q(kept__user=self.user, kept_confirmed_at=None) | Q(
            merged__user=self.user, merged_confirmed_at=None
        )
        asked = Merge.objects.asked().filter(not_answered)
        for key, made_at in asked.values_list("pk", "made_at"):
            yield Task(
                title=_("Do you have two accounts?"),
                why=_("The secretariat thinks that another account is yours, too."),
                url=reverse("people:same_person", args=[key]),
                verb=pgettext("button", "Answer"),
                since=made_at,
                minutes=2,
            )


@registry.tasks
class LikelyDuplicates(Kind):
    """For the secretariat: pairs of people who may be one."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if not _keeps_people(self.user):
            return
        rows = LikelyDuplicate.objects.waiting()
        waiting = rows.aggregate(number=Count("pk"), first=Min("found_at"))
        if number := waiting["number"]:
            yield Task(
                title=_("Likely duplicates"),
                why=ngettext(
                    "%(count)s pair of people may be one person.",
                    "%(count)s pairs of people may be one person each.",
                    number,
                )
                % {"count": number},
                url=address_of("duplicates"),
                verb=_("Look through"),
                since=waiting["first"],
                minutes=2 * number,
            )

    def in_admin(self) -> Waiting | None:
        if not _keeps_people(self.user):
            return None
        rows = LikelyDuplicate.objects.waiting().with_people()
        return Waiting.first(_("Likely duplicates"), rows, _task, address_of("duplicates"))


def _task(pair: LikelyDuplicate) -> Task:
    shown = shown_pair(pair)
    return Task(
        title=" · ".join(shown.names),
        why=shown.why,
        url=shown.url,
        verb=_("Compare"),
        since=pair.found_at,
        minutes=2,
    )


@registry.tasks
class LettersToPrint(Kind):
    """Letters to people without an e-mail address, for those who send them by post: one task for all of them."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if _keeps_people(self.user):
            yield from _letters()

    def in_admin(self) -> Waiting:
        found = list(self.on_desk())
        return Waiting(_("Letters to print"), found, len(found))


@registry.tasks
class PicturesToTakeDown(Kind):
    """For the secretariat: who agrees to photos no more. The portal links no picture to who is in it."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if _keeps_people(self.user):
            yield from map(_pictures, self._rows())

    def in_admin(self) -> Waiting | None:
        if not _keeps_people(self.user):
            return None
        return Waiting.first(_("Pictures to take down"), self._rows(), _pictures, address_of("list"))

    def _rows(self) -> QuerySet[Consent]:
        return Consent.objects.pictures_to_take_down().select_related("person__user")


def _pictures(consent: Consent) -> Task:
    return Task(
        title=str(consent.person),
        why=_("Consent to photos withdrawn: take down the pictures that show this person."),
        url=reverse("wagtailsnippets_people_person:consents", args=[consent.person_id]),
        verb=pgettext("button", "Take down"),
        since=consent.withdrawn_at,
    )


def _letters() -> Iterator[Task]:
    waiting = Letter.objects.to_print().aggregate(number=Count("pk"), first=Min("created_at"))
    if count := waiting["number"]:
        yield Task(
            title=ngettext(
                "%(count)d letter is waiting to be printed",
                "%(count)d letters are waiting to be printed",
                count,
            )
            % {"count": count},
            why=ngettext(
                "The reader has no e-mail address; the letter goes by post.",
                "The readers have no e-mail address; the letters go by post.",
                count,
            ),
            url=reverse("people_letters:index"),
            verb=pgettext("button", "Print"),
            since=waiting["first"],
        )
