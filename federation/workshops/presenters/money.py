"""Where a workshop's money comes from: for everybody, and with what was spent for the organiser and the secretariat."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.language import dash, format_money
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Column, Fact, MarkedWords, Table

from ..models.money_source import MoneySource
from ..models.workshop import Workshop


def money_of(workshop: Workshop) -> list[Fact]:
    """The sources of the money as everybody reads them: kind, name, and what was planned."""
    language = active_language()
    facts = []
    for source in workshop.money_sources.all():
        parts = [source.name, format_money(source.planned, language) if source.planned else ""]
        words = dash(language).join(filter(None, parts)) or _without_amount(source)
        facts.append(Fact(source.get_kind_display(), words, lang=_language_of(source) if source.name else ""))
    return facts


def _without_amount(source: MoneySource) -> str:
    return _("in kind") if source.in_kind else _("amount not stated")


def _language_of(source: MoneySource) -> str:
    """The language of a payer's name, where it is not the reader's."""
    return source.language if source.language != active_language() else ""


def desk_money(workshop: Workshop) -> Table | None:
    """The sources as the organiser and the secretariat read them, planned and actual, with the sums of both below; None
    without any.
    """
    sources = list(workshop.money_sources.all())
    if not sources:
        return None
    rows: list[list[MarkedWords]] = [
        [
            source.get_kind_display(),
            LocalisedText(source.name, source.language),
            _("in kind") if source.in_kind else _("in cash"),
            _amount(source.planned),
            _amount(source.actual),
        ]
        for source in sources
    ]
    sums = [_amount(_sum(amounts)) for amounts in zip(*((s.planned, s.actual) for s in sources), strict=True)]
    columns = [
        Column(_("Kind")),
        Column(pgettext("of a source of money", "Name")),
        Column(_("In cash or in kind")),
        Column(_("Planned"), numeric=True),
        Column(_("Actual"), numeric=True),
    ]
    return Table(_("Who pays"), columns, [*rows, [_("Total"), "", "", *sums]])


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """What the amounts make together; None while none of them is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _amount(amount: Decimal | None) -> str:
    return "–" if amount is None else format_money(amount, active_language())
