"""Materials for tests."""

import io
import zipfile
from datetime import date

import factory
from django.core.files.base import ContentFile

from portal.accounts.models import User
from resources.enums import Audience, Licence, MaterialKind, MaterialState
from resources.models import Material, MaterialDescription, MaterialFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def office_file(part: str = "word/document.xml", content: bytes = b"<xml/>", **parts: bytes) -> bytes:
    """The bytes of a small ZIP that looks like an office file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(part, content)
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"reader-{number}@example.org")
    is_active = True


class MaterialFactory(factory.django.DjangoModelFactory):
    """A public exercise; `titles={"kk": "…"}` also makes its texts."""

    class Meta:
        model = Material
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"material-{number}")
    kind = MaterialKind.EXERCISE
    audience = Audience.TRAINERS
    licence = Licence.CC_BY
    state = MaterialState.PUBLIC
    published_on = date(2026, 3, 2)
    version = "1.0"

    @factory.post_generation
    def titles(self, create, extracted, **kwargs):
        for language, title in (extracted or {}).items():
            DescriptionFactory(record=self, language=language, title=title)
        if create:
            self.refresh_from_db()


class DescriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MaterialDescription

    record = factory.SubFactory(MaterialFactory)
    language = "kk"
    title = "Жарғыны бірге оқимыз"
    summary = "Қысқаша мазмұны."
    what_you_learn = "Бірінші\nЕкінші"
    live = True


class FileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MaterialFile

    material = factory.SubFactory(MaterialFactory)
    language = "kk"
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="Жарғы №1.pdf"))
