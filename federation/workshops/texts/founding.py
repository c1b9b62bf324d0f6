"""The words about the founding project and its workshop, in three languages: what its document tells and no more."""

PROJECT_WORDS: dict[str, dict[str, str]] = {
    "kk": {
        "title": "Кітапхана қауымдастығын дамыту және кадр әлеуетін арттыру",
        "programme": "ИФЛА-ның «Кітапханалар арқылы даму үшін іс-қимыл» бағдарламасы (ALP), қазіргі атауы — «Кітапханаларды дамыту» бағдарламасы (LDP)",
        "place": "Азия және Океания",
        "country": "Қазақстан",
        "goal": "Қауымдастықтарды Қазақстан Республикасының кітапхана қауымдастықтары мен мекемелерінің федерациясына біріктіру.",
        "focal_areas": "Кітапхана қауымдастықтарын дамыту және олардың тұрақтылығы (BSLA)\nҮздіксіз кәсіби дамуды насихаттау",
        "outcomes": "ИФЛА іріктеуге көмектесетін «Мықты кітапхана қауымдастықтарын құру» (BSLA) материалдарына негізделген, қауымдастықты басқаруға арналған бес күндік бір семинар\nСеминарға арналған нұсқаулық\nСеминарды бүкіл елге және өңірлерге тарату үшін каскад әдісі мен стратегиялық жоспарлар; оны ALP емес, Кітапхана қауымдастығы, облыстық кітапханалар және басқа көздер қаржыландырады",
        "selection": "Қатысушылар сауалнама арқылы іріктелді. Кәсіпке жаңа келген, қауымдастықпен жұмыс істегісі келетін кітапханашыларға басымдық берілді.",
        "evaluation": "Қатысушылардан сауалнама мен сұхбат алу: семинарға қалай қатысқаны\nКаскад бойынша жоспары\nКейін қауымдастық жұмысына араласқаны",
        "source": "Дереккөз: жобаның ИФЛА-дағы беті, соңғы рет 2016 жылғы 15 желтоқсанда жаңартылған. Мәтінді портал қазақ тіліне аударды.",
    },
    "ru": {
        "title": "Развитие библиотечной ассоциации и кадрового потенциала",
        "programme": "Программа ИФЛА «Действия по развитию через библиотеки» (ALP), ныне Программа развития библиотек (LDP)",
        "place": "Азия и Океания",
        "country": "Казахстан",
        "goal": "Объединить ассоциации в Федерацию библиотечных ассоциаций и учреждений Республики Казахстан.",
        "focal_areas": "Развитие и устойчивость библиотечных ассоциаций (BSLA)\nПродвижение непрерывного профессионального развития",
        "outcomes": "Один пятидневный семинар по управлению ассоциацией на материалах ИФЛА «Создание сильных библиотечных ассоциаций» (BSLA), которые помогает отобрать ИФЛА\nПособие к семинару\nКаскадный метод и стратегические планы, чтобы провести семинар по стране и её регионам на средства Библиотечной ассоциации РК, областных библиотек и из других источников, но не ALP",
        "selection": "Участников отбирали по анкетам. Предпочтение отдавали начинающим библиотекарям, которые хотят работать с ассоциацией.",
        "evaluation": "Опросы и интервью участников: как прошло их участие\nКаковы их планы каскадного обучения\nКак они потом участвовали в делах ассоциации",
        "source": "Источник: страница проекта у ИФЛА, последнее обновление 15 декабря 2016 года. На русский язык текст перевёл портал.",
    },
    "en": {
        "title": "The development of the library association and the development of the cadre potential",
        "programme": "IFLA’s Action for Development through Libraries Programme (ALP), since renamed Library Development Programme (LDP)",
        "place": "Asia and Oceania",
        "country": "Kazakhstan",
        "goal": "Unite the associations into the Federation of library associations and establishments of the Republic of Kazakhstan.",
        "focal_areas": "Development and sustainability of library associations (BSLA)\nPromotion of continuing professional development",
        "outcomes": "One five-day workshop on association management, based on IFLA’s Building Strong Library Associations (BSLA) materials, which IFLA helps to select\nA workshop manual\nA cascade method and strategic plans to take the workshop across the country and its regions, funded by the Library Association, regional libraries and other sources, not by ALP",
        "selection": "Participants were selected by questionnaire. Preference went to new librarians interested in working with the association.",
        "evaluation": "Surveys and interviews of participants: how they took part\nTheir plans for cascade training\nTheir subsequent involvement in the association",
        "source": "Source: the project’s page on IFLA’s website, last updated on 15 December 2016, summarised by the portal.",
    },
}

WORKSHOP_WORDS: dict[str, dict[str, str]] = {
    "kk": {
        "title": "Қауымдастықты басқару: 2010 жылғы бес күндік семинар",
        "summary": "Федерация осы семинардан басталды: ИФЛА-ның BSLA материалдарымен өткен алғашқы бес күндік оқыту.",
        "for_whom": "Сауалнама арқылы іріктелген кітапханашылар. Кәсіпке жаңа келген, қауымдастықпен жұмыс істегісі келетін кітапханашыларға басымдық берілді.",
        "outcomes": "Семинарға арналған нұсқаулық\nСеминарды өңірлерге тарату әдісі мен жоспарлары",
    },
    "ru": {
        "title": "Управление ассоциацией: пятидневный семинар 2010 года",
        "summary": "С этого семинара началась федерация: первое пятидневное обучение по материалам ИФЛА BSLA.",
        "for_whom": "Библиотекари, отобранные по анкетам. Предпочтение отдавали начинающим библиотекарям, которые хотят работать с ассоциацией.",
        "outcomes": "Пособие к семинару\nМетод и планы распространения семинара по регионам",
    },
    "en": {
        "title": "Association management: the five-day workshop of 2010",
        "summary": "The federation began with this workshop: the first five days of training on IFLA’s BSLA materials.",
        "for_whom": "Librarians selected by questionnaire. Preference went to new librarians interested in working with the association.",
        "outcomes": "A workshop manual\nA method and plans to take the workshop to the regions",
    },
}
