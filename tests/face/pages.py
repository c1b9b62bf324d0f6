"""Every page type of the portal, once. What is checked, photographed and measured walks this list.

A page type is an address with names in it; `addresses.py` asks the running demonstration what stands for each name
(`{organisation}`, `{workshop_full}`). To add a page: one line here, and a name there if it needs one. Wagtail page
types that nobody listed are looked at all the same. Types whose thing the demonstration does not have are left out,
but for those in MUST_EXIST.
"""

import re
from dataclasses import dataclass

LANGUAGES = ("kk", "ru", "en")
NAME = re.compile(r"\{(\w+)\}")
TOO_MANY = 429
ERRORS = (400, 403, 404, 405, 413, 414, 429, 500, 503)


@dataclass(frozen=True)
class PageType:
    """One type of page: its name, its address, who sees it, and what is done before it is looked at."""

    name: str
    path: str
    account: str = ""  # The demo account that sees it; "" is a visitor.
    send: str = ""  # The form that is sent as it is, without the browser's own checks, to see its errors.
    status: int = 200
    typed: tuple[tuple[str, str], ...] = ()  # What is typed into the form that is sent: by name of the field.
    times: int = 1  # How often it is sent before the answer is looked at.

    @property
    def is_public(self) -> bool:
        """Whether any visitor may see it and any cache keep it."""
        return not self.account and not self.send and "/account/" not in self.path and self.status == 200


@dataclass(frozen=True)
class Found:
    """A page type in one language, with the address that it has in the running demonstration."""

    type: PageType
    language: str
    url: str

    def __str__(self) -> str:
        return f"{self.language}-{self.type.name}"


def _public(name: str, path: str) -> PageType:
    return PageType(name, f"/{{language}}/{path}")


def _of(account: str, name: str, path: str, send: str = "", status: int = 200) -> PageType:
    return PageType(name, f"/{{language}}/{path}", account, send, status)


NEW_WORKSHOP = "desk/workshops/new/"
OWN = "desk/workshops/{own_approved}/"
COLLEAGUES = "desk/for/demo-association/workshops/{workshop_free}/colleagues/"

