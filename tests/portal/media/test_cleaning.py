"""What a photo tells of who took it goes before it is kept."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin

from portal.media.cleaning import without_metadata
from portal.media.models import PortalImage
from portal.media.validators import check_image

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
XMP = b"<x:xmpmeta>exif:GPSLatitude 43.2</x:xmpmeta>"


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[ORIENTATION], found[MAKER] = orientation, "SecretPhone"
    found.get_ifd(GPS).update({1: "N", 2: (43.0, 14.0, 20.0), 3: "E", 4: (76.0, 53.0, 5.0)})
    return found


def saved(kind: str, picture: Image.Image | None = None, **options) -> ContentFile:
    """Left half dark, right half light, so that one sees which way up it is."""
    if picture is None:
        picture = Image.new("RGB", (400, 200), "#101010")
        picture.paste("#f0f0f0", (200, 0, 400, 200))
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return ContentFile(out.getvalue(), name=f"p.{kind.lower()}")


def reopened(file) -> Image.Image:
    return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_place_time_and_camera_are_taken_out(kind):
    cleaned = without_metadata(saved(kind, exif=exif(), **({} if kind == "PNG" else {"xmp": XMP})))
    content = cleaned.read()
    found = Image.open(io.BytesIO(content))
    assert (found.format, dict(found.getexif()), found.getexif().get_ifd(GPS)) == (kind, {}, {})
    assert [word for word in (b"SecretPhone", b"GPSLatitude", b"Exif") if word in content] == []


def test_words_in_a_png_are_taken_out():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "SecretPhone")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    assert reopened(without_metadata(saved("PNG", pnginfo=words))).text == {}


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_picture_taken_with_the_camera_on_its_side_stands_upright(kind):
    found = reopened(without_metadata(saved(kind, exif=exif(orientation=6)))).convert("L")
    assert found.size == (200, 400)
    assert found.getpixel((100, 50)) < 60 < 200 < found.getpixel((100, 350))


def test_a_jpeg_looks_the_same_and_grows_by_little():
    noise = Image.effect_noise((300, 200), 80).convert("RGB")
    before = saved("JPEG", noise, quality=83, exif=exif())
    after = without_metadata(before)
    assert after.size < before.size * 1.05
    pairs = zip(reopened(before).tobytes(), reopened(after).tobytes(), strict=True)
    differences = [abs(one - other) for one, other in pairs]
    assert sum(differences) / len(differences) < 2


def test_what_tells_nothing_is_kept_byte_for_byte():
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        file = saved(kind)
        assert without_metadata(file) is file


def test_moving_webp_keeps_its_frames():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    file = saved("WEBP", frames[0], save_all=True, append_images=frames[1:], duration=120, exif=exif())
    found = reopened(without_metadata(file))
    assert (found.n_frames, dict(found.getexif())) == (3, {})


def test_transparency_and_colour_profile_stay():
    icc = b"profile" * 20
    picture = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    found = reopened(without_metadata(saved("PNG", picture, exif=exif(), icc_profile=icc)))
    assert (found.mode, found.getpixel((0, 0)), found.info["icc_profile"]) == ("RGBA", (0, 0, 0, 0), icc)


def test_telephones_photo_with_a_second_picture_behind_is_taken_without_it():
    file = saved(
        "MPO",
        Image.new("RGB", (400, 200), "#101010"),
        save_all=True,
        append_images=[Image.new("RGB", (40, 20))],
    )
    file.name = "p.jpg"
    assert reopened(file).format == "MPO"
    file.seek(0)
    check_image(file)
    assert reopened(without_metadata(file)).format == "JPEG"


def test_kept_picture_says_nothing_and_knows_its_measures(db):
    image = PortalImage.objects.create(title="p", file=saved("JPEG", exif=exif(orientation=6)))
    image.refresh_from_db()
    with image.file.open() as file:
        content = file.read()
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
    assert (image.width, image.height, image.file_size) == (200, 400, len(content))
    assert image.file_hash
