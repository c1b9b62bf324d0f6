"""Synonyms: groups of words that editors keep for each language, and what they make of a question."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.caching.cache import InvalidatesCache, cached
from portal.caching.scopes import Scope
from portal.content.models import Versioned
from portal.language.synonyms import SynonymRule, Synonyms, terms_by_word

from ..enums import SYNONYMS_SCOPE

MOST_SIDES = 20
MOST_WORDS = 4  # Of one side.


class SynonymGroup(Versioned, InvalidatesCache):
    """Words and short phrases that mean the same in the questions of one language."""

    language = models.CharField(
        _("language of the queries"),
        max_length=2,
        choices=settings.LANGUAGES,
        help_text=_(
            "The group is used when the portal is read in this language; its words may be in any language."
        ),
    )
    words = models.TextField(
        pgettext_lazy("synonyms", "words"),
        help_text=_(
            "Separated by commas: кітапхана, библиотека, оқу залы. In any form; endings are "
            "understood. A phrase is recognised in a query when its words stand side by side; a query "
            "is never widened to phrases, only to the single words of the group."
        ),
    )
    is_one_way = models.BooleanField(
        _("one way"),
        default=False,
        help_text=_(
            "Only a query with the first one is widened to the others. Otherwise each finds the others."
        ),
    )

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "words", "pk"]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def cache_scopes(cls) -> tuple[Scope, ...]:
        return (SYNONYMS_SCOPE,)

    @property
    def sides(self) -> tuple[str, ...]:
        """The words and phrases of the group, each once, as they are written."""
        sides = (" ".join(side.split()) for side in re.split(r"[,;\n]", self.words))
        return tuple(dict.fromkeys(side for side in sides if side))

    @property
    def group(self) -> SynonymRule:
        """The group as questions are widened by it."""
        return SynonymRule(self.sides, self.is_one_way)

    def clean(self) -> None:
        """Refuses what could change no question. Tidies the words."""
        super().clean()
        sides = self.sides
        lengths = {side: len(terms_by_word(side)) for side in sides}
        without_word = next((side for side, length in lengths.items() if not length), "")
        too_long = next((side for side, length in lengths.items() if length > MOST_WORDS), "")
        if without_word:
            raise ValidationError(
                {"words": _("There is no word in “%(side)s”.") % {"side": without_word}},
            )
        if too_long:
            raise ValidationError(
                {
                    "words": _("At most four words between two commas; “%(side)s” has more.")
                    % {"side": too_long}
                }
            )
        if not 2 <= len(sides) <= MOST_SIDES:
            raise ValidationError(
                {"words": _("Give at least two words or phrases and at most twenty, separated by commas.")}
            )
        if not Synonyms.of([self.group]).rules:
            raise ValidationError({"words": _("No query would be widened: add at least one single word.")})
        self.words = ", ".join(sides)


def synonyms_for(language: str) -> Synonyms:
    """The synonyms of a language as editors have them now; worked out once per version of the groups."""

    def make() -> Synonyms:
        rows = SynonymGroup.objects.filter(language=language)
        return Synonyms.of([row.group for row in rows])

    return cached("search.synonyms", make, language, depends_on=[SYNONYMS_SCOPE])
