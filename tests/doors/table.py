"""Who may pass which door: the portal's policy, to be read by people.

A row says who may read (GET) and who may send a form (POST); `None` says that nobody asks in that way, so that
whoever may pass is told 405. Whoever may not pass is kept out: a visitor, and in the admin everybody without an
office, is led to the door; the others are refused. Nothing of this is worked out from the code's own permissions.
"""

from dataclasses import dataclass

from .world import VISITORS

NOBODY = ""
SUPER = "superuser"
CHIEF = "administrator superuser"
OFFICE = "secretariat administrator superuser"
EDITING = "editor secretariat administrator superuser"
WRITING = "translator editor secretariat administrator superuser"  # Writes words about records.
PUBLISHING = "editor moderator secretariat administrator superuser"
PAGES = "translator editor moderator administrator superuser"
PAGE_MAKERS = "editor administrator superuser"
PAGE_PUBLISHERS = "editor moderator administrator superuser"
FILES = "editor moderator secretariat administrator superuser"
MODERATING = "moderator superuser"
STAFF = "translator editor moderator secretariat administrator superuser"
OWN = "contributor manager"  # Both speak for the same association.
CONTRIBUTOR, MANAGER = OWN.split()
HOST = "host"  # Manages the library that hosts a workshop of that association.
EVERYBODY = " ".join(VISITORS)
SIGNED_IN = " ".join(VISITORS[1:])


@dataclass(frozen=True)
class Row:
    """Who may pass, and how those are kept out who may not."""

    get: str | None
    post: str | None = None
    others: str = "refused"  # "404" where they must not learn that it is there.
    passes: str = "opens"  # "404" where nothing is there for anybody.
    told: str = NOBODY  # Those who know that it is there and are refused, where others get "404".
    writes: bool = True  # What the last of those who may send a form sends is written down.

    def lets_pass(self, who: str, how: str) -> bool:
        """True for those who may pass, be it to read or to send."""
        return who in ((self.get if how == "read" else self.post) or "").split()


def reads(who: str, others: str = "refused") -> Row:
    return Row(who, None, others)


def sends(who: str, writes: bool = True) -> Row:
    return Row(None, who, writes=writes)


def form(who: str, writes: bool = True, others: str = "refused") -> Row:
    return Row(who, who, others, writes=writes)


def nothing(who: str) -> Row:
    """Those who may pass find that there is nothing."""
    return Row(who, who, passes="404", writes=False)


SHUT = Row(NOBODY, NOBODY)


@dataclass(frozen=True)
class Snippet:
    """Who may do what with the rows of a model in the admin."""

    see: str
    add: str
    change: str
    delete: str
    choose: str = NOBODY  # Those who have a form in which such a row is chosen.

    @property
    def handle(self) -> str:
        """All who do more than look."""
        return f"{self.add} {self.change} {self.delete}"


@dataclass(frozen=True)
class Words(Snippet):
    """Of words about a record, which have drafts, a history and a workflow."""

    publish: str = PUBLISHING


