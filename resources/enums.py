"""The closed vocabularies of the library."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.caching.scopes import declare_scope

RESOURCES_SCOPE = declare_scope("resources")


class ModuleKind(models.TextChoices):
    """Place of a module in the curriculum."""

    MODULE = "module", _("Module")
    SUB_MODULE = "sub_module", _("Sub-module")
    SPECIALIST = "specialist", _("Specialist module")


class MaterialKind(models.TextChoices):
    """Kind of a material: what it is used as."""

    MANUAL = "manual", pgettext_lazy("a kind of material", "Manual")
    SLIDES = "slides", _("Slides")
    EXERCISE = "exercise", _("Exercise")
    HANDOUT = "handout", _("Handout")
    CHECKLIST = "checklist", _("Checklist")
    TEMPLATE = "template", pgettext_lazy("kind of material", "Template")
    CASE_STUDY = "case_study", _("Case study")
    ASSESSMENT = "assessment", pgettext_lazy("kind of material", "Assessment")


class Audience(models.TextChoices):
    """Readers that a material is written for."""

    # An answer to "for whom?": Kazakh and Russian have it in another case than a heading "Trainers".
    TRAINERS = "trainers", pgettext_lazy("for whom", "Trainers")
    PARTICIPANTS = "participants", pgettext_lazy("for whom", "Participants")
    BOARDS = "boards", pgettext_lazy("for whom", "Boards of associations")
    EVERYONE = "everyone", pgettext_lazy("for whom", "Everyone")


class Licence(models.TextChoices):
    """Licence of a material: what one may do with it."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC0 = "CC0-1.0", "CC0 1.0"
    PERMISSION = "permission", _("With the author’s permission")
    UNCLEAR = "rights-unclear", _("Rights unclear")


LICENCE_WORDS: dict[str, Promise] = {
    Licence.CC_BY: _("You may share, translate and change it. Name the author and the original."),
    Licence.CC_BY_SA: _(
        "You may share, translate and change it. Name the author, and share what you make under "
        "the same licence."
    ),
    Licence.CC_BY_NC: _(
        "You may share, translate and change it, but not make money from it. Name the author and "
        "the original."
    ),
    Licence.CC0: _("The author has given up all rights: do what you like with it."),
    Licence.PERMISSION: _("You may use it in training. For anything else, ask the author."),
    Licence.UNCLEAR: _("We do not know what is allowed. Read it, but do not copy it or pass it on."),
}

LICENCE_ADDRESSES: dict[str, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class MaterialState(models.TextChoices):
    """State of a material, which decides who may see it: its owners alone, everybody, or its owners again."""

    DRAFT = "draft", pgettext_lazy("state of a material", "Draft")
    PUBLIC = "public", pgettext_lazy("state of a material", "Public")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a material", "Withdrawn")


class TextProblem(models.TextChoices):
    """Reasons why the text of a file is not known."""

    TOO_LARGE = "too_large", pgettext_lazy("text of a file", "It is too large when unpacked.")
    TOO_SLOW = "too_slow", pgettext_lazy("text of a file", "Reading it takes too long.")
    DAMAGED = "damaged", pgettext_lazy("text of a file", "The file is damaged.")
    LOCKED = "locked", pgettext_lazy("text of a file", "The file is protected with a password.")
    NO_TEXT = (
        "no_text",
        pgettext_lazy("text of a file", "It contains no text, perhaps only pictures of pages."),
    )
