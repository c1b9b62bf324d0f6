"""Pictures: their sizes are made when they come, and a page only shows them."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from portal.accounts.enums import Role
from portal.media.actions import make_sizes, without_sizes
from portal.media.jobs import make_missing_sizes
from portal.media.models import PortalImage, Rendition
from portal.media.sizes import PLACES, SPECS, specs_of
from tests.federation.news.factories import PictureFactory
from tests.markup import plain
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
TAG = Template('{% load pictures %}{% picture image "text" %}')


def jpeg(size: tuple[int, int] = (1600, 900), colour: str = "#00647a", **options) -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return ContentFile(out.getvalue(), name="photo.jpg")


def files() -> set[str]:
    return {name for folder in ("images", "original_images") for name in default_storage.listdir(folder)[1]}


def specs(image: PortalImage) -> list[str]:
    return sorted(image.renditions.values_list("filter_spec", flat=True))


@pytest.fixture
def photo(django_capture_on_commit_callbacks) -> PortalImage:
    """A photo as it is a moment after its upload."""
    with django_capture_on_commit_callbacks(execute=True):
        return PortalImage.objects.create(title="photo", file=jpeg(), alt_kk="Сурет", alt_ru="Рисунок")


def test_all_sizes_are_made_as_webp_when_a_picture_comes(photo):
    assert specs(photo) == sorted(SPECS)
    for row in photo.renditions.all():
        with row.file.open() as file:
            assert Image.open(file).format == "WEBP"


def test_sizes_made_twice_are_there_once(photo):
    assert make_sizes(photo.pk) == 0
    assert specs(photo) == sorted(SPECS)


def test_a_picture_that_is_gone_meanwhile_is_no_error():
    assert make_sizes(999_999) == 0


def test_another_focal_point_makes_the_cut_sizes_anew_and_takes_the_old_away(
    photo, django_capture_on_commit_callbacks
):
    before = {row.filter_spec: row.file.name for row in photo.renditions.all()}
    with django_capture_on_commit_callbacks(execute=True):
        PortalImage.objects.get(pk=photo.pk)  # As the admin does: read, change, save.
        photo.focal_point_x, photo.focal_point_y = 100, 100
        photo.focal_point_width = photo.focal_point_height = 50
        photo.save()
    after = {row.filter_spec: row.file.name for row in photo.renditions.all()}
    changed = {spec for spec in SPECS if before[spec] != after[spec]}
    assert changed == {spec for spec in SPECS if spec.startswith("fill")}
    assert len(after) == photo.renditions.count()


def test_replacing_a_picture_in_the_admin_leaves_no_file_of_the_old_one(
    client, photo, django_capture_on_commit_callbacks
):
    client.force_login(UserFactory(role=Role.EDITOR))
    old = {photo.file.name, *(row.file.name for row in photo.renditions.all())}
    data = {
        "title": "photo",
        "collection": photo.collection_id,
        "tags": "",
        "file": jpeg((1200, 700), "#b07a00"),
    }
    data |= {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("wagtailimages:edit", args=[photo.pk]), data)
    assert response.status_code == 302
    photo.refresh_from_db()
    assert (photo.width, specs(photo)) == (1200, sorted(SPECS))
    new = {photo.file.name, *(row.file.name for row in photo.renditions.all())}
    assert [name for name in old - new if default_storage.exists(name)] == []
    assert [name for name in new if not default_storage.exists(name)] == []


def test_deleting_a_picture_deletes_all_its_files(photo, django_capture_on_commit_callbacks):
    names = {photo.file.name, *(row.file.name for row in photo.renditions.all())}
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert [name for name in names if default_storage.exists(name)] == []


def test_sizes_of_a_picture_replaced_while_they_were_made_are_made_of_the_new_one(photo, monkeypatch):
    photo.renditions.all().delete()
    make = PortalImage.create_renditions
    new = default_storage.save("original_images/new.jpg", jpeg((700, 500)))

    def replaced_meanwhile(image, *filters):
        made = make(image, *filters)
        PortalImage.objects.filter(pk=image.pk).update(file=new, width=700, height=500)
        return made

    monkeypatch.setattr(PortalImage, "create_renditions", replaced_meanwhile)
    make_sizes(photo.pk)
    assert {row.width for row in photo.renditions.filter(filter_spec__startswith="width")} == {480, 700}


def test_the_clock_and_a_command_make_what_is_missing(django_capture_on_commit_callbacks):
    images = [PictureFactory(), PictureFactory()]
    assert without_sizes() == [image.pk for image in images]
    assert make_missing_sizes() == 2
    assert without_sizes() == []
    Rendition.objects.filter(filter_spec=SPECS[0]).delete()
    out = io.StringIO()
    call_command("make_picture_sizes", stdout=out)
    assert (out.getvalue().strip(), without_sizes()) == ("2 sizes of 2 pictures", [])


def test_a_lost_file_stops_nothing(photo):
    Path(photo.file.path).unlink()
    photo.renditions.all().delete()
    assert make_sizes(photo.pk) == 0


def test_page_offers_every_size_with_its_measures_and_is_fetched_when_near(photo):
    with override("ru"):
        html = plain(TAG.render(Context({"image": photo})))
    rows = sorted(photo.renditions.filter(filter_spec__in=PLACES["text"].specs), key=lambda row: row.width)
    assert html.strip() == (
        f'<img src="{rows[0].url}" srcset="{", ".join(f"{r.url} {r.width}w" for r in rows)}" '
        f'sizes="{PLACES["text"].sizes}" width="1440" height="810" alt="Рисунок" loading="lazy" decoding="async">'
    )


def test_the_first_large_picture_is_fetched_at_once(photo):
    tag = Template('{% load pictures %}{% picture image "story" first=True %}')
    html = tag.render(Context({"image": photo}))
    assert ('fetchpriority="high"' in html, "loading" in html) == (True, False)


def test_description_in_another_language_is_marked_and_an_ornament_has_none(photo):
    ornament = Template('{% load pictures %}{% picture image "text" is_ornament=True %}')
    with override("en"):
        assert re.findall(r'alt="[^"]*"(?: lang="\w+")?', plain(TAG.render(Context({"image": photo})))) == [
            'alt="Рисунок" lang="ru"'
        ]
        assert re.findall(
            r'alt="[^"]*"(?: lang="\w+")?', plain(ornament.render(Context({"image": photo})))
        ) == ['alt=""']


def test_author_and_licence_stand_below(photo):
    photo.credit, photo.licence = "А. Б.", "CC BY 4.0"
    tag = Template('{% load pictures %}{% figure image "text" caption="Зал" %}')
    html = plain(tag.render(Context({"image": photo})))
    assert html.count("<figcaption>Зал · <span>© А. Б. · CC BY 4.0</span></figcaption>") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_showing_makes_no_size_and_asks_nothing(django_assert_num_queries, count):
    images = [PictureFactory() for _number in range(count)]
    rows = list(PortalImage.objects.prefetch_related("renditions").filter(pk__in=[i.pk for i in images]))
    with django_assert_num_queries(0):
        shown = "".join(TAG.render(Context({"image": image})) for image in rows)
    # Before the worker has come to it, the original is shown.
    assert re.findall(r'src="([^"]+)"', shown) == [image.file.url for image in rows]
    assert Rendition.objects.count() == 0


def test_pages_with_pictures_write_nothing(client, photo):
    from tests.federation.news.factories import NewsPageFactory

    NewsPageFactory(slug="n", image=photo)
    Rendition.objects.all().delete()
    for address in ("/kk/", "/kk/news/", "/kk/news/n/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []
    assert Rendition.objects.count() == 0


def test_moving_gif_keeps_its_frames_and_its_sizes_stand_still(django_capture_on_commit_callbacks):
    out = io.BytesIO()
    frames = [Image.new("RGB", (500, 300), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    with django_capture_on_commit_callbacks(execute=True):
        gif = PortalImage.objects.create(title="gif", file=ContentFile(out.getvalue(), name="moving.gif"))
    with gif.file.open() as file:
        assert Image.open(file).n_frames == len(frames)
    for row in gif.renditions.all():
        with row.file.open() as file:
            assert getattr(Image.open(file), "n_frames", 1) == 1


@pytest.fixture
def drawing(django_capture_on_commit_callbacks) -> PortalImage:
    """A map that is always shown whole: black at its four edges, where a cut would show."""
    image = Image.new("RGB", (1600, 900), "black")
    image.paste("white", (40, 40, 1560, 860))
    out = io.BytesIO()
    image.save(out, "PNG")
    with django_capture_on_commit_callbacks(execute=True):
        return PortalImage.objects.create(
            title="map", file=ContentFile(out.getvalue(), name="m.png"), is_whole=True
        )


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_to_be_shown_whole_is_cut_nowhere(drawing, place):
    looked = 0
    for row in Rendition.objects.filter(filter_spec__in=specs_of(True, [PLACES[place]])):
        with row.file.open() as file:
            size = Image.open(file).convert("L")
        assert size.width / size.height == pytest.approx(1600 / 900, rel=0.02)
        middle = size.width // 2, size.height // 2
        edges = [(middle[0], 0), (middle[0], size.height - 1), (0, middle[1]), (size.width - 1, middle[1])]
        assert all(size.getpixel(edge) < 128 for edge in edges)
        looked += 1
    assert looked == len(PLACES[place].shapes)
    tag = Template("{% load pictures %}{% picture image place css='arcade' %}")
    assert 'class="whole arcade"' in tag.render(Context({"image": drawing, "place": place}))


def test_every_rule_that_fills_a_shape_with_pictures_comes_before_the_one_for_whole_ones():
    css = (settings.BASE_DIR / "portal/static/css/site.css").read_text()
    last = max(found.start() for found in re.finditer(r"object-fit: cover", css))
    assert last < css.index("img.whole { object-fit: contain")


def test_a_picture_that_changes_its_kind_has_the_sizes_of_the_new_one(
    photo, django_capture_on_commit_callbacks
):
    photo.is_whole = True
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert specs(photo) == sorted(specs_of(True))
    assert without_sizes() == []
    assert not any(spec.startswith("fill") for spec in specs(photo))
