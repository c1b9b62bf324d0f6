"""Texts of the demo page of blocks, in each language the same parts."""

from typing import NamedTuple


class Words(NamedTuple):
    """The words of the page in one language."""

    title: str
    summary: str
    text: str
    figure: str
    pictures: str
    gallery: str
    captions: tuple[str, str, str]
    people_heading: str
    people: tuple[tuple[str, str], ...]  # What each does, and a line about them.
    libraries: str
    next_heading: str
    file: str
    call: tuple[str, str, str]  # Title, text, button.


NAMES = {  # Nobody is called so.
    "kk": ("Үлгі Үлгіқызы", "Мысал Мысалов", "Оқырман Үлгіұлы"),
    "ru": ("Улги Улгикызы", "Мысал Мысалов", "Пример Читателев"),
    "en": ("Ulgi Ulgikyzy", "Mysal Mysalov", "Example Reader"),
}

WORDS = {
    "kk": Words(
        title="Бет нені көрсете алады: мысал",
        summary="Редакторларға арналған көрсетілім: мәтін блоктары оқырманға қалай көрінеді. Адамдар ойдан шығарылған.",
        text="<p>Бұл бет порталдың көрсетілімінде ғана бар. Адамдар ойдан шығарылған, суреттер порталдың өз өрнегімен "
        "салынған, ал ұйымдар анықтамалықтан алынады.</p>",
        figure="Ашық кітап: порталдың белгісі осы бір қисықтан құралады.",
        pictures="Суреттер",
        gallery="Көрсетілімге арналып салынған үш сурет",
        captions=("Ашық кітап", "Кітап сөресі", "Қазақстан картасы"),
        people_heading="Адамдар",
        people=(
            ("ойдан шығарылған үйлестіруші", "Семинарлардың күнтізбесін жүргізеді."),
            ("ойдан шығарылған тренер", "Қауымдастықты басқаруды үйретеді."),
            ("ойдан шығарылған оқырман", "Материалдарды бірінші болып оқып шығады."),
        ),
        libraries="Анықтамалықтағы ұлттық кітапханалар",
        next_heading="Енді не істеуге болады",
        file="Семинар өткізушінің тексеру парағы",
        call=(
            "Кітапханаңызда семинар өткізіңіз",
            "Бағдарлама мен материалдар порталда бар.",
            "Семинарларды көру",
        ),
    ),
    "ru": Words(
        title="Что может показать страница: пример",
        summary="Демонстрация для редакторов: как блоки текста видит читатель. Люди вымышлены.",
        text="<p>Эта страница есть только в демонстрации портала. Люди вымышлены, рисунки сделаны из орнамента самого "
        "портала, а организации берутся из справочника.</p>",
        figure="Раскрытая книга: из одной этой кривой складывается знак портала.",
        pictures="Рисунки",
        gallery="Три рисунка, сделанных для демонстрации",
        captions=("Раскрытая книга", "Книжная полка", "Карта Казахстана"),
        people_heading="Люди",
        people=(
            ("вымышленный координатор", "Ведёт календарь семинаров."),
            ("вымышленный тренер", "Учит управлять ассоциацией."),
            ("вымышленный читатель", "Первым читает новые материалы."),
        ),
        libraries="Национальные библиотеки в справочнике",
        next_heading="Что можно сделать дальше",
        file="Чек-лист организатора семинара (на казахском)",
        call=(
            "Проведите семинар в своей библиотеке",
            "Программа и материалы есть на портале.",
            "Посмотреть семинары",
        ),
    ),
    "en": Words(
        title="What a page can show: an example",
        summary="A demonstration for editors: how readers see the blocks of a text. The people are fictional.",
        text="<p>This page exists only in the demonstration of the portal. The people are fictional, the pictures are "
        "drawn from the portal’s own ornament, and the organisations come from the directory.</p>",
        figure="An open book: the portal’s mark is made of this one curve.",
        pictures="Pictures",
        gallery="Three pictures drawn for the demonstration",
        captions=("An open book", "A shelf of books", "The map of Kazakhstan"),
        people_heading="People",
        people=(
            ("fictional coordinator", "Keeps the calendar of workshops."),
            ("fictional trainer", "Teaches how to run an association."),
            ("fictional reader", "Is the first to read new materials."),
        ),
        libraries="National libraries in the directory",
        next_heading="What you can do next",
        file="Checklist for the host of a regional workshop (in Kazakh)",
        call=(
            "Host a workshop in your library",
            "The programme and the materials are on the portal.",
            "See the workshops",
        ),
    ),
}
