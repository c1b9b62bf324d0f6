"""A small file of many frames is refused for what it would unpack to, before anything unpacks it."""

import io
import resource
import struct
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from portal.accounts.enums import Role
from portal.media import cleaning
from portal.media.frames import measure
from portal.media.limited import Limits
from portal.media.models import PortalImage
from portal.media.validators import check_image
from tests.portal.accounts.factories import UserFactory

SIDE, FRAMES = 4000, 600


def moving(kind: str, size=(30, 20), frames: int = 3) -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("RGB", size, (number * 40, 9, 9)) for number in range(frames)]
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], duration=50, loop=0)
    return out.getvalue()


def webp_bomb() -> bytes:
    """One small frame over and over on a large canvas: Pillow would unpack the canvas each time."""
    real = moving("WEBP", (16, 16), 2)
    place = real.index(b"ANMF")
    frame = real[place : place + 8 + struct.unpack_from("<I", real, place + 4)[0]]
    head = bytearray(real[12:place])
    edge = (SIDE - 1).to_bytes(3, "little")
    head[8 + 4 : 8 + 10] = edge + edge
    body = b"WEBP" + bytes(head) + frame * FRAMES
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("kind", ["WEBP", "GIF", "PNG"])
def test_frames_are_counted_without_being_unpacked(kind):
    found = measure(io.BytesIO(moving(kind)))
    assert (found.width, found.height, found.frames) == (30, 20, 3)


@pytest.mark.parametrize("lossless", [True, False])
def test_a_still_webp_tells_its_size(lossless):
    out = io.BytesIO()
    Image.new("RGB", (301, 17), "red").save(out, "WEBP", lossless=lossless)
    found = measure(out)
    assert (found.width, found.height, found.frames) == (301, 17, 1)


@pytest.mark.django_db
def test_a_bomb_of_frames_is_refused_at_once_by_the_form():
    content = webp_bomb()
    client = Client()
    client.force_login(UserFactory(role=Role.EDITOR, preferred_language="en"))
    body = {
        "title": "b",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile("b.webp", content),
    }
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    response = client.post("/admin/images/add/", body, headers={"sec-fetch-site": "same-origin"})
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert "The animation has 600 frames of 4000 × 4000 pixels" in response.content.decode()
    assert (PortalImage.objects.count(), grown < 100_000, time.monotonic() - started < 3) == (0, True, True)


def test_what_takes_more_than_a_photo_is_refused_and_nobody_dies(monkeypatch):
    small = Limits(memory_bytes=96 * 1024**2, processor_seconds=5, written_bytes=1024, seconds=10)
    monkeypatch.setattr(cleaning, "LIMITS", small)
    out = io.BytesIO()
    Image.new("RGB", (6000, 6000), "red").save(out, "PNG", compress_level=1)
    with pytest.raises(ValidationError, match="memory or time|жад|памят"):
        check_image(SimpleUploadedFile("a.png", out.getvalue()))
