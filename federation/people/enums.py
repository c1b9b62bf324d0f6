"""Closed vocabularies of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What the history of a person tells.
HANDED_OVER, ERASED, OPENED = "people.hand_over", "people.erase", "people.open_account"
MERGED, UNDONE, TAKEN_BACK = "people.merge", "people.merge_undo", "people.merge_taken_back"
PICTURES_TAKEN_DOWN = "people.pictures_taken_down"


class Audience(models.TextChoices):
    """Who is shown a detail of a person, beside that person and the staff who look after people: organisers and
    participants of the person's workshops. Each holds the ones before it.
    """

    NOBODY = "nobody", pgettext_lazy("shown to", "nobody")
    ORGANISERS = "organisers", pgettext_lazy("shown to", "organisers")
    PARTICIPANTS = "participants", pgettext_lazy("shown to", "participants")
    EVERYBODY = "everybody", pgettext_lazy("shown to", "everybody")


class Detail(models.TextChoices):
    """A detail of a person of which they say to whom it is shown. The e-mail address is none: it is never shown."""

    NAME = "name", pgettext_lazy("of a person", "Name")
    OTHER_NAMES = "other_names", pgettext_lazy("of a person", "Other names")
    REGION = "region", _("Region")
    WORKPLACES = "workplaces", _("Workplace and position")
    LANGUAGES = "languages", _("Languages")
    PHONE = "phone", _("Phone")


# What the privacy terms say of everybody who takes part in a workshop; all else begins with nobody.
SHOWN_AT_FIRST = {Detail.NAME: Audience.ORGANISERS, Detail.REGION: Audience.ORGANISERS}

AUDIENCES_OF_A_NAME = (Audience.ORGANISERS, Audience.PARTICIPANTS, Audience.EVERYBODY)


class Likeness(models.TextChoices):
    """Why two people may be one."""

    NAME = "name", _("same name")
    ORDER = "order", _("names in another order")
    LETTERS = "letters", _("same name in another alphabet or spelling")
    PART_MISSING = "part_missing", _("one name is shorter")
    FORMER_NAME = "former_name", _("former name")
    SLIP = "slip", _("one letter differs")
    INITIALS = "initials", _("initials")
    ADDRESS = "address", _("same e-mail address")
    REGION = "region", _("same region")


class DuplicateState(models.TextChoices):
    """State of a pair that may be one person."""

    WAITING = "waiting", _("Waiting for the secretariat")
    AGAIN = "again", _("Listed again")  # By the secretariat, be the two alike or not.
    DISMISSED = "dismissed", _("Not the same person")
    MERGED = "merged", pgettext_lazy("a pair", "Merged")


LISTED_STATES = frozenset({DuplicateState.WAITING, DuplicateState.AGAIN})


class MergeState(models.TextChoices):
    """State of a merge, from the secretariat's wish to the day after which it cannot be undone."""

    ASKED = "asked", _("Waiting for both to confirm")
    REFUSED = "refused", pgettext_lazy("a merge", "Declined")
    TAKEN_BACK = "taken_back", pgettext_lazy("a question", "Taken back")
    LAPSED = "lapsed", pgettext_lazy("a question", "No answer")
    DONE = "done", pgettext_lazy("a merge", "Merged")
    UNDONE = "undone", pgettext_lazy("a merge", "Undone")


# The two were asked, and nobody was merged. Those who were asked read of some of them that nobody asks any more.
UNMERGED_STATES = frozenset({MergeState.REFUSED, MergeState.TAKEN_BACK, MergeState.LAPSED})
NO_LONGER_ASKED = frozenset({MergeState.TAKEN_BACK, MergeState.LAPSED})


class Purpose(models.TextChoices):
    """What somebody agrees to. The value is the name under which the versions of its wording are kept."""

    PRIVACY = "privacy", _("Privacy terms")
    PLACE = "place", _("A place in a workshop")
    SHOWN = "shown", _("Being shown as a trainer or contact")
    PARTICIPANTS = "participants", _("Being in the list of participants")
    PHOTOS = "photos", _("Photos")
    NEWS = "news", _("Being named in news")


class Step(models.TextChoices):
    """Where somebody is asked for a consent, as those read who were not asked yet."""

    ACCOUNT = "account", _("You are asked when you create an account.")
    PLACE = "place", _("You are asked when you first take a place in a workshop.")
    TRAINING = "training", _("You are asked when you accept an invitation to train in a workshop.")
    PAGE = "page", ""  # The page of one’s consents itself.


# What withdrawing means: every purpose says it.
CONSEQUENCES = {
    Purpose.PRIVACY: _("Without this consent there is no account: to withdraw it, close the account."),
    Purpose.PLACE: _("If you withdraw it, your places in coming workshops are given up."),
    Purpose.SHOWN: _("If you withdraw it, pages no longer show you as a trainer or contact."),
    Purpose.PARTICIPANTS: _("If you withdraw it, other participants no longer see you in their list."),
    Purpose.PHOTOS: _("If you withdraw it, the secretariat takes down the pictures that show you."),
    Purpose.NEWS: _("If you withdraw it, news no longer names you as an author."),
}

# The sentence to which somebody agrees, whole, for each purpose.
AGREEMENTS = {
    Purpose.PRIVACY: _("I agree to my data being processed as described in the privacy terms"),
    Purpose.PLACE: _("I agree to the processing of my personal data for a place in a workshop"),
    Purpose.SHOWN: _(
        "I agree to the processing of my personal data so that I am shown as a trainer or contact"
    ),
    Purpose.PARTICIPANTS: _(
        "I agree to the processing of my personal data so that other participants see me in their list"
    ),
    Purpose.PHOTOS: _(
        "I agree to the processing of my personal data so that photos that show me are published"
    ),
    Purpose.NEWS: _("I agree to the processing of my personal data so that news names me as an author"),
}

# What somebody is asked who gives cause for a consent that no step of theirs asks for.
QUESTIONS = {
    Purpose.NEWS: _("An editor names you as an author of news. May your name be shown?"),
}


class Medium(models.TextChoices):
    """How somebody agreed."""

    SCREEN = "screen", pgettext_lazy("of a consent", "on screen")
    PAPER = "paper", pgettext_lazy("of a consent", "on paper")
