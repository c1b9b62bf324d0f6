"""People of Kazakhstan, none of them real, among whom some are entered twice: the same for the same seed.

Names are put together of the parts of which Kazakh and Russian names are made, and are as frequent as they are in
the country: the first surname is borne by four in a thousand, so that there are many namesakes. Brothers, sisters,
fathers and mailboxes of whole libraries are among them, too.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

FIRST = (  # noqa: SIM905
    "Нұр Жан Ай Гүл Бек Ер Сер Қай Дәу Әл Мұ Ақ Бол Тұр Сәт Қан Дос Мар Ас Бақыт Жұма Есен Төле Құл Ора Бай Кен Мейір "
    "Сағын Абыл Қуан Тілеу Мырза Байту Шәй Ыс Ом Рах Сейіт Тоқ Ұл Өмір Жақ Қасым Темір Дүйсен Қожа Нияз Кәрім Сәр Көш "
    "Құт Ырыс Бөкен Дәулет Ескен Исат Кер Қайып Қара Қоныс Құрман Мақ Мұса Назар Омыр Өтеп Рыс Сарсен Сүлей Тасты Тілек "
    "Тоғыз Түсіп Ұзақ Шора Шүкір Ізбас Ақан Әбді Базар Бисен Ғұмар Дүй Еліб Жүні Зейнол Игіл Кеңес Қазы Қыдыр Мәмбет "
    "Молда Наурыз Оңғар Піре Рай Сапар Смағұл Таң Тұяқ Үсен Хасен Шәкір Шоқан Ибра Балға Бәк Дихан Есім"
).split()
LAST = (  # noqa: SIM905
    "бек бай хан жан лан ғали болат тай мұрат сұлтан кен дос ген мет ым ан ар ат ік ен ғазы құл әлі ислам тас мұхан қали "
    "бол жол туған дық рат сын әш еке алы ғазин ғара дияр ділда ерке жігіт зада имам келді қожа лас мағам мырза нияз орын "
    "пан рахым сай табай уәли хан шора ынбай ік шық тоқа қан бала ман тан қай мат нар кен тур"
).split()
LAST_OF_WOMEN = (  # noqa: SIM905
    "жанат нәр сара мира зия шара дана бану жамал қыз сәуле зада нара марал гүл ай жан ия сұлу шат".split()  # noqa: SIM905
)
MEN = (  # noqa: SIM905
    "Ерлан Нұрлан Серік Болат Марат Қайрат Дәурен Асқар Талғат Бауыржан Ержан Дархан Әлихан Мұрат Арман Азамат Данияр "
    "Тимур Руслан Бақытжан Ғалым Жандос Қуаныш Нұржан Самат Санжар Сәкен Шыңғыс Абай Әсет Бейбіт Ғани Досжан Еркін "
    "Жомарт Кенжебек Мақсат Оразбек Рүстем Сағындық Төлеген Үміт Жүсіп Хамит Ыбырай Қасым Ахмет Омар Оспан Ыбрай Әбдіра"
).split()
WOMEN = (  # noqa: SIM905
    "Айгүл Гүлнар Сәуле Динара Әлия Мәдина Айнұр Жанар Гүлмира Әсел Ботагөз Қарлығаш Шолпан Айжан Айгерім Бақыт Гаухар "
    "Дана Жібек Зәуре Индира Кәмшат Ләззат Меруерт Назгүл Нұргүл Райхан Роза Сандуғаш Толқын Ұлжан Фарида Шынар Ақмарал "
    "Әйгерім Балжан Гүлшат Дәмеш Жұлдыз Зейнеп Камила Қымбат Майра Мәриям Нәзира Перизат Сабина Тоғжан Үміт Ханшайым "
    "Айсұлу Айнагүл Ақбота Ақерке Алма Алтынай Арайлым Бибігүл Гүлжан Гүлзат Гүлсім Жазира Жансая Жаннұр Қаламқас Маржан"
).split()
RUSSIAN_MEN = (  # noqa: SIM905
    "Александр Сергей Владимир Андрей Алексей Николай Виктор Юрий Дмитрий Михаил Евгений Игорь Анатолий Василий Иван Олег "
    "Валерий Павел Геннадий Константин Виталий Роман Борис Максим Вячеслав Григорий Фёдор Пётр Семён Артём Леонид Денис"
).split()
RUSSIAN_WOMEN = (  # noqa: SIM905
    "Елена Татьяна Наталья Ольга Ирина Светлана Людмила Галина Любовь Марина Валентина Надежда Анна Оксана Юлия Екатерина "
    "Лариса Нина Тамара Вера Мария Алёна Виктория Дарья Ксения Анастасия Инна Жанна Зоя Лидия Раиса Маргарита Алла Евгения"
).split()
RUSSIAN_STEMS = (  # noqa: SIM905
    "Иван Кузнец Попов Петр Волк Соколов Михайл Новик Фёдор Морозов Алексе Лебед Семён Егор Павл Козл Степан Никола Орл "
    "Андре Макар Никит Захар Зайц Соловь Борис Яковл Григор Роман Воробь Серге Кузьм Фролов Александр Дмитри Королёв Гусь "
    "Киселёв Ильин Максим Поляк Сорок Виногра Ковал Бел Медвед Антон Тарас Жук Баран Филипп Комар Давыд Беля Герасим Богдан "
    "Осип Сидор Матве Титов Марк Мирон Крыл Куликов Карп Власов Мельник Денис Гаврил Тихон Казак Афанась Данил Савель Тимофе "
    "Абрам Агафон Балаш Беспал Бондар Быстр Вавил Ворон Галк Глеб Голуб Гончар Горбун Гриш Дементь Дорофе Ерм Ерофе Ефим "
    "Жда Звер Зим Золот Игнать Исаков Карпен Кирилл Климен Колес Коновал Корнил Кравц Краснос Лазар Ларион Леонть Лис Лук "
    "Малыш Мартын Молчан Мухин Назар Нефёд Носк Овчин Остап Пантеле Пахом Плотник Прохор Родион Рыб Рябов Самойл Свири "
    "Скворц Смирн Солдат Стрель Сухар Терен Токар Трофим Туман Ульян Федот Харитон Хохл Цветк Черн Шевел Широк Шульг Щерб"
).split()
RUSSIAN_ENDINGS = (  # noqa: SIM905
    " ев ин енко ский чук ихин ников унов ушкин онок аев ицын кевич цев ышев юк ченко инский овцев ашов ейкин янов"
).split(" ")
TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
TO_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
    "ю": "yu", "я": "ya", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
}  # fmt: skip
REGIONS = [f"KZ-{number:02}" for number in range(1, 21)]


@dataclass(frozen=True)
class Name:
    """A name in its parts, as it is written in Kazakh or in Russian letters."""

    surname: str
    given: str
    patronymic: str = ""

    def written(self) -> str:
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))


@dataclass(frozen=True)
class Entry:
    """What somebody typed of a person, with the fields of the model."""

    pk: int
    full_name: str
    name_kk: str = ""
    name_ru: str = ""
    latin_name: str = ""
    other_names: str = ""
    address: str = ""
    region_id: str | None = None


@dataclass
class Village:
    """All entries, and the keys of those that are one person: pair → kind."""

    entries: list[Entry] = field(default_factory=list)
    planted: dict[frozenset[int], str] = field(default_factory=dict)


class Registrar:
    """Makes people as the seed has it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        stems = [first + last for first in FIRST for last in LAST]
        women = [first + last for first in FIRST for last in LAST_OF_WOMEN]
        self.chance.shuffle(stems)
        self.chance.shuffle(women)
        self.stems = MEN + stems
        self.men, self.women = MEN + stems[:650], WOMEN + women[:650]
        self.russian = [
            stem if stem.endswith(("ов", "ёв", "ин")) and not ending else stem + (ending or "ов")
            for stem in RUSSIAN_STEMS
            for ending in RUSSIAN_ENDINGS
        ]
        self.chance.shuffle(self.russian)

    def pick(self, names: list[str], flatness: float) -> str:
        """One of the names, the first ones more often (Zipf's law, flattened at its head)."""
        weights = _weights(len(names), flatness)
        return self.chance.choices(names, cum_weights=weights)[0]

    def person(
        self,
        *,
        is_kazakh: bool | None = None,
        is_woman: bool | None = None,
        father: str = "",
        surname: str = "",
    ) -> tuple[Name, bool, bool]:
        """A name in its first spelling, whether it is Kazakh, and whether a woman's."""
        is_kazakh = self.chance.random() < 0.68 if is_kazakh is None else is_kazakh
        is_woman = self.chance.random() < 0.85 if is_woman is None else is_woman
        father = father or self.pick(self.men if is_kazakh else RUSSIAN_MEN, 10)
        given = self.pick(
            (self.women if is_woman else self.men)
            if is_kazakh
            else (RUSSIAN_WOMEN if is_woman else RUSSIAN_MEN),
            10,
        )
        surname = surname or self.surname(is_kazakh)
        return Name(_of_sex(surname, is_woman), given, _patronymic(father, is_woman)), is_kazakh, is_woman

    def surname(self, is_kazakh: bool) -> str:
        """A man's surname."""
        if not is_kazakh:
            return self.pick(self.russian, 25)
        stem = self.pick(self.stems, 20)
        return stem + ("ов" if stem[-1] not in "еиійьгү" else "ев")


