"""The help that a reader gets whose question found nothing, or nothing with all its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.content.searchable import EVERYONE

from ..models.document import SearchDocument
from ..query.analysis import Query
from .addresses import results_address
from .spelling import Proposal, is_met_by_guesses, proposal_for, words_found

AS_TYPED = "as-typed"  # In an address: search for what was typed and for nothing like it.
FEW = 10  # Things; of more, a mistyped word is not suspected.
CONTACT = "home.contactpage"  # Where the federation is asked.


@dataclass(frozen=True)
class WordLink:
    """A word of a question that finds something alone, how many things, and the address that shows them."""

    text: str
    count: int
    url: str


@dataclass(frozen=True)
class Help:
    """Help for a query: what may have been meant, whether it is shown at once, and words that find something."""

    proposal: Proposal | None = None
    is_shown_at_once: bool = False
    proposal_url: str = ""
    as_typed_url: str = ""
    words: tuple[WordLink, ...] = ()
    contact_url: str = ""


def help_for(
    query: Query,
    total: int,
    has_all_words: bool,
    is_as_typed: bool = False,
    access: tuple[str, ...] = (EVERYONE,),
    path: str = "",
    shown: Iterable[str] = (),
) -> Help:
    """Nothing where all words were found; else a proposal, which is shown at once when nothing was found and it is
    sure.

    A few things that are met only by words cut short are as good as nothing where there is a sure proposal (кітапхна,
    which кітап meets); `shown` are the texts that are shown of them. The links lead to `path`, the search in which it
    was asked; to the public one when it is empty.
    """
    if not query.words:
        return Help()
    is_guessed = bool(total and has_all_words and total <= FEW and is_met_by_guesses(query, shown))
    if total and has_all_words and not is_guessed:
        return Help()
    proposal = proposal_for(query, access)
    if is_guessed and not (proposal and proposal.is_sure):
        return Help()
    is_found = bool(total) and not is_guessed
    is_shown_at_once = bool(proposal and proposal.is_sure and not is_found and not is_as_typed)
    words = words_found(query, access) if is_found else []
    return Help(
        proposal=proposal,
        is_shown_at_once=is_shown_at_once,
        proposal_url=results_address(proposal.text, path) if proposal else "",
        as_typed_url=results_address(query.text, path, **{AS_TYPED: 1}),
        words=tuple(WordLink(word.text, word.count, results_address(word.text, path)) for word in words),
        contact_url="" if total or is_shown_at_once else _contact_url(query.language, access),
    )


def _contact_url(language: str, access: tuple[str, ...]) -> str:
    """The page of the reader's language by which one writes to the federation, if there is one."""
    pages = SearchDocument.objects.filter(model=CONTACT, language=language, access__in=access)
    return pages.order_by("pk").values_list("url", flat=True).first() or ""