PAGES: tuple[PageType, ...] = (
    _public("home", ""),
    _public("directory", "directory/"),
    _public("directory-filtered", "directory/?region={region}"),
    _public("directory-empty", "directory/?q=zzzz"),
    _public("organisation", "directory/{organisation}/"),
    _public("organisation-untranslated", "directory/{organisation_untranslated}/"),
    _public("organisation-wordless", "directory/{organisation_wordless}/"),
    _public("organisation-historic", "directory/{organisation_historic}/"),
    _public("open-data", "directory/data/"),
    _public("library", "library/"),
    _public("library-filtered", "library/?language={language}"),
    _public("library-empty", "library/?q=zzzz"),
    _public("material", "library/{material}/"),
    _public("material-untranslated", "library/{material_untranslated}/"),
    _public("curriculum", "library/curriculum/"),
    _public("workshops", "workshops/"),
    _public("workshops-past", "workshops/?when=past"),
    _public("month", "workshops/?calendar={month}"),
    _public("workshop-open", "workshops/{workshop_open}/"),
    _public("workshop-question", "workshops/{workshop_open}/ask/"),
    _public("workshop-full", "workshops/{workshop_full}/"),
    _public("workshop-coming", "workshops/{workshop_coming}/"),
    _public("workshop-closed", "workshops/{workshop_closed}/"),
    _public("workshop-past", "workshops/{workshop_past}/"),
    _public("workshop-cancelled", "workshops/{workshop_cancelled}/"),
    _public("workshop-historic", "workshops/{workshop_historic}/"),
    _public("project", "workshops/{project}/"),
    _public("news", "news/"),
    _public("news-item", "news/{news_item}/"),
    _public("standard-page", "{standard_page}/"),
    _public("search", "search/"),
    _public("search-hits", "search/?q=кітапхана"),
    _public("search-filtered", "search/?q=төраға&kind=material&audience=participants"),
    _public("search-nothing", "search/?q=zzzzqqqq"),
    _of("", "sign-in", "account/login/"),
    _of("", "sign-in-errors", "account/login/", send="main form"),
    _of("", "sign-up", "account/signup/"),
    _of("", "sign-up-errors", "account/signup/", send="main form"),
    _of("", "reset", "account/password/reset/"),
    _of("", "code", "account/login/code/"),
    _of("", "privacy-terms", "account/privacy/"),
    _of("librarian", "account", "account/"),
    _of("librarian", "details", "account/details/"),
    _of("librarian", "personal-data", "account/data/"),
    _of("librarian", "letters", "account/letters/"),
    _of("librarian", "email", "account/email/"),
    _of("librarian", "password", "account/password/change/"),
    _of("librarian", "second-factor", "account/2fa/"),
    _of("librarian", "librarian-desk", "desk/"),
    _of("librarian", "my-workshops", "desk/my-workshops/"),
    _of("librarian", "place", "desk/workshops/{workshop_free}/place/"),
    _of("librarian", "held-place", "desk/places/{held_place}/"),
    _of("librarian", "leave", "desk/workshops/{workshop_mine}/leave/"),
    _of("librarian", "write-to-organiser", "desk/workshops/{workshop_mine}/write/"),
    _of("manager", "manager-desk", "desk/"),
    _of("manager", "own-workshops", "desk/workshops/"),
    _of("manager", "registration", NEW_WORKSHOP),
    _of("manager", "registration-errors", NEW_WORKSHOP, send="main form[method=post]"),
    _of("manager", "own-draft", "desk/workshops/{own_draft}/"),
    _of("manager", "own-returned", "desk/workshops/{own_returned}/"),
    _of("manager", "own-workshop", OWN),
    _of("manager", "participants", f"{OWN}participants/"),
    _of("manager", "letters", f"{OWN}letters/"),
    _of("manager", "new-letter", f"{OWN}letters/new/"),
    _of("manager", "programme", f"{OWN}programme/"),
    _of("manager", "colleagues", COLLEAGUES),
    _of("manager", "colleagues-errors", COLLEAGUES, send="main form.form"),
    _of("manager", "call-off", f"{OWN}cancel/"),
    _of("secretariat", "secretariat-desk", "desk/"),
    _of("secretariat", "review-list", "desk/workshops/review/"),
    _of("secretariat", "review", "desk/workshops/review/{submitted}/"),
    PageType("styleguide", "/styleguide/", account="editor"),
    *(
        PageType(f"error-{status}", f"/{{language}}/error-{status}/", status=status)
        for status in ERRORS
        if status != TOO_MANY
    ),
    # The limit itself is provoked: a letter to one address may be asked for five times a minute.
    PageType(
        f"error-{TOO_MANY}",
        "/{language}/account/password/reset/",
        send="main form",
        status=TOO_MANY,
        typed=(("email", "{language}.hasty@example.org"),),
        times=6,
    ),
)
# What the brief of the face names: that the demonstration lacks one of these is a mistake.
MUST_EXIST = frozenset(
    page.name for page in PAGES if page.name not in ("workshop-cancelled", "material-untranslated")
)


def found_in(language: str, names: dict[str, str]) -> list[Found]:
    """The page types of one language with the addresses that `names` gives them; those without are left out."""
    known = {**names, "language": language}
    listed = [page for page in PAGES if set(NAME.findall(page.path)) <= known.keys()]
    others = [
        PageType(name.replace("page_", "page-"), url)
        for name, url in names.items()
        if name.startswith("page_")
    ]
    # The style guide speaks English around the language of the components: once is enough.
    return [
        Found(page, language, page.path.format(**known))
        for page in (*listed, *others)
        if page.name != "styleguide" or language == "kk"
    ]
