"""Videos of other sites: which we know, and that nothing comes from there before consent."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from home.models import HomePage, StandardPage
from portal.blocks.videos import VideoBlock, video_at
from portal.blocks.written import written

YOUTUBE = "https://www.youtube-nocookie.com/embed/abcdefghi-_?autoplay=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abcdefghi-_",
        "https://youtube.com/watch?t=10&v=abcdefghi-_&list=x",
        "https://m.youtube.com/watch?v=abcdefghi-_",
        "https://youtu.be/abcdefghi-_?si=xyz",
        "https://www.youtube.com/shorts/abcdefghi-_",
        "https://www.youtube.com/live/abcdefghi-_?feature=share",
        "https://www.youtube.com/embed/abcdefghi-_",
        "https://www.youtube-nocookie.com/embed/abcdefghi-_",
    ],
)
def test_youtube_is_known_in_all_ways_people_copy_it(address):
    video = video_at(address)
    assert (video.host, video.page, video.frame) == (
        "youtube.com",
        "https://www.youtube.com/watch?v=abcdefghi-_",
        YOUTUBE,
    )


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1"),
        (
            "https://vimeo.com/channels/staff/123456789",
            "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
        ),
        (
            "https://vimeo.com/123456789/0a1b2c3d4e",
            "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&dnt=1&autoplay=1",
        ),
        (
            "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e",
            "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&dnt=1&autoplay=1",
        ),
    ],
)
def test_vimeo_is_known_also_unlisted(address, frame):
    assert video_at(address).frame == frame


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://[",
        "https://example.org/watch?v=abcdefghi-_",
        "https://youtube.com.example.org/watch?v=abcdefghi-_",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        'https://www.youtube.com/watch?v=abcdefghi-_"onload=',
        "https://vimeo.com/about",
        "javascript:alert(1)",
        "ftp://vimeo.com/123456789",
    ],
)
def test_other_addresses_are_no_videos(address):
    assert video_at(address) is None


def test_an_unknown_host_gets_an_error_that_says_what_to_do():
    block = VideoBlock()
    value = block.to_python({"url": "https://rutube.ru/video/1", "title": "Сабақ", "text": ""})
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    with override("en"):
        assert caught.value.block_errors["url"].messages == [
            "There is no YouTube or Vimeo video at this address. "
            "Open the video there and copy the address of its page."
        ]


@pytest.fixture
def video_page(db) -> StandardPage:
    home = HomePage.objects.get(locale__language_code="kk")
    note = {"url": "https://youtu.be/abcdefghi-_", "title": "Сабақ", "text": ""}
    page = StandardPage(title="Бейне", slug="video", body=written("v", [("video", note)]), locale=home.locale)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def policy(response) -> dict[str, str]:
    pairs = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in pairs}


def test_without_javascript_a_video_is_a_link_and_nothing_comes_from_its_host(client, video_page):
    html = client.get("/kk/video/").content.decode()
    assert re.findall(r'href="(https://www.youtube[^"]+)"', html) == [
        "https://www.youtube.com/watch?v=abcdefghi-_"
    ]
    assert re.findall(r'(?:src|srcset)="[^"]*youtube', html) == []
    assert html.count("<iframe") == 0
    assert html.count("data-video-play hidden") == 1
    assert html.count(f'data-video="{YOUTUBE}"') == 1


def test_only_a_page_with_a_video_lets_its_host_in(client, video_page):
    assert policy(client.get("/kk/video/"))["frame-src"] == "https://www.youtube-nocookie.com"
    assert "frame-src" not in policy(client.get("/kk/about/"))
