"""Templates of Wagtail that ours replace are copies with a few words changed: whoever upgrades Wagtail compares them
anew.
"""

import hashlib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
OURS = [
    folder / name
    for folder in [ROOT / "portal" / "templates", *sorted(ROOT.glob("*/**/templates"))]
    if ".venv" not in folder.parts
    for name in ("wagtailadmin", "wagtailcore", "wagtailusers", "wagtail_localize")
]
# What the library's own file was when ours was last compared with it.
COMPARED: dict[str, str] = {
    "wagtailadmin/home.html": "7eb3ee7b5a9d1355",
    "wagtailadmin/shared/header.html": "37d78005e6612711",
    "wagtailadmin/shared/headers/_actions.html": "facea723b6b91762",
    "wagtailadmin/shared/usage_summary.html": "b3c9bccc50a0b6c4",
    "wagtailadmin/shared/user_avatar.html": "10cbd09a2e9434e5",
    "wagtailadmin/tables/boolean_cell.html": "f52d1f7945b2b176",
    "wagtailcore/shared/block_preview.html": "e35023cfde069f79",
    "wagtailusers/groups/includes/formatted_permissions.html": "2ab61ce5aa2bbeba",
}


def copies() -> dict[str, str]:
    """The names of our templates that stand in the place of a library's, with the digest of the library's."""
    found = {}
    folders = [Path(config.path) for config in apps.get_app_configs()]
    libraries = [folder / "templates" for folder in folders if "site-packages" in folder.parts]
    for ours in OURS:
        for file in sorted(ours.rglob("*.html")):
            name = str(file.relative_to(ours.parent))
            if f'extends "{name}"' in file.read_text(encoding="utf-8"):
                continue  # It takes what the library's becomes.
            for folder in libraries:
                if (folder / name).exists():
                    found[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:16]
    return found


def test_every_copied_template_is_found():
    assert "wagtailadmin/home.html" in copies()


@pytest.mark.parametrize("name", sorted(copies()))
def test_the_template_is_still_what_ours_was_made_from(name):
    """Red after an upgrade: bring what changed there into our copy, then note the new digest here."""
    assert copies()[name] == COMPARED.get(name)


def test_none_is_noted_that_is_not_copied():
    assert set(COMPARED) == set(copies())