_KNOWN: dict[tuple[int, float], list[float]] = {}


def _weights(number: int, flatness: float) -> list[float]:
    if (number, flatness) not in _KNOWN:
        total, found = 0.0, []
        for place in range(number):
            total += (place + flatness) ** -0.9
            found.append(total)
        _KNOWN[number, flatness] = found
    return _KNOWN[number, flatness]


def _of_sex(surname: str, is_woman: bool) -> str:
    if not is_woman:
        return surname
    if surname.endswith("ский"):
        return surname[:-2] + "ая"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын")) else surname


def _patronymic(father: str, is_woman: bool) -> str:
    stem = father.rstrip("йьая")
    soft = "е" if father[-1] in "йьия" else "о"
    return stem + (f"{soft}вна" if is_woman else f"{soft}вич")


def in_russian(word: str) -> str:
    """A Kazakh name as it is written in Russian: Айгүл – Айгуль."""
    written = word.replace("үл", "уль") if word.endswith("үл") else word
    return written.translate(TO_RUSSIAN)


def in_latin(text: str) -> str:
    """As in passports."""
    return "".join(
        TO_LATIN.get(letter.lower(), letter).title() if letter.isupper() else TO_LATIN.get(letter, letter)
        for letter in text
    )


def _kazakh(name: Name, is_woman: bool, father: str) -> Name:
    """The same name as it is written in Kazakh."""
    return replace(name, patronymic=father + ("қызы" if is_woman else "ұлы")) if father else name


