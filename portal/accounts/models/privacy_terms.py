"""Privacy terms."""

import markdown
import nh3
from django.db import models
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from ..querysets import PrivacyTermsQuerySet


class PrivacyTerms(models.Model):
    """One published version of what the portal says it does with personal data, the same in three languages: the
    privacy terms, or the wording of a consent to one purpose, by whose `name` it goes.

    `{operator}` and `{person}` in a text stand for the operator of the day and for who agrees. A published version is
    never rewritten: what somebody agreed to must stay readable. New words are a new version.
    """

    name = models.CharField(_("name"), max_length=40, default="privacy")
    version = models.CharField(_("version"), max_length=20)
    published_on = models.DateField(_("published on"))
    text_kk = models.TextField(_("text in Kazakh"))
    text_ru = models.TextField(_("text in Russian"))
    text_en = models.TextField(_("text in English"))

    objects = PrivacyTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy terms")
        verbose_name_plural = _("privacy terms")
        ordering = ["-published_on", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="accounts_terms_one_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def text_in(self, language: str) -> str:
        """The text in a language of the portal, as Markdown."""
        return getattr(self, f"text_{language}")

    def html_in(self, language: str, **facts: str) -> str:
        """The text with the facts in their places, safe to show."""
        html = markdown.markdown(self.text_in(language))
        for name, words in facts.items():
            html = html.replace(f"{{{name}}}", escape(words))
        return nh3.clean(html)
