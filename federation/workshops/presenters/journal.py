"""Presenters of a workshop's journal: its steps and wished changes on the desk, and what has changed for the public."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from federation.directory.models import Organisation
from portal.accounts.models import User
from portal.journal.enums import WISH_BADGES, WishState
from portal.journal.models import Step, WishedChange
from portal.localisation.text import LocalisedText

from ..contents.facts import WORDS, word_of
from ..contents.readings import changes_between
from ..contents.reasons import is_about_money_alone
from ..contents.wording import Change, ChangeInWords, Wording, for_reader, in_words, public_changes
from ..enums import AMENDING, HOST_STEPS, STEP_BADGES, UNNAMED_STEPS, HostRights, StepVerb
from ..models.workshop import Workshop

# As `HOST_STEPS` says; steps of before have the name itself.
OF_HOST = re.compile(r"(\d+): ?(.*)", re.DOTALL)
MOST_SHOWN = 5  # Changes on the public page, the latest first.


@dataclass(frozen=True)
class LogStep:
    """One step in the log of a workshop: when, by whom, what, in which words, and what changed."""

    at: datetime
    by: str
    badge: str
    label: str
    words: LocalisedText
    changes: list[ChangeInWords]
    host: LocalisedText | None = None

    @property
    def summary(self) -> str:
        """What the changes are of."""
        return ", ".join(change.label for change in self.changes)


def log_of(workshop: Workshop, has_money: bool = True) -> list[LogStep]:
    """Everything that was done and asked about a workshop, the oldest first; of money, where it is the reader's to
    know.
    """
    taken = [step for step in workshop.steps.select_related("by") if has_money or not _is_of_money(step)]
    hosts = _hosts_of(taken)
    wishes = [
        (wish, _wished(wish, has_money))
        for wish in workshop.wished_changes.select_related("by", "decided_by")
    ]
    named = [_seen(step.changes, has_money) for step in taken] + [changes for _wish, changes in wishes]
    every = [change for changes in named for change in changes]
    wording = Wording(workshop, every, names_people=True)
    steps = [
        LogStep(
            at=step.at,
            by="" if step.verb in UNNAMED_STEPS else _name_of(step.by),
            badge=STEP_BADGES[StepVerb(step.verb)],
            label=str(StepVerb(step.verb).label),
            words=_words_of(step),
            changes=wording.of(_seen(step.changes, has_money)),
            host=_host_of(step, hosts),
        )
        for step in taken
    ]
    for wish, changes in wishes:
        if changes or has_money:  # Else the reader may know of none of it.
            steps += _wish_steps(wish, wording.of(changes, is_wished=True), has_money)
    return sorted(steps, key=lambda step: step.at)


def _hosts_of(steps: Iterable[Step]) -> dict[int, Organisation]:
    """The organisations that steps of hosts name, by their keys."""
    found = [OF_HOST.match(step.words) for step in steps if step.verb in HOST_STEPS]
    keys = {int(match[1]) for match in found if match}
    return Organisation.objects.in_bulk(keys) if keys else {}


def _host_of(step: Step, hosts: Mapping[int, Organisation]) -> LocalisedText | None:
    """The name of the host of which a step tells."""
    match = OF_HOST.match(step.words) if step.verb in HOST_STEPS else None
    host = hosts.get(int(match[1])) if match else None
    return host.name if host else None


def _words_of(step: Step) -> LocalisedText:
    """What was said, in the reader's language where it is not somebody's own words."""
    if step.verb in HOST_STEPS and (match := OF_HOST.match(step.words)):
        said = step.said._replace(text=match[2])
        return _own(HostRights(said.text).label) if step.verb == StepVerb.HOST_RIGHTS else said
    if step.verb == StepVerb.CHANGE_APPROVED:  # The reason is that of the request, which stands before it.
        return _own("")
    if step.verb != StepVerb.LETTER_SENT:
        return step.said
    count = int(step.words)
    return _own(ngettext("%(count)d recipient", "%(count)d recipients", count) % {"count": count})


def _own(words: str | Promise) -> LocalisedText:
    """Words of the reader's own language."""
    return LocalisedText(str(words), "")


def _is_of_money(step: Step) -> bool:
    """True for a step about money and nothing else: its words speak of it, too."""
    return step.verb == StepVerb.MONEY or {change["name"] for change in step.changes} == {"money"}


def _seen(changes: Iterable[Change], has_money: bool) -> list[Change]:
    return [change for change in changes if has_money or change["name"] != "money"]


def _name_of(user: User | None) -> str:
    return user.display_name if user else ""


def _wish_steps(change: WishedChange, changes: list[ChangeInWords], has_money: bool) -> Iterable[LogStep]:
    """The request; and how it ended, but for an approved one, whose change is a step of its own."""
    words = change.why if has_money or not is_about_money_alone(change) else LocalisedText("", "")
    yield LogStep(change.at, _name_of(change.by), "waiting", _("Change requested"), words, changes)
    if change.decided_at and change.state != WishState.APPROVED:
        is_withdrawn = change.state == WishState.WITHDRAWN
        label = _("Request withdrawn") if is_withdrawn else _("Change declined")
        badge = WISH_BADGES[WishState(change.state)]
        yield LogStep(change.decided_at, _name_of(change.decided_by), badge, label, change.reply, [])


def wished_in_words(
    workshop: Workshop, change: WishedChange | None, has_money: bool = True
) -> list[ChangeInWords]:
    """What somebody asks for, fact by fact."""
    if change is None:
        return []
    return in_words(workshop, _wished(change, has_money), names_people=True, is_wished=True)


def _wished(change: WishedChange, has_money: bool) -> list[Change]:
    return _seen(changes_between(change.stood, change.wished, change.wished), has_money)


def since_question(workshop: Workshop) -> list[ChangeInWords]:
    """What the organiser changed between the secretariat's last question and its answer."""
    last = workshop.steps.exclude(to_state="").last()
    if last is None or last.verb != StepVerb.SUBMITTED:
        return []
    return in_words(workshop, last.changes, names_people=True)


@dataclass(frozen=True)
class PublicChange:
    """What changed of an approved workshop at one time."""

    at: datetime
    changes: list[ChangeInWords]


def public_changes_of(workshop: Workshop) -> list[PublicChange]:
    """What has changed since the workshop was approved, the latest first; nobody is named."""
    steps: Iterable[Step] = workshop.steps.filter(verb__in=AMENDING).order_by("-at", "-pk")[:MOST_SHOWN]
    found = [PublicChange(step.at, _for_the_public(workshop, step)) for step in steps]
    return [change for change in found if change.changes]


def _for_the_public(workshop: Workshop, step: Step) -> list[ChangeInWords]:
    """Facts before and after; of texts, once for all languages, that they have changed."""
    changes = public_changes(step.changes)
    texts = {word_of(change["name"]): None for change in changes}  # In their order.
    facts = in_words(workshop, for_reader(change for change in changes if not word_of(change["name"])))
    return [*facts, *(ChangeInWords(str(WORDS[name].label)) for name in texts if name)]
