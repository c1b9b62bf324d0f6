"""Upload checks: told by content, measured before anything is opened, refused in the user's language."""

import io
import struct
import zipfile
import zlib

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image
from wagtail.models import Collection
from wagtail.models.media import UploadedFile

from portal.accounts.models import User
from portal.media import validators
from portal.media.models import PortalDocument, PortalImage
from portal.media.validators import check_document, check_image, safe_name
from resources.models import MaterialFile
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import PDF, office_file

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 200


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(check, name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as problem, override("en"):
        check(upload(name, content))
    return problem.value.messages[0]


def picture(format: str = "PNG", size: tuple[int, int] = (3, 2)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, format)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.docx", office_file()),
        ("a.pptx", office_file("ppt/presentation.xml")),
        ("a.xlsx", office_file("xl/workbook.xml")),
        ("a.odt", office_file("mimetype", b"application/vnd.oasis.opendocument.text")),
        ("a.zip", office_file("any.txt")),
        ("a.txt", "Қазақша мәтін".encode()),
        ("a.csv", "аты;саны\n".encode("cp1251")),
    ],
)
def test_a_document_that_is_what_its_name_says_passes_and_is_rewound(name, content):
    file = upload(name, content)
    check_document(file)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", EXE),
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.docx", PDF),
        ("a.docx", office_file("ppt/presentation.xml")),
        ("a.pptx", office_file()),
        ("a.odt", office_file()),
        ("a.docx", b"PK\x03\x04 not really"),
        ("a.txt", EXE),
        ("a.csv", b"<!DOCTYPE html><html></html>"),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(name, content):
    kind = validators.extension_of(name).upper()
    assert refusal(check_document, name, content) == (
        f"The content is not that of a {kind} file. Save it again in the right format and upload that."
    )


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.docm", "pdf", "a.pdf.exe"])
def test_types_that_are_not_listed_are_refused_whatever_they_hold(name):
    assert refusal(check_document, name, PDF).startswith("Files of this type are not accepted.")


def test_an_empty_file_is_refused():
    assert refusal(check_document, "a.pdf", b"") == "The file is empty."


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings):
    settings.DOCUMENT_MAX_UPLOAD_SIZE = 10
    assert refusal(check_document, "a.pdf", PDF).startswith("The file is too large")


def test_an_office_file_that_unpacks_to_too_much_is_refused_from_its_directory_alone():
    bomb = office_file(content=b"0" * (20 * 1024 * 1024))
    assert len(bomb) < 50_000
    assert refusal(check_document, "a.docx", bomb).startswith("The file unpacks to 20.0")


def test_the_sum_of_all_parts_counts(settings):
    settings.DOCUMENT_MAX_UNPACKED_SIZE = 100
    parts = {f"word/media/{number}.png": b"x" * 40 for number in range(4)}
    assert refusal(check_document, "a.docx", office_file(**parts)).startswith("The file unpacks to")


def test_too_many_parts_are_refused(settings):
    settings.DOCUMENT_MAX_PARTS = 3
    assert refusal(check_document, "a.zip", office_file(a=b"", b=b"")).startswith("The file unpacks to")


def test_macros_are_refused():
    content = office_file(**{"word/vbaProject.bin": b"macro"})
    assert refusal(check_document, "a.docx", content) == "The file contains macros. Save it without them."


def test_a_zip_cut_short_is_refused():
    assert refusal(check_document, "a.docx", office_file()[:-30]).startswith("The content is not that")


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.webp", "WEBP"), ("a.gif", "GIF")],
)
def test_a_picture_that_is_what_its_name_says_passes_and_is_rewound(name, format):
    content = picture(format)
    file = upload(name, content)
    check_image(file)
    assert file.read() == content


@pytest.mark.parametrize("content", [picture("JPEG"), PDF, b"<svg xmlns='http://www.w3.org/2000/svg'/>", EXE])
def test_a_picture_that_is_something_else_is_refused(content):
    assert refusal(check_image, "a.png", content).startswith("The content is not that of a PNG file.")


@pytest.mark.parametrize("size", [(11_000, 11_000), (60_000, 60_000)])
def test_a_picture_with_too_many_pixels_is_refused_from_its_header(size):
    message = "The picture has too many pixels. Make it smaller: at most 40 million pixels."
    assert refusal(check_image, "a.png", png_header(*size)) == message


def test_vector_pictures_are_not_accepted():
    assert refusal(check_image, "a.svg", b"<svg/>").startswith("Files of this type are not accepted.")


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("Жоспар №1.DOCX", "zhospar-1.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\Отчёт за год.pdf", "otchet-za-god.pdf"),
        ("\x00evil\n.pdf", "evil.pdf"),
        ("....pdf", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * 60 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, stored):
    assert safe_name(given) == stored


@pytest.mark.parametrize(
    ("model", "check"),
    [(PortalDocument, check_document), (MaterialFile, check_document), (PortalImage, check_image)],
)
def test_every_model_that_holds_uploads_checks_them(model, check):
    assert check in model._meta.get_field("file").validators


def test_a_stored_file_is_not_opened_again():
    class Stored:
        _committed = True

    assert (check_document(Stored()), check_image(Stored())) == (None, None)


@pytest.mark.django_db
def test_a_bad_upload_is_told_beside_the_field():
    document = PortalDocument(title="A", file=upload("a.pdf", EXE))
    with pytest.raises(ValidationError) as problem:
        document.full_clean()
    assert list(problem.value.message_dict) == ["file"]


@pytest.mark.django_db
def test_documents_are_stored_privately_under_a_safe_name(client):
    document = PortalDocument.objects.create(title="A", file=upload("Жарғы №1.pdf", PDF))
    assert document.file.name.startswith("documents/zharghy-1")
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_zip_of_the_tests_is_a_real_zip():
    assert zipfile.is_zipfile(io.BytesIO(office_file())) is True


@pytest.mark.django_db
def test_document_that_takes_its_file_from_an_earlier_upload_is_made(client):
    client.force_login(UserFactory(is_superuser=True))
    upload = UploadedFile(
        for_content_type=ContentType.objects.get_for_model(PortalDocument),
        uploaded_by_user=User.objects.get(),
    )
    upload.file.save("paper.pdf", ContentFile(PDF))
    response = client.post(
        reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[upload.pk]),
        {
            f"uploaded-document-{upload.pk}-title": "Paper",
            f"uploaded-document-{upload.pk}-collection": Collection.get_first_root_node().pk,
        },
        headers={"x-requested-with": "XMLHttpRequest", "sec-fetch-site": "same-origin"},
    )
    assert (response.status_code, PortalDocument.objects.get().title) == (200, "Paper")
