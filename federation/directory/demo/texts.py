"""Words of the demonstration; the page itself says what is invented. Real bodies stand in data/institutions.json."""

ASSOCIATION = {
    "slug": "demo-association",
    "type": "association",
    "region": "KZ-71",
    "names": (
        "Үлгі кітапханашылар қауымдастығы",
        "Вымышленная ассоциация библиотекарей",
        "Example Library Association",
    ),
    "texts": {
        "kk": "<p>Қауымдастық өңірлердің кітапханашыларын біріктіреді, олардың біліктілігін арттыратын "
        "семинарлар өткізіп, жаңа тренерлер даярлайды.</p>",
        "ru": "<p>Ассоциация объединяет библиотекарей регионов, проводит для них семинары и готовит новых "
        "тренеров.</p>",
        "en": "<p>The association brings together librarians from the regions, holds workshops for them and "
        "prepares new trainers.</p>",
    },
}

_HOST_TEXTS = {
    "kk": "<p>Семинарларды қабылдайды: 30 орындық оқу залы, проектор және интернет бар.</p>",
    "ru": "<p>Принимает семинары: учебный зал на 30 мест, проектор и интернет.</p>",
    "en": "<p>Hosts workshops: a training room for 30 people, a projector and internet access.</p>",
}

HOSTS = [
    {
        "slug": slug,
        "type": kind,
        "region": region,
        "names": names,
        "texts": _HOST_TEXTS,
    }
    for slug, kind, region, names in (
        (
            "demo-regional-library",
            "regional_universal_library",
            "KZ-61",
            ("Үлгі облыстық кітапханасы", "Вымышленная областная библиотека", "Example Regional Library"),
        ),
        (
            "demo-city-library",
            "city_library",
            "KZ-39",
            ("Үлгі қалалық кітапханасы", "Вымышленная городская библиотека", "Example City Library"),
        ),
        (
            "demo-university-library",
            "university_library",
            "KZ-75",
            (
                "Үлгі университет кітапханасы",
                "Вымышленная университетская библиотека",
                "Example University Library",
            ),
        ),
        (
            "demo-district-libraries",
            "district_library_system",
            "KZ-31",
            (
                "Үлгі аудандық кітапханалар жүйесі",
                "Вымышленная районная библиотечная система",
                "Example District Library System",
            ),
        ),
        (
            "demo-youth-library",
            "regional_special_library",
            "KZ-47",
            ("Үлгі жасөспірімдер кітапханасы", "Вымышленная юношеская библиотека", "Example Youth Library"),
        ),
        (
            "demo-science-library",
            "research_library",
            "KZ-63",
            ("Үлгі ғылыми кітапханасы", "Вымышленная научная библиотека", "Example Research Library"),
        ),
    )
]

# What the fictional ones were called before: (language, name, last year).
FORMER_NAMES = {
    "demo-association": (
        ("kk", "«Бетбелгі» жас кітапханашылар клубы", 2012),
        ("ru", "Клуб молодых библиотекарей «Закладка»", 2012),
        ("en", "Bookmark Club of Young Librarians", 2012),
    ),
    "demo-regional-library": (
        ("kk", "Үлгі облыстық көпшілік кітапханасы", 1991),
        ("ru", "Вымышленная областная массовая библиотека", 1991),
    ),
    "demo-district-libraries": (
        ("kk", "Ойдан шығарылған «Маяк» аудандық кітапханасы", 1975),
        ("ru", "Вымышленная районная библиотека «Маяк»", 1975),
    ),
}

# Only what the data file says of them; some are told in fewer than three languages, as in life.
REAL_TEXTS = {
    "nlrk": {
        "kk": "<p>1931 жылы құрылған; бастауы 1910 жылғы 31 желтоқсанда ашылған қалалық кітапхана. 1992 жылдан "
        "ИФЛА мүшесі, ИФЛА/PAC Орталық Азия аймақтық орталығы осында орналасқан. KZ префиксі бойынша ISIL "
        "ұлттық агенттігі.</p>",
        "ru": "<p>Основана в 1931 году; начало положила городская библиотека, открытая 31 декабря 1910 года. "
        "Член ИФЛА с 1992 года, здесь работает региональный центр ИФЛА/PAC по Центральной Азии. Национальное "
        "агентство ISIL для префикса KZ.</p>",
        "en": "<p>Founded in 1931; it goes back to the city library opened on 31 December 1910. A member of IFLA "
        "since 1992, it hosts the IFLA/PAC Regional Centre for Central Asia and is the national ISIL agency "
        "for the prefix KZ.</p>",
    },
    "kbs": {
        "kk": "<p>Ұлттық кітапхананың бастамасымен 2017 жылы құрылған.</p>",
        "ru": "<p>Основан в 2017 году по инициативе Национальной библиотеки.</p>",
        "en": "<p>Founded in 2017 on the initiative of the National Library.</p>",
    },
    "lark": {
        "kk": "<p>1996 жылы құрылып, 1997 жылы тіркелген. 2010 жылғы ИФЛА ALP жобасын жүргізген ұйым.</p>",
        "ru": "<p>Основана в 1996 году, зарегистрирована в 1997 году. Организация, которая вела проект ИФЛА ALP "
        "2010 года.</p>",
        "en": "<p>Founded in 1996 and registered in 1997. It carried out the IFLA ALP project of 2010.</p>",
    },
    "kyzylorda": {
        "kk": "<p>1867 жылы қалалық кітапхана ретінде құрылып, 1938 жылы облыстық болды.</p>",
        "ru": "<p>Основана в 1867 году как городская библиотека, областная с 1938 года.</p>",
    },
    "iclk": {"ru": "<p>Основан в 2002 году. По данным ЮНЕСКО, 43 члена от 38 библиотечных учреждений.</p>"},
    "nu": {
        "en": "<p>Hosts the Eurasian Academic Libraries Conference (EALC) and the EALT training.</p>",
    },
}