SNIPPETS: dict[str, Snippet] = {
    "navigation/menu": Snippet(see=EDITING, add=SUPER, change=EDITING, delete=SUPER),
    "navigation/notice": Snippet(see=EDITING, add=EDITING, change=EDITING, delete=EDITING),
    "directory/organisation": Snippet(see=EDITING, add=OFFICE, change=EDITING, delete=OFFICE, choose=STAFF),
    "directory/organisationdescription": Words(see=STAFF, add=WRITING, change=STAFF, delete=OFFICE),
    "directory/region": Snippet(see=OFFICE, add=SUPER, change=OFFICE, delete=SUPER, choose=OFFICE),
    "people/person": Snippet(see=OFFICE, add=OFFICE, change=OFFICE, delete=SUPER, choose=STAFF),
    "membership/membership": Snippet(see=OFFICE, add=OFFICE, change=OFFICE, delete=OFFICE),
    "membership/representative": Snippet(see=OFFICE, add=OFFICE, change=OFFICE, delete=OFFICE),
    # Made at the desk, answered by whoever has the address.
    "membership/representativeinvitation": Snippet(see=OFFICE, add=NOBODY, change=NOBODY, delete=OFFICE),
    "resources/material": Snippet(see=STAFF, add=EDITING, change=EDITING, delete=EDITING, choose=STAFF),
    "resources/materialdescription": Words(see=STAFF, add=WRITING, change=STAFF, delete=EDITING),
    "resources/module": Snippet(see=EDITING, add=NOBODY, change=EDITING, delete=NOBODY),
    "resources/topic": Snippet(see=EDITING, add=NOBODY, change=EDITING, delete=NOBODY),
    "resources/unit": Snippet(see=EDITING, add=NOBODY, change=EDITING, delete=NOBODY),
    # Registered and changed at the desk.
    "workshops/workshop": Snippet(see=STAFF, add=NOBODY, change=NOBODY, delete=SUPER, choose=STAFF),
    "workshops/workshopdescription": Words(see=STAFF, add=WRITING, change=STAFF, delete=SUPER),
    "workshops/workshoptrainer": Snippet(see=OFFICE, add=OFFICE, change=OFFICE, delete=OFFICE),
    # Made at the desk, answered by whoever has the address.
    "workshops/placeoffer": Snippet(see=OFFICE, add=NOBODY, change=NOBODY, delete=NOBODY),
    # Asked and answered at the desk.
    "workshops/hosting": Snippet(see=OFFICE, add=NOBODY, change=NOBODY, delete=NOBODY),
    "workshops/project": Snippet(see=STAFF, add=SUPER, change=SUPER, delete=SUPER, choose=STAFF),
    "workshops/projectdescription": Words(see=STAFF, add=WRITING, change=STAFF, delete=SUPER),
    "news/newscategory": Snippet(
        see=PAGE_PUBLISHERS, add=PAGE_PUBLISHERS, change=PAGE_PUBLISHERS, delete=CHIEF
    ),
    # What somebody wrote is rewritten by nobody.
    "home/contactmessage": Snippet(see=EDITING, add=NOBODY, change=NOBODY, delete=OFFICE),
    "search/promotion": Snippet(see=EDITING, add=EDITING, change=EDITING, delete=EDITING),
    "search/synonymgroup": Snippet(see=EDITING, add=EDITING, change=EDITING, delete=EDITING),
}


WITHOUT_VERSIONS = {
    "home/contactmessage",
    "membership/representativeinvitation",
    "workshops/hosting",
    "workshops/placeoffer",
}


def rows_of_snippet(model: str, may: Snippet) -> dict[str, Row]:
    at, choose = f"admin/snippets/{model}/", f"admin/snippets/choose/{model}/"
    is_text = isinstance(may, Words)
    rows = {
        at: reads(may.see),
        f"{at}results/": reads(may.see),
        f"{at}add/": form(may.add),
        f"{at}edit/<pk>/": form(may.change),
        f"{at}delete/<pk>/": form(may.delete),
        f"{at}usage/<pk>/": reads(may.change),
        f"{at}history/<pk>/": reads(may.handle),
        f"{at}history-results/<pk>/": reads(may.handle),
        f"admin/bulk/{model}/delete/": form(may.delete),
        choose: reads(may.choose),
        f"{choose}results/": reads(may.choose),
        f"{choose}chosen/<pk>/": reads(may.choose),
        f"{choose}chosen-multiple/": reads(may.choose),
        f"{choose}create/": SHUT,
        # Whoever may point at a row may be told of it.
        f"admin/localize/api/snippets/{model}/": reads(f"{may.see} {may.choose}"),
        f"admin/localize/api/snippets/{model}/<pk>/": reads(f"{may.see} {may.choose}"),
        f"admin/localize/submit/snippet/{model}/<pk>/": SHUT,
    }
    version = f"{at}history/<pk>/revisions/"
    if model not in WITHOUT_VERSIONS:
        rows |= {
            f"{version}<revision_id>/revert/": form(may.change),
            f"{version}compare/<revision_id_a>...<revision_id_b>/": reads(may.see if is_text else may.change),
        }
    if is_text:
        rows |= _of_words(at, may)
    return rows


