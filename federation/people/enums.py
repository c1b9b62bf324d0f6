"""Closed vocabularies of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
