"""Checks that every text of the interface is translated; with --write, collects the texts into portal/locale first.

`portal/locale` holds the texts of our own code, collected by gettext; `portal/library_locale` those of Django,
Wagtail and allauth that a visitor can meet and that they do not translate themselves, kept by hand.
Run as a script: python tests/check_translations.py [--write]. Ends with 1 when something is missing.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # When run as a script.

from portal.language import typeset  # noqa: E402

LANGUAGES = ("kk", "ru")
PLURALS = {
    "kk": "nplurals=1; plural=0;",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language: str, folder: str = "locale") -> Path:
    return ROOT / "portal" / folder / language / "LC_MESSAGES" / "django.po"


def collect(into: Path) -> None:
    """Writes the texts of the code as it is now into `into/<language>/LC_MESSAGES/django.po`; keeps translations."""
    for language in LANGUAGES:
        target = into / language / "LC_MESSAGES" / "django.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            new = polib.POFile()
            new.metadata = {
                "Language": language,
                "Content-Type": "text/plain; charset=utf-8",
                "Content-Transfer-Encoding": "8bit",
                "MIME-Version": "1.0",
                "Plural-Forms": PLURALS[language],
            }
            new.save(str(target))
    arguments = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--no-obsolete",
        "--add-location=file",
        "--no-wrap",
    ]
    arguments += [f"--locale={language}" for language in LANGUAGES]
    arguments += [f"--ignore={name}" for name in (".venv", "var", "tests", "node_modules", "locale")]
    environment = os.environ | {
        "MESSAGES_DIR": str(into),
        "DJANGO_SETTINGS_MODULE": "portal.settings.messages",
    }
    subprocess.run(arguments, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    for language in LANGUAGES:
        forget_guesses(into / language / "LC_MESSAGES" / "django.po")
        typeset_all(into / language / "LC_MESSAGES" / "django.po", language)


def forget_guesses(file: Path) -> None:
    """Empties what gettext has guessed from similar texts: a wrong word is worse than a missing one."""
    entries = polib.pofile(str(file), wrapwidth=0)
    for entry in (entry for entry in entries if entry.fuzzy):
        entry.flags.remove("fuzzy")
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    entries.save()


def typeset_all(file: Path, language: str) -> None:
    """Gives each translation the dashes and no-break spaces of its language."""
    entries = polib.pofile(str(file), wrapwidth=0)
    for entry in entries:
        entry.msgstr = typeset(entry.msgstr, language)
        entry.msgstr_plural = {form: typeset(text, language) for form, text in entry.msgstr_plural.items()}
    entries.save()


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return (entry.msgctxt, entry.msgid)


def faults(language: str, wanted: polib.POFile | None) -> list[str]:
    """What is wrong with a language's catalogue, one line each."""
    found = []
    catalogues = [polib.pofile(str(catalogue(language)))]
    libraries = catalogue(language, "library_locale").parent
    catalogues += [polib.pofile(str(file)) for file in sorted(libraries.glob("*.po"))]
    for entry in (entry for file in catalogues for entry in file if not entry.obsolete):
        if "fuzzy" in entry.flags or not entry.translated():
            found.append(f"{language}: not translated: {entry.msgid!r}")
            continue
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            expected = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            if not set(PLACEHOLDER.findall(text)) <= expected | set(PLACEHOLDER.findall(entry.msgid)):
                found.append(f"{language}: other placeholders: {entry.msgid!r} → {text!r}")
            if text != typeset(text, language):
                found.append(f"{language}: dash or no-break space, run make messages: {text!r}")
    if wanted is not None:
        known = {key(entry) for entry in catalogues[0] if not entry.obsolete}
        now = {key(entry) for entry in wanted}
        found += [f"{language}: not collected, run make messages: {text!r}" for _context, text in now - known]
        found += [
            f"{language}: no longer in the code, run make messages: {text!r}" for _c, text in known - now
        ]
    return found


def main() -> int:
    has_gettext = shutil.which("xgettext") is not None
    if "--write" in sys.argv:
        if not has_gettext:
            print("make messages needs gettext (apt-get install gettext)")
            return 1
        collect(ROOT / "portal" / "locale")
        for language in LANGUAGES:
            typeset_all(catalogue(language, "library_locale"), language)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        if has_gettext:
            collect(Path(folder))
        elif os.environ.get("REQUIRE_SERVICES"):
            found.append("gettext is not here, so nothing was collected from the code")
        else:
            print("gettext is not here: only the catalogues were checked, not whether they hold every text")
        for language in LANGUAGES:
            file = Path(folder) / language / "LC_MESSAGES" / "django.po"
            found += faults(language, polib.pofile(str(file)) if has_gettext else None)
    print("\n".join(found) if found else f"translations: complete in {', '.join(LANGUAGES)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