def _slipped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    kind = chance.choice("left put wrong crossed".split())  # noqa: SIM905
    letter = chance.choice("абвгдежзиклмнопрстуя")
    if kind == "left":
        return word[:place] + word[place + 1 :]
    if kind == "put":
        return word[:place] + letter + word[place:]
    if kind == "wrong":
        return word[:place] + letter + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


class Planter:
    """Enters everybody once, and some twice."""

    def __init__(self, seed: int) -> None:
        self.registrar, self.chance, self.village = Registrar(seed), random.Random(seed + 1), Village()

    def enter(self, full_name: str, **facts: str | None) -> Entry:
        entry = Entry(len(self.village.entries) + 1, full_name, **facts)
        self.village.entries.append(entry)
        return entry

    def region(self) -> str:
        return self.chance.choices(REGIONS, cum_weights=_weights(len(REGIONS), 2))[0]

    def address(self, name: Name) -> str:
        return f"{in_latin(in_russian(name.given)).lower()}.{self.chance.randrange(10**6)}@example.org"

    def some_address(self) -> str:
        """An address of one's own, or none: somebody who is entered twice gives another each time."""
        return f"{self.chance.randrange(10**9)}@example.org" if self.chance.random() < 0.4 else ""

    def once(self) -> None:
        """Somebody who is entered once, in one of the usual ways."""
        name, is_kazakh, is_woman = self.registrar.person()
        self.enter(
            self.usual(name, is_kazakh),
            region_id=self.region() if self.chance.random() < 0.9 else None,
            address=self.address(name) if self.chance.random() < 0.5 else "",
        )

    def usual(self, name: Name, is_kazakh: bool) -> str:
        if is_kazakh and self.chance.random() < 0.6:
            name = Name(*(in_russian(part) for part in (name.surname, name.given, name.patronymic)))
        if self.chance.random() < 0.12:
            name = replace(name, patronymic="")
        if self.chance.random() < 0.15:
            name = Name(name.given, name.patronymic or name.surname, name.surname if name.patronymic else "")
        return in_latin(name.written()) if self.chance.random() < 0.03 else name.written()

    def family(self) -> None:
        """Two who share a father's name, a surname and a region."""
        registrar, is_kazakh, region = self.registrar, self.chance.random() < 0.68, self.region()
        surname = registrar.surname(is_kazakh)
        father = registrar.pick(registrar.men if is_kazakh else RUSSIAN_MEN, 10)
        names = [
            registrar.person(is_kazakh=is_kazakh, father=father, surname=surname)[0] for _number in range(2)
        ]
        if names[0].given != names[1].given:
            for name in names:
                self.enter(self.usual(name, is_kazakh), region_id=region)

    def mailbox(self) -> None:
        """Colleagues who share the address of their library."""
        region, address = self.region(), f"library.{self.chance.randrange(10**6)}@example.org"
        for _number in range(self.chance.choice((2, 3, 4))):
            name, is_kazakh, _is_woman = self.registrar.person()
            self.enter(self.usual(name, is_kazakh), region_id=region, address=address)

    def twice(self, kind: str) -> None:
        """Somebody who is entered twice, in two ways of one kind."""
        make: Callable[[], tuple[dict[str, str], dict[str, str]]] = getattr(self, f"_{kind}")
        first, second = make()
        region = self.region()
        other = self.chance.choices((region, None, self.region()), weights=(85, 10, 5))[0]
        one = self.enter(**{"region_id": region, "address": self.some_address(), **first})
        two = self.enter(**{"region_id": other, "address": self.some_address(), **second})
        self.village.planted[frozenset((one.pk, two.pk))] = kind

    def _written(self, **given: bool) -> tuple[Name, bool, bool]:
        name, is_kazakh, is_woman = self.registrar.person(**given)
        if is_kazakh:
            name = Name(*(in_russian(part) for part in (name.surname, name.given, name.patronymic)))
        return name, is_kazakh, is_woman

    def _other_alphabet(self) -> tuple[dict[str, str], dict[str, str]]:
        registrar = self.registrar
        father = registrar.pick(registrar.men, 10)
        while True:
            name, _is_kazakh, is_woman = registrar.person(is_kazakh=True, father=father)
            russian = Name(*(in_russian(part) for part in (name.surname, name.given, name.patronymic)))
            if self.chance.random() < 0.5:
                name = _kazakh(name, is_woman, father)
            if name != russian:
                return {"full_name": name.written()}, {"full_name": russian.written()}

    def _order(self) -> tuple[dict[str, str], dict[str, str]]:
        name, _is_kazakh, _is_woman = self._written()
        return {"full_name": name.written()}, {"full_name": f"{name.given} {name.patronymic} {name.surname}"}

    def _patronymic_missing(self) -> tuple[dict[str, str], dict[str, str]]:
        name, _is_kazakh, _is_woman = self._written()
        return {"full_name": name.written()}, {"full_name": replace(name, patronymic="").written()}

    def _maiden_name(self) -> tuple[dict[str, str], dict[str, str]]:
        name, is_kazakh, _is_woman = self._written(is_woman=True)
        maiden = replace(name, surname=_of_sex(in_russian(self.registrar.surname(is_kazakh)), True))
        former = maiden.surname if self.chance.random() < 0.5 else maiden.written()
        return {"full_name": name.written(), "other_names": former}, {"full_name": maiden.written()}

    def _yo(self) -> tuple[dict[str, str], dict[str, str]]:
        while True:
            name = self._written(is_kazakh=False)[0].written()
            if "ё" in name.lower():
                return {"full_name": name}, {"full_name": name.replace("ё", "е").replace("Ё", "Е")}

    def _slip(self) -> tuple[dict[str, str], dict[str, str]]:
        name, _is_kazakh, _is_woman = self._written()
        while True:
            part = self.chance.choice(("surname", "given", "patronymic"))
            word = getattr(name, part)
            if len(word) > 4 and (wrong := _slipped(word, self.chance)) != word:
                return {"full_name": name.written()}, {"full_name": replace(name, **{part: wrong}).written()}

    def _latin_only(self) -> tuple[dict[str, str], dict[str, str]]:
        name, _is_kazakh, _is_woman = self._written()
        return {"full_name": name.written()}, {"full_name": in_latin(name.written())}

    def _same_address(self) -> tuple[dict[str, str], dict[str, str]]:
        name, is_kazakh, is_woman = self._written()
        address = self.address(name)
        short = self.chance.choice(
            (
                f"{name.surname} {name.given[0]}. {name.patronymic[0]}.",
                f"{name.given} {name.surname}",
                f"{name.surname} {name.given[0]}.",
                replace(
                    name, surname=_of_sex(in_russian(self.registrar.surname(is_kazakh)), is_woman)
                ).written(),
            )
        )
        return {"full_name": name.written(), "address": address}, {"full_name": short, "address": address}


KINDS = "other_alphabet order patronymic_missing maiden_name yo slip latin_only same_address".split()  # noqa: SIM905


def plant(people: int, pairs: int, seed: int) -> Village:
    """So many entries, among which so many pairs are one person, of each kind as many as of the others."""
    planter = Planter(seed)
    for number in range(pairs):
        planter.twice(KINDS[number % len(KINDS)])
    for _number in range(people // 70):
        planter.family()
    for _number in range(people // 100):
        planter.mailbox()
    while len(planter.village.entries) < people:
        planter.once()
    return planter.village
