"""The wordings of consents in three languages. They hold what article 8(4) of the Law of the Republic of Kazakhstan
No. 94-V “On personal data and their protection” asks of a consent; `{operator}` and `{person}` are filled in when they
are shown.

A version that was published is never rewritten: new words are a new version.
"""

from datetime import date

from ..enums import Purpose

VERSION, PUBLISHED_ON = "2026-11-30", date(2026, 11, 30)

FRAMES = {
    "kk": """Мен, **{person}**, операторға — {operator} — дербес деректерімді мына мақсатта жинауға және өңдеуге \
келісім беремін: **%(what)s**.

- **Деректер**: %(data)s.
- **Мерзімі**: %(term)s.
- **Үшінші тұлғаларға беріле ме**: %(passed)s.
- **Шетелге жіберіле ме**: жоқ, деректер Қазақстанда сақталады.
- **Жалпыға қолжетімді көздерде таратыла ма**: %(public)s.

Келісімді кез келген уақытта жеке кабинеттегі «Келісімдерім» бетінде немесе операторға жазып қайтарып алуға болады.
""",
    "ru": """Я, **{person}**, даю оператору — {operator} — согласие на сбор и обработку моих персональных данных \
для этой цели: **%(what)s**.

- **Данные**: %(data)s.
- **Срок**: %(term)s.
- **Передача третьим лицам**: %(passed)s.
- **Передача за границу**: нет, данные хранятся в Казахстане.
- **Распространение в общедоступных источниках**: %(public)s.

Согласие можно отозвать в любое время на странице «Мои согласия» в личном кабинете или письмом оператору.
""",
    "en": """I, **{person}**, agree that the operator, {operator}, collects and processes my personal data for this \
purpose: **%(what)s**.

- **Data**: %(data)s.
- **Term**: %(term)s.
- **Passed on to third parties**: %(passed)s.
- **Sent abroad**: no, the data are kept in Kazakhstan.
- **Made public**: %(public)s.

The consent can be withdrawn at any time on the page “My consents” of the account, or by writing to the operator.
""",
}

PARTS: dict[Purpose, dict[str, dict[str, str]]] = {
    Purpose.PLACE: {
        "kk": {
            "what": "семинарға жазылу және оған қатысу",
            "data": "аты-жөнім, өңірім, электрондық пошта мекенжайым, жазылған күнім және «Мен туралы мәліметтер» бетінде "
            "ұйымдастырушыларға көрсететін мәліметтерім",
            "term": "келісім қайтарып алынғанша; бұған дейін қай семинарларға қатысқаным деректерім жойылғанша "
            "сақталады",
            "passed": "иә, мен жазылған семинардың ұйымдастырушысына ғана; пошта мекенжайым оған көрсетілмейді",
            "public": "жоқ",
        },
        "ru": {
            "what": "запись на семинар и участие в нём",
            "data": "имя, регион, адрес электронной почты, день записи и те сведения, которые я показываю "
            "организаторам на странице «Сведения обо мне»",
            "term": "пока согласие не отозвано; история моего участия в прошлых семинарах хранится, пока мои данные "
            "не стёрты",
            "passed": "да, только организатору семинара, на который я записываюсь; адрес почты ему не показывается",
            "public": "нет",
        },
        "en": {
            "what": "booking a place in a workshop and taking part in it",
            "data": "my name, region, e-mail address, the day of the booking, and what I show to organisers on the page "
            "“My details”",
            "term": "until the consent is withdrawn; in which workshops I took part before is kept until my data are "
            "erased",
            "passed": "yes, only to the organiser of the workshop that I book, who is not shown the e-mail address",
            "public": "no",
        },
    },
    Purpose.SHOWN: {
        "kk": {
            "what": "портал беттерінде тренер немесе байланыс тұлғасы ретінде көрсетілу",
            "data": "аты-жөнім және «Мен туралы мәліметтер» бетінде барлығына көрсететін мәліметтерім",
            "term": "келісім қайтарып алынғанша",
            "passed": "жоқ",
            "public": "иә, порталдың барлығына ашық беттерінде",
        },
        "ru": {
            "what": "показ на страницах портала как тренера или контактного лица",
            "data": "имя и те сведения, которые я показываю всем на странице «Сведения обо мне»",
            "term": "пока согласие не отозвано",
            "passed": "нет",
            "public": "да, на страницах портала, открытых для всех",
        },
        "en": {
            "what": "being shown on the portal’s pages as a trainer or contact",
            "data": "my name, and what I show to everybody on the page “My details”",
            "term": "until the consent is withdrawn",
            "passed": "no",
            "public": "yes, on the portal’s pages that are open to everybody",
        },
    },
    Purpose.PARTICIPANTS: {
        "kk": {
            "what": "семинар қатысушыларының тізіміне кіру",
            "data": "«Мен туралы мәліметтер» бетінде қатысушыларға көрсететін мәліметтерім: аты-жөнім, өңірім, жұмыс орным",
            "term": "келісім қайтарып алынғанша",
            "passed": "иә, сол семинардың басқа қатысушыларына",
            "public": "жоқ",
        },
        "ru": {
            "what": "включение в список участников семинара",
            "data": "то, что я показываю участникам на странице «Сведения обо мне»: имя, регион, место работы",
            "term": "пока согласие не отозвано",
            "passed": "да, другим участникам того же семинара",
            "public": "нет",
        },
        "en": {
            "what": "being in the list of a workshop’s participants",
            "data": "what I show to participants on the page “My details”: my name, region, workplace",
            "term": "until the consent is withdrawn",
            "passed": "yes, to the other participants of the same workshop",
            "public": "no",
        },
    },
    Purpose.PHOTOS: {
        "kk": {
            "what": "іс-шараларда түсірілген фотосуреттерді жариялау",
            "data": "менің бейнем түскен фотосуреттер",
            "term": "келісім қайтарып алынғанша; содан кейін хатшылық ол фотосуреттерді порталдан алып тастайды",
            "passed": "жоқ",
            "public": "иә, порталдың барлығына ашық беттерінде",
        },
        "ru": {
            "what": "публикация фотографий с мероприятий",
            "data": "фотографии, на которых есть моё изображение",
            "term": "пока согласие не отозвано; после этого секретариат убирает эти фотографии с портала",
            "passed": "нет",
            "public": "да, на страницах портала, открытых для всех",
        },
        "en": {
            "what": "publishing photos of events",
            "data": "photos that show me",
            "term": "until the consent is withdrawn; the secretariat then takes these photos off the portal",
            "passed": "no",
            "public": "yes, on the portal’s pages that are open to everybody",
        },
    },
    Purpose.NEWS: {
        "kk": {
            "what": "жаңалықтың авторы ретінде атымның аталуы",
            "data": "аты-жөнім",
            "term": "келісім қайтарып алынғанша",
            "passed": "жоқ",
            "public": "иә, порталдың барлығына ашық беттерінде, іздеуінде және жаңалықтар таспасында",
        },
        "ru": {
            "what": "указание моего имени как автора новостей",
            "data": "имя",
            "term": "пока согласие не отозвано",
            "passed": "нет",
            "public": "да, на страницах портала, открытых для всех, в его поиске и в ленте новостей",
        },
        "en": {
            "what": "being named as an author of news",
            "data": "my name",
            "term": "until the consent is withdrawn",
            "passed": "no",
            "public": "yes, on the portal’s pages that are open to everybody, in its search and in the news feed",
        },
    },
}


def wording(purpose: Purpose, language: str) -> str:
    """The wording of a consent as Markdown."""
    return FRAMES[language] % PARTS[purpose][language]
