"""Makes news for tests."""

from io import BytesIO

import factory
from django.core.files.images import ImageFile
from PIL import Image

from federation.news.models import NewsAuthor, NewsCategory, NewsIndexPage, NewsPage
from portal.blocks.written import written
from portal.media.models import PortalImage


class NewsPageFactory(factory.django.DjangoModelFactory):
    """A news item, published unless told `live=False`, in Kazakh unless told another `language`.

    `author` is a typed name in that language, `authors` are what its rows hold: [{"person": …}, {"name": …}].
    """

    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda number: f"Жаңалық {number}")
    slug = factory.Sequence(lambda number: f"item-{number}")
    summary = "Бір сөйлем."
    body = factory.LazyAttribute(lambda item: written(item.slug, [("text", "<p>Мәтін осында.</p>")]))
    category = factory.LazyFunction(lambda: NewsCategory.objects.get(slug="federation"))

    @classmethod
    def _create(
        cls,
        model_class,
        *args,
        language: str = "kk",
        live: bool = True,
        author: str = "",
        authors=(),
        **kwargs,
    ):
        index = NewsIndexPage.objects.get(locale__language_code=language)
        page = model_class(*args, locale=index.locale, live=False, **kwargs)
        typed = [{"name": author, "language": language}] if author else []
        page.authors = [NewsAuthor(**row, sort_order=at) for at, row in enumerate([*typed, *authors])]
        index.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page


class PictureFactory(factory.django.DjangoModelFactory):
    """A small real picture with words in three languages."""

    class Meta:
        model = PortalImage

    title = factory.Sequence(lambda number: f"picture {number}")
    alt_kk, alt_ru, alt_en = "Сурет", "Рисунок", "Drawing"

    @factory.lazy_attribute
    def file(self) -> ImageFile:
        target = BytesIO()
        Image.new("RGB", (640, 360), "#00647a").save(target, "PNG")
        return ImageFile(target, name="picture.png")
