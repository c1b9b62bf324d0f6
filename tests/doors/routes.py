"""Every route of the URLconf, by a name that does not change, and addresses of each that lead to something."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.snippets.models import get_snippet_models

from tests.sampling import sample

from .world import World

_PART = re.compile(r"<(?:\w+:)?(\w*)>")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
_GROUP = re.compile(r"\((?:[^()]|\(\?:[^()]*\))*\)")
_SNIPPET = re.compile(
    r"^admin/(?:snippets|localize/api/snippets|localize/submit/snippet)/(?:choose/)?\w+/(\w+)/"
)
BULK = "admin/bulk/<app_label>/<model_name>/<action>/"
# Routes that stand for each kind of thing.
OF_EACH_SNIPPET = (
    "admin/localize/api/snippets/<app_label>/<model_name>/",
    "admin/localize/api/snippets/<app_label>/<model_name>/<pk>/",
    "admin/localize/submit/snippet/<app_label>/<model_name>/<pk>/",
)

# Which row of the world stands for a part of an address …
ROWS = {
    "page_id": "page",
    "page_pk": "page",
    "page_to_move_id": "page",
    "parent_page_id": "index",
    "destination_id": "index",
    "document_id": "document",
    "doc_id": "document",
    "image_id": "image",
    "collection_id": "collection",
    "redirect_id": "redirect",
    "workflow_pk": "workflow",
    "task_id": "page_task",
    "task_state_id": "page_taskstate",
    "workflow_state_id": "page_workflow",
    "revision_id": "page_revision",
    "session_id": "session",
    "object_id": "page",
    "translation_source_id": "source",
    "translation_id": "translation",
    "string_segment_id": "segment",
    "overridable_segment_id": "overridable",
    "page_view_restriction_id": "password",
    "restriction_id": "collectionpassword",
    "uploaded_file_id": "uploadedimage",
    "import_id": "organisationimport",
    "pair_id": "likelyduplicate",
    "merge_id": "merge",
}
# … and for <pk> below some addresses.
KEYS = {
    "admin/api/main/pages/": "page",
    "admin/api/main/documents/": "document",
    "admin/api/main/images/": "image",
    "admin/collections/": "collection",
    "admin/workflows/tasks/": "task",
    "admin/workflows/": "workflow",
    "admin/locales/": "locale",
    "admin/sites/": "site",
    "admin/users/": "user",
    "admin/groups/": "group",
    "admin/documents/": "document",
    "admin/images/": "image",
    "admin/pages/": "page",
    "admin/news_organisation_chooser/": "organisation",
    "admin/news_workshop_chooser/": "workshop",
    "admin/news_material_chooser/": "material",
    "admin/settings/": "operator",
    "{language}/account/consents/": "consent",
    "{language}/library/": "file",
}
OTHER_ROWS = {
    "{language}/account/same-person/<merge_id>/": {"merge_id": "mergeasked"},
    "admin/workflows/task_chooser/<task_id>/": {"task_id": "task"},
    "admin/localize/page/<page_id>/convert_to_alias/": {"page_id": "translated"},
    "admin/pages/<page_id>/convert_alias/": {"page_id": "alias"},
    "admin/pages/<page_id>/revisions/<revision_id>/unschedule/": {
        "page_id": "page_scheduled",
        "revision_id": "page_hour",
    },
    "{language}/_util/authenticate_with_password/<page_view_restriction_id>/<page_id>/": {
        "page_id": "secretpage"
    },
    "{language}/desk/trainings/<pk>/": {"pk": "training"},
    "{language}/desk/trainings/<pk>/step-back/": {"pk": "trained"},
    "{language}/desk/workshops/<slug>/letters/<pk>/": {"pk": "workshopletter"},
    "{language}/desk/workshops/<slug>/trainers/<pk>/again/": {"pk": "declined"},
    "{language}/desk/workshops/<slug>/trainers/<pk>/take-off/": {"pk": "declined"},
    "{language}/desk/workshops/<slug>/trainers/<pk>/note/": {"pk": "unasked"},
    "admin/documents/multiple/create_from_uploaded_document/<uploaded_file_id>/": {
        "uploaded_file_id": "uploadeddocument"
    },
    "admin/documents/multiple/delete_upload/<uploaded_file_id>/": {"uploaded_file_id": "uploadeddocument"},
}
WORDS = {
    "content_type_app_name": "news",
    "content_type_model_name": "newspage",
    "app_label": "news",
    "model_name": "newspage",
    "app_name": "taggit",
    "action_name": "approve",
    "filter_spec": "max-100x100",
    "mode": "no-such-way",
    "slug": "approved",
    "name": "file.pdf",
    "version": "2026-11",
    "purpose": "place",
    "uidb64": "MQ",
    "uidb36": "1",
    "key": "nothing",
    "token": "nothing",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
}
# Addresses that say more than their parts.
WRITTEN = {
    "sitemap-<kind>-<part>.xml": "/sitemap-page-1.xml",
    "share/<model>/<key>/<language>.png": "/share/home.homepage/{home}/en.png",
    "documents/<>/<>": "/documents/{document}/{document_name}",
    "media/<path>": "/media/nothing.png",
    "{language}/<>": "/en/contact/",
    "{language}/account/letters/end/<token>/": "/en/account/letters/end/{letter_token}/",
    "{language}/account/confirm-email/<key>/": "/en/account/confirm-email/nothing/",
    "admin/.*/": "/admin/nothing-here/",
    "admin/tag-autocomplete/<app_name>/<model_name>/": "/admin/tag-autocomplete/taggit/tag/?term=a",
    "admin/tag-autocomplete/": "/admin/tag-autocomplete/?term=a",
    "admin/workflows/tasks/add/<app_label>/<model_name>/": "/admin/workflows/tasks/add/wagtailcore/groupapprovaltask/",
    "admin/links/<app_label>/<model_name>/<pk>/": "/admin/links/directory/organisation/{organisation}/",
    "admin/editing-sessions/ping/<app_label>/<model_name>/<object_id>/<session_id>/": (
        "/admin/editing-sessions/ping/wagtailcore/page/{page}/{session}/"
    ),
    "admin/settings/<app_name>/<model_name>/": "/admin/settings/accounts/operator/",
    "admin/settings/<app_name>/<model_name>/<pk>/": "/admin/settings/accounts/operator/{operator}/",
    "admin/block-preview/": "/admin/block-preview/?id=nothing",
    "admin/api/main/pages/find/": "/admin/api/main/pages/find/?id={page}",
    "admin/api/main/documents/find/": "/admin/api/main/documents/find/?id={document}",
    "admin/api/main/images/find/": "/admin/api/main/images/find/?id={image}",
    "admin/api/main/pages/<pk>/action/<action_name>/": "/admin/api/main/pages/{page}/action/unpublish/",
    "{language}/desk/organisations/<slug>/people/": "/en/desk/organisations/own/people/",
    "{language}/desk/organisations/<slug>/people/resign/": "/en/desk/organisations/own/people/resign/",
    "{language}/desk/organisations/<slug>/people/<pk>/": "/en/desk/organisations/own/people/{term}/",
    "{language}/desk/organisations/<slug>/people/<pk>/end/": "/en/desk/organisations/own/people/{term}/end/",
    "{language}/desk/organisations/<slug>/people/invitations/<pk>/": (
        "/en/desk/organisations/own/people/invitations/{representativeinvitation}/"
    ),
    "{language}/desk/workshops/<slug>/write/": "/en/desk/workshops/other/write/",
    "{language}/desk/workshops/review/<slug>/": "/en/desk/workshops/review/submitted/",
    "{language}/desk/workshops/<slug>/edit/": "/en/desk/workshops/draft/edit/",
    "{language}/desk/workshops/<slug>/move/": "/en/desk/workshops/draft/move/",
    "{language}/desk/workshops/<slug>/discard/": "/en/desk/workshops/draft/discard/",
    "{language}/desk/workshops/<slug>/take-back/": "/en/desk/workshops/submitted/take-back/",
    "{language}/desk/workshops/<slug>/hosting/": "/en/desk/workshops/asked/hosting/",
    "{language}/desk/workshops/<slug>/hosting/again/": "/en/desk/workshops/asked/hosting/again/",
    "{language}/desk/workshops/<slug>/hosting/note/": "/en/desk/workshops/silent/hosting/note/",
    "{language}/desk/for/<acting_for>/": "/en/desk/for/own/",
    "{language}/desk/for/<acting_for>/workshops/hosted/": "/en/desk/for/own/workshops/hosted/",
    "{language}/desk/for/<acting_for>/workshops/": "/en/desk/for/own/workshops/",
    "{language}/desk/for/<acting_for>/workshops/<slug>/colleagues/": (
        "/en/desk/for/own/workshops/approved/colleagues/"
    ),
    "{language}/desk/for/<acting_for>/workshops/<slug>/colleagues/<pk>/withdraw/": (
        "/en/desk/for/own/workshops/approved/colleagues/{placeoffer}/withdraw/"
    ),
    # With keys of the forms, without which one is led to an address that has one.
    "{language}/desk/workshops/new/": "/en/desk/workshops/new/?form=5a0e4a55-7d2b-4a41-9b2e-1f6f6d0c3c11",
    "{language}/desk/for/<acting_for>/workshops/new/": "/en/desk/for/own/workshops/new/"
    "?form=5a0e4a55-7d2b-4a41-9b2e-1f6f6d0c3c12",
    "{language}/directory/<slug>/card.vcf": "/en/directory/own/card.vcf",
    "{language}/library/<slug>/files/<pk>/<name>": "/en/library/material/files/{file}/file.pdf",
}


def names() -> list[str]:
    """The names of all routes: their patterns, without converters, in one language; what stands for many is taken
    apart.
    """
    found = []
    for name in dict.fromkeys(_walk(get_resolver())):
        found += list(_taken_apart(name))
    return found


def todays_names() -> list[str]:
    """The routes that are asked today: all of the site, and of the admin's a third, another each day (DOORS=all:
    all).
    """
    admins = {name for name in names() if name.startswith("admin/")}
    return [name for name in names() if name not in admins] + sample(admins, "DOORS")


def _walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for found in resolver.url_patterns:
        address = prefix + _name(found)
        if isinstance(found, URLResolver):
            yield from _walk(found, address)
        else:
            yield address


def _name(found: URLPattern | URLResolver) -> str:
    pattern = found.pattern
    if hasattr(pattern, "prefix_default_language"):
        return "{language}/"
    if hasattr(pattern, "_route"):
        return _PART.sub(r"<\1>", str(pattern)).replace("^", "")
    text = _NAMED_GROUP.sub(r"<\1>", str(pattern).removeprefix("^").removesuffix("$"))
    return _GROUP.sub("<>", text).replace("\\.", ".")


def _taken_apart(name: str) -> Iterator[str]:
    if name == BULK:
        bulk_action_registry.get_bulk_actions_for_model("", "")  # Makes it look for them.
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action in actions:
                    yield f"admin/bulk/{app}/{model}/{action}/"
    elif name in OF_EACH_SNIPPET:
        for model in get_snippet_models():
            meta = model._meta
            yield name.replace("<app_label>", meta.app_label).replace("<model_name>", meta.model_name)
    else:
        yield name


def addresses(name: str, world: World) -> list[str]:
    """What is asked at a route."""
    keys = world.keys()
    if name.startswith("admin/bulk/"):
        model = name.split("/")[3]
        row = {"portaldocument": "document", "portalimage": "image"}.get(model, model)
        return [f"/{name}?id={_to_delete(row, keys)}", f"/{name}?id=all"]
    name, of, row = name.partition(" of a ")
    if of:
        return [f"/{name}".replace("<pk>", str(keys[row]))]
    if name in WRITTEN:
        return [WRITTEN[name].format(**keys)]
    address = "/" + _PART.sub(lambda part: str(_value(name, part[1], keys)), name).replace("{language}", "en")
    if name == "admin/choose-page/chosen-multiple/":
        return [f"/{name}?id={keys['page']}"]
    if name.endswith("/chosen-multiple/"):
        address += f"?id={_value(name.replace('-multiple', ''), 'pk', keys)}"
    return [address]


def _value(name: str, part: str, keys: dict[str, object]) -> object:
    snippet = _SNIPPET.match(name)
    if snippet:
        model = snippet[1]
        state = "_scheduled" if "unschedule" in name else "_waiting" if "workflow" in name else ""
        if part == "pk" and "/delete/" in name:
            return _to_delete(model, keys)
        if part == "pk":
            return keys[f"{model}{state}"]
        if part == "revision_id" and state:
            return keys[f"{model}_hour"]
        if part in ROWS:
            return keys[ROWS[part].replace("page_", f"{model}_")]
    if part in OTHER_ROWS.get(name, {}):
        return keys[OTHER_ROWS[name][part]]
    if part == "page_id" and "workflow" in name:
        return keys["page_waiting"]
    if part in ROWS:
        return keys[ROWS[part]]
    if part == "pk":
        return keys[next(row for start, row in KEYS.items() if name.startswith(start))]
    return WORDS[part]


def _to_delete(row: str, keys: dict[str, object]) -> object:
    """The row, or the like of it to which nothing points."""
    return keys.get(f"{row}_alone", keys[row])