def _of_words(at: str, may: Words) -> dict[str, Row]:
    version = f"{at}history/<pk>/revisions/"
    return {
        f"{at}preview/": form(may.add, writes=False),
        f"{at}preview/<pk>/": form(may.change, writes=False),
        f"{at}older/<pk>/": form(may.change, writes=False),
        f"{version}<revision_id>/view/": reads(may.see),
        f"{version}<revision_id>/unschedule/": form(may.publish),
        f"{at}unpublish/<pk>/": form(may.publish),
        f"{at}lock/<pk>/": sends(SUPER),
        f"{at}unlock/<pk>/": sends(SUPER, writes=False),
        f"{at}workflow/action/<pk>/<action_name>/<task_state_id>/": form(MODERATING),
        f"{at}workflow/collect_action_data/<pk>/<action_name>/<task_state_id>/": form(
            MODERATING, writes=False
        ),
        f"{at}workflow/confirm_cancellation/<pk>/": form(may.see, writes=False),
        f"{at}workflow_history/<pk>/": reads(may.see),
        f"{at}workflow_history/<pk>/detail/<workflow_state_id>/": reads(may.see),
        f"{at}workflow/preview/<pk>/<task_id>/": reads(MODERATING),
    }


MORE_OF_SNIPPETS = {
    "admin/snippets/": SHUT,
    "admin/older-texts/": reads(STAFF),
    "admin/links/<app_label>/<model_name>/<pk>/": reads(EDITING),
    "admin/snippets/directory/organisation/inspect/<pk>/": reads(EDITING),
    "admin/snippets/directory/organisation/import/": form(OFFICE, writes=False),
    "admin/snippets/directory/organisation/import/<import_id>/": reads(OFFICE),
    "admin/snippets/directory/organisation/import/<import_id>/undo/": form(OFFICE),
    "admin/snippets/people/person/duplicates/": reads(OFFICE),
    "admin/snippets/people/person/duplicates/dismissed/": form(OFFICE),
    "admin/snippets/people/person/duplicates/<pair_id>/": form(OFFICE),
    "admin/snippets/people/person/merges/": reads(OFFICE),
    "admin/snippets/people/person/merges/<merge_id>/": form(OFFICE),
    # Who may not see people finds in the dialog nobody but themself.
    "admin/snippets/choose/people/person/chosen/<pk>/": reads(OFFICE),
    "admin/snippets/choose/people/person/chosen-multiple/": reads(OFFICE),
    "admin/localize/api/snippets/people/person/<pk>/": reads(OFFICE),
    "admin/snippets/people/person/consents/<pk>/": form(OFFICE),
    "admin/snippets/people/person/data/<pk>/": form(OFFICE),
    "admin/snippets/people/person/erase/<pk>/": form(OFFICE),
    "admin/snippets/people/person/open-again/<pk>/": form(OFFICE, writes=False),
    "admin/snippets/home/contactmessage/inspect/<pk>/": reads(EDITING),
    "admin/snippets/home/contactmessage/answer/<pk>/": sends(OFFICE),
    "admin/snippets/workshops/hosting/inspect/<pk>/": reads(OFFICE),
    "admin/snippets/membership/representativeinvitation/inspect/<pk>/": reads(OFFICE),
    "admin/snippets/membership/representativeinvitation/withdraw/<pk>/": sends(OFFICE),
    "admin/snippets/workshops/placeoffer/inspect/<pk>/": reads(OFFICE),
    "admin/letters/": reads(OFFICE),
    "admin/letters/pdf/": sends(OFFICE),
    "admin/letters/printed/": sends(OFFICE),
    # Nobody's form, yet its history is kept for those who decide.
    "admin/snippets/workshops/workshop/inspect/<pk>/": reads(STAFF),
    "admin/snippets/workshops/workshop/history/<pk>/": reads(OFFICE),
    "admin/snippets/workshops/workshop/history-results/<pk>/": reads(OFFICE),
    "admin/snippets/workshops/workshop/history/<pk>/revisions/compare/<revision_id_a>...<revision_id_b>/": reads(
        OFFICE
    ),
    # A workshop that was ever submitted stays.
    "admin/snippets/workshops/workshop/delete/<pk>/": form(SUPER, writes=False),
    "admin/bulk/workshops/workshop/delete/": form(SUPER, writes=False),
}
PUBLIC = {
    "": reads(EVERYBODY),
    "health/": reads(EVERYBODY),
    # Tests run no worker and no clock.
    "health/all/": Row(EVERYBODY, None, passes="503"),
    "robots.txt": reads(EVERYBODY),
    ".well-known/security.txt": Row(EVERYBODY, None, passes="404"),  # Tests name nobody in the settings.
    ".well-known/change-password": reads(EVERYBODY),
    "sitemap.xml": reads(EVERYBODY),
    "sitemap-<kind>-<part>.xml": reads(EVERYBODY),
    "share/<model>/<key>/<language>.png": reads(EVERYBODY),
    "styleguide/": form(STAFF, writes=False, others="404"),
    "documents/<>/<>": form(EVERYBODY, writes=False),
    "documents/authenticate_with_password/<restriction_id>/": form(EVERYBODY, writes=False),
    "media/<path>": Row(EVERYBODY, None, passes="404"),
    "{language}/search/": reads(EVERYBODY),
    "{language}/search/suggest/": reads(EVERYBODY),
    "{language}/directory/data.csv": reads(EVERYBODY),
    "{language}/directory/data.csv-metadata.json": reads(EVERYBODY),
    "{language}/directory/regions.csv": reads(EVERYBODY),
    "{language}/directory/data.xlsx": reads(EVERYBODY),
    "{language}/directory/regions.xlsx": reads(EVERYBODY),
    "{language}/directory/data.json": reads(EVERYBODY),
    "{language}/directory/<slug>/card.vcf": reads(EVERYBODY),
    "{language}/news/feed.atom": form(EVERYBODY, writes=False),
    "{language}/library/<slug>/files/<pk>/<name>": reads(EVERYBODY),
    "{language}/workshops/calendar.ics": reads(EVERYBODY),
    "{language}/workshops/<slug>/calendar.ics": reads(EVERYBODY),
    "{language}/workshops/<slug>/ask/": form(EVERYBODY),
    "{language}/_util/authenticate_with_password/<page_view_restriction_id>/<page_id>/": form(
        EVERYBODY, writes=False
    ),
    "{language}/<>": form(EVERYBODY, writes=False),
}
ACCOUNT = {
    "{language}/account/": reads(SIGNED_IN),
    "{language}/account/profile/": reads(EVERYBODY),
    "{language}/account/details/": form(SIGNED_IN),
    # One of the two who are asked; the other is none of the thirteen.
    "{language}/account/same-person/<merge_id>/": form("librarian", others="404", writes=False),
    "{language}/account/letters/": form(SIGNED_IN),
    "{language}/account/letters/end/<token>/": form(EVERYBODY),
    "{language}/account/privacy/": reads(EVERYBODY),
    "{language}/account/privacy/<version>/": reads(EVERYBODY),
    "{language}/account/data/": reads(SIGNED_IN),
    "{language}/account/data/download/": form(SIGNED_IN, writes=False),
    "{language}/account/data/close/": form(SIGNED_IN, writes=False),
    "{language}/account/data/closed/": reads(EVERYBODY),
    "{language}/account/data/delete/": form(SIGNED_IN, writes=False),
    "{language}/account/data/deleted/": reads(EVERYBODY),
    "{language}/account/consents/": form(SIGNED_IN),
    "{language}/account/consents/<pk>/": reads("librarian", "404"),
    "{language}/account/consents/wording/<purpose>/": reads(SIGNED_IN),
    "{language}/account/login/": form(EVERYBODY, writes=False),
    "{language}/account/logout/": form(EVERYBODY, writes=False),
    "{language}/account/inactive/": reads(EVERYBODY),
    "{language}/account/signup/": form(EVERYBODY, writes=False),
    "{language}/account/reauthenticate/": form(SIGNED_IN, writes=False),
    "{language}/account/email/": form(SIGNED_IN, writes=False),
    "{language}/account/confirm-email/": reads(EVERYBODY),
    "{language}/account/password/change/": form(SIGNED_IN, writes=False),
    "{language}/account/password/set/": form(SIGNED_IN, writes=False),
    "{language}/account/password/reset/": form(EVERYBODY, writes=False),
    "{language}/account/login/code/confirm/": form(EVERYBODY, writes=False),
    "{language}/account/confirm-email/<key>/": reads(EVERYBODY),
    "{language}/account/password/reset/key/done/": reads(EVERYBODY),
    "{language}/account/password/reset/key/<uidb36>-<key>/": form(EVERYBODY, writes=False),
    "{language}/account/password/reset/done/": reads(EVERYBODY),
    "{language}/account/login/code/": form(EVERYBODY, writes=False),
    "{language}/account/2fa/": reads(SIGNED_IN),
    "{language}/account/2fa/authenticate/": form(SIGNED_IN, writes=False),
    "{language}/account/2fa/reauthenticate/": form(SIGNED_IN, writes=False),
    "{language}/account/2fa/totp/activate/": form(SIGNED_IN, writes=False),
    # Nobody of the thirteen has a second factor yet.
    "{language}/account/2fa/totp/deactivate/": nothing(SIGNED_IN),
    "{language}/account/2fa/recovery-codes/": Row(SIGNED_IN, None, passes="404"),
    "{language}/account/2fa/recovery-codes/generate/": form(SIGNED_IN, writes=False),
    "{language}/account/2fa/recovery-codes/download/": nothing(SIGNED_IN),
    "{language}/_util/login/": nothing(SIGNED_IN),
}
OF_MANAGERS = Row(MANAGER, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}", writes=False)
RUNNING_DAYS = Row(f"{MANAGER} {HOST}", f"{MANAGER} {HOST}", "404", told=CONTRIBUTOR, writes=False)
DESK = {
    "{language}/search/mine/": reads(SIGNED_IN),
    "{language}/desk/": reads(SIGNED_IN),
    "{language}/desk/bar/": reads(EVERYBODY),
    "{language}/desk/organisations/without-manager/": reads(OFFICE),
    "{language}/desk/organisations/<slug>/people/": Row(
        f"{OWN} {OFFICE}", f"{MANAGER} {OFFICE}", "404", told=CONTRIBUTOR
    ),
    "{language}/desk/organisations/<slug>/people/resign/": form(OWN, others="404"),
    "{language}/desk/organisations/<slug>/people/<pk>/": Row(
        MANAGER, MANAGER, "404", told=f"{CONTRIBUTOR} {OFFICE}"
    ),
    "{language}/desk/organisations/<slug>/people/<pk>/end/": Row(
        MANAGER, MANAGER, "404", told=f"{CONTRIBUTOR} {OFFICE}"
    ),
    "{language}/desk/organisations/<slug>/people/invitations/<pk>/": Row(
        f"{MANAGER} {OFFICE}", f"{MANAGER} {OFFICE}", "404", told=CONTRIBUTOR
    ),
    # A link that is none; whoever has one that is reads it, and none of the thirteen answers it.
    "{language}/desk/invitations/representative/<token>/": nothing(EVERYBODY),
    "{language}/desk/places/<token>/": nothing(EVERYBODY),
    "{language}/desk/my-workshops/": reads(SIGNED_IN),
    "{language}/desk/trainings/<pk>/": form("trainer", others="404"),
    "{language}/desk/trainings/<pk>/step-back/": form("trainer", others="404"),
    "{language}/desk/workshops/": reads(SIGNED_IN),
    "{language}/desk/workshops/new/": Row(SIGNED_IN, f"{OWN} {HOST} {OFFICE}", writes=False),
    "{language}/desk/workshops/hosted/": reads(SIGNED_IN),
    "{language}/desk/for/<acting_for>/workshops/hosted/": reads(OWN, "404"),
    "{language}/desk/for/<acting_for>/": reads(OWN, "404"),
    "{language}/desk/for/<acting_for>/workshops/": reads(OWN, "404"),
    "{language}/desk/for/<acting_for>/workshops/new/": form(OWN, others="404", writes=False),
    "{language}/desk/for/<acting_for>/workshops/<slug>/colleagues/": Row(
        MANAGER, MANAGER, "404", told=CONTRIBUTOR, writes=False
    ),
    "{language}/desk/for/<acting_for>/workshops/<slug>/colleagues/<pk>/withdraw/": Row(
        None, MANAGER, "404", told=CONTRIBUTOR
    ),
    "{language}/desk/workshops/review/": reads(OFFICE),
    "{language}/desk/workshops/review/<slug>/": form(OFFICE, writes=False),
    "{language}/desk/workshops/<slug>/": reads(f"{OWN} {HOST}", "404"),
    "{language}/desk/workshops/<slug>/edit/": form(OWN, others="404"),
    "{language}/desk/workshops/<slug>/move/": form(OWN, others="404", writes=False),
    "{language}/desk/workshops/<slug>/discard/": form(OWN, others="404"),
    "{language}/desk/workshops/<slug>/take-back/": Row(None, MANAGER, "404", told=CONTRIBUTOR),
    "{language}/desk/workshops/<slug>/copy/": Row(OWN, OWN, "404", told=HOST, writes=False),
    "{language}/desk/workshops/<slug>/change/": OF_MANAGERS,
    "{language}/desk/workshops/<slug>/change/withdraw/": Row(
        None, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}", writes=False
    ),
    "{language}/desk/workshops/<slug>/programme/": RUNNING_DAYS,
    "{language}/desk/workshops/<slug>/cancel/": OF_MANAGERS,
    "{language}/desk/workshops/<slug>/money/": OF_MANAGERS,
    "{language}/desk/workshops/<slug>/calendar/": reads(f"{OWN} {HOST} {OFFICE}", "404"),
    "{language}/desk/workshops/<slug>/participants/": reads(f"{OWN} {HOST} {OFFICE}", "404"),
    "{language}/desk/workshops/<slug>/letters/": reads(f"{OWN} {HOST} {OFFICE}", "404"),
    "{language}/desk/workshops/<slug>/letters/new/": RUNNING_DAYS,
    "{language}/desk/workshops/<slug>/letters/<pk>/": reads(f"{OWN} {HOST} {OFFICE}", "404"),
    "{language}/desk/workshops/<slug>/write/": form("librarian", others="404"),
    "{language}/desk/workshops/<slug>/hosting/": form(HOST, others="404"),
    "{language}/desk/workshops/<slug>/hosting/withdraw/": form(HOST, others="404"),
    "{language}/desk/workshops/<slug>/hosting/rights/": Row(
        None, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}"
    ),
    "{language}/desk/workshops/<slug>/hosting/again/": Row(None, MANAGER, "404", told=CONTRIBUTOR),
    "{language}/desk/workshops/<slug>/hosting/note/": Row(MANAGER, MANAGER, "404", told=CONTRIBUTOR),
    "{language}/desk/workshops/<slug>/trainers/invite/": Row(
        None, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}"
    ),
    "{language}/desk/workshops/<slug>/trainers/<pk>/note/": Row(
        MANAGER, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}"
    ),
    "{language}/desk/workshops/<slug>/trainers/<pk>/again/": Row(
        None, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}", writes=False
    ),
    "{language}/desk/workshops/<slug>/trainers/<pk>/take-off/": Row(
        None, MANAGER, "404", told=f"{CONTRIBUTOR} {HOST}"
    ),
    "{language}/desk/workshops/<slug>/place/": form(SIGNED_IN),
    "{language}/desk/workshops/<slug>/leave/": form(SIGNED_IN, writes=False),
}
