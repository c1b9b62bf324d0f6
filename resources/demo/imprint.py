"""The imprint: what every file of the demo library says about itself, in its own language."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

LANGUAGES = ("kk", "ru", "en")
LICENCES = {
    "CC-BY-4.0": "CC BY 4.0",
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC-BY-NC-4.0": "CC BY-NC 4.0",
    "CC0-1.0": "CC0 1.0",
    "rights-unclear": "",
}
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}

# One moment for all files: the same words give the same bytes, whenever they are built.
MADE = datetime(2026, 1, 1, tzinfo=UTC)

ACCENT, INK, GOLD, MIST, LINE = "00647A", "12262F", "B07A00", "EFF5F6", "76878E"

WORDS = {
    "kk": {
        "federation": "Кітапханалар федерациясы",
        "notice": "порталдың көрсетілім материалы",
        "licence": "Лицензия",
        "unclear": "Құқықтары анықталмаған: көшіріп таратпаңыз",
        "notes": "Тренерге",
    },
    "ru": {
        "federation": "Федерация библиотек",
        "notice": "демонстрационный материал портала",
        "licence": "Лицензия",
        "unclear": "Права не выяснены: не распространяйте",
        "notes": "Тренеру",
    },
    "en": {
        "federation": "Federation of Libraries",
        "notice": "demonstration material from the portal",
        "licence": "Licence",
        "unclear": "Rights unclear: do not pass on",
        "notes": "For the trainer",
    },
}


@dataclass(frozen=True)
class Imprint:
    """An imprint is the title, language and licence of one file, with the words that stand at its foot."""

    title: str
    language: str
    licence: str

    @property
    def words(self) -> dict[str, str]:
        """The fixed words in the file's language."""
        return WORDS[self.language]

    @property
    def federation(self) -> str:
        """The federation's short name."""
        return self.words["federation"]

    @property
    def locale(self) -> str:
        """The language tag that office programs know, such as kk-KZ."""
        return LOCALES[self.language]

    @property
    def foot(self) -> str:
        """The line at the foot: whose it is, that it is a demonstration, and what may be done with it."""
        name = LICENCES[self.licence]
        rights = f"{self.words['licence']}: {name}" if name else self.words["unclear"]
        return f"{self.federation} · {self.words['notice']} · {rights}"


def steady_zip(data: bytes) -> bytes:
    """The same office file with one fixed time on every part, so that the same words give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
