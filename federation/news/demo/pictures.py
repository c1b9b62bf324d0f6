"""Pictures for demo news: each scene with what it shows in three languages."""

from collections.abc import Callable
from typing import NamedTuple

from portal.media.models import PortalImage

from . import scenes
from .drawing import Sheet


class Picture(NamedTuple):
    """A demo picture: the function that draws it, and its description."""

    draw: Callable[[], Sheet]
    kk: str
    ru: str
    en: str


PICTURES = {
    "news-arcade": Picture(
        scenes.arcade,
        "Сурет: ашық кітаптың беттері қақпадай көтеріледі, ортасында алтын шеңбер.",
        "Рисунок: страницы раскрытой книги поднимаются, как ворота, в середине золотой круг.",
        "Drawing: the pages of an open book rise like a gate around a gold disc.",
    ),
    "news-shelf": Picture(
        scenes.shelf,
        "Сурет: сөредегі түрлі түсті кітаптар, біреуі қисайып тұр.",
        "Рисунок: цветные книги на полке, одна наклонилась.",
        "Drawing: books of many colours on a shelf, one leaning.",
    ),
    "news-map": Picture(
        scenes.map_of_regions,
        "Сурет: Қазақстанның сұлбасы, жиырма өңірдің орталығы дөңгелекпен белгіленген.",
        "Рисунок: контур Казахстана, кружками отмечены центры двадцати регионов.",
        "Drawing: the outline of Kazakhstan with circles at the centres of its twenty regions.",
    ),
    "news-lamp": Picture(
        scenes.lamp,
        "Сурет: үстел шамы ашық кітапқа жарық түсіріп тұр.",
        "Рисунок: настольная лампа освещает раскрытую книгу.",
        "Drawing: a reading lamp shines on an open book.",
    ),
    "news-circle": Picture(
        scenes.circle,
        "Сурет: дөңгелене қойылған он үш орындық, жоғарыдан қарағанда; біреуі алтын түсті.",
        "Рисунок: тринадцать стульев по кругу, вид сверху; один из них золотой.",
        "Drawing: thirteen chairs in a circle, seen from above; one of them is gold.",
    ),
    "news-bookmobile": Picture(
        scenes.bookmobile,
        "Сурет: кітап тиелген автобус дала жолында.",
        "Рисунок: библиобус с книгами на степной дороге.",
        "Drawing: a bookmobile full of books on a road through the steppe.",
    ),
    "news-exhibition": Picture(
        scenes.exhibition,
        "Сурет: картотека жәшіктері тұрған шкаф, бір жәшігі ашық, ішінен карточкалар көрінеді.",
        "Рисунок: шкаф с каталожными ящиками, один выдвинут, в нём видны карточки.",
        "Drawing: a cabinet of catalogue drawers; one is pulled out, with its cards.",
    ),
    "news-calendar": Picture(
        scenes.calendar,
        "Сурет: күнтізбе парағы, кейбір күндері үш түспен белгіленген.",
        "Рисунок: лист календаря, некоторые дни отмечены тремя цветами.",
        "Drawing: a calendar sheet with some days marked in three colours.",
    ),
    "news-windows": Picture(
        scenes.windows,
        "Сурет: онлайн кездесудің он екі терезесі, біреуінде жарық сөнген.",
        "Рисунок: двенадцать окошек онлайн-встречи, в одном погас свет.",
        "Drawing: twelve windows of an online meeting; in one the light has gone out.",
    ),
    "news-bus": Picture(
        scenes.bus,
        "Сурет: төбесіне картотека жәшіктері тиелген автобус тауға қарай барады.",
        "Рисунок: автобус с каталожными ящиками на крыше едет в сторону гор.",
        "Drawing: a bus with catalogue drawers on its roof drives towards the mountains.",
    ),
}


def picture(name: str) -> PortalImage:
    """The picture of that name, drawn when it is not there yet."""
    found = PortalImage.objects.filter(title=name).first()
    if found:
        return found
    drawn = PICTURES[name]
    return PortalImage.objects.create(
        title=name,
        file=drawn.draw().file(name),
        licence="CC0 1.0",
        is_whole=True,
        alt_kk=drawn.kk,
        alt_ru=drawn.ru,
        alt_en=drawn.en,
    )
