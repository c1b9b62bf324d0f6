"""The words of the demo workshops. Hosts, trainers and figures are invented; languages are as people would write
them.
"""

from portal.localisation.text import LocalisedText

Texts = dict[str, dict[str, str]]

# Who pays besides the association and the host, in the working language of the workshop.
PAYERS = {
    "akimat": {
        "kk": "Ойдан шығарылған Мысал ауданы әкімдігінің мәдениет бөлімі",
        "ru": "Отдел культуры акимата вымышленного Примерного района",
    },
    "sponsor": {
        "kk": "«Бетбелгі» қоры (ойдан шығарылған демеуші)",
        "ru": "Фонд «Закладка» (вымышленный спонсор)",
    },
    "participants": {"kk": "Қатысушылардың жарнасы", "ru": "Взносы участников"},
}
# What a host that pays nothing gives.
IN_KIND = {"kk": "{host}: зал мен техника тегін", "ru": "{host}: зал и техника бесплатно"}
VENUES = {"kk": "Оқу залы, 2-қабат", "ru": "Читальный зал, 2‑й этаж", "en": "Reading room, second floor"}
ADDRESSES = {"kk": "Мысал көшесі, 1", "ru": "ул. Примерная, 1", "en": "1 Sample Street"}
LINK = "https://meet.example.org/seminar"
HOURS_NOTE = "в последний день до 16:00"  # Of the workshop in Russian whose organiser asks for other dates.
# By working language, beside the demo trainer who has an account and trains in Kazakh.
INVITED_TRAINER = "trener.vymyslov@example.org"
CONTACT = "Контакт Примерова"  # At the host of the workshop that has an open invitation.
# Whom visitors may ask, by working language.
CONTACTS = {
    "kk": {"contact_name": "Үлгі бөлімі", "contact_phone": "+7 (7170) 00-00-00", "contact_email": ""},
    "ru": {
        "contact_name": "Отдел Примеровой",
        "contact_phone": "",
        "contact_email": "voprosy.vymyslov@example.org",
    },
}
LETTER = {
    "subject_kk": "Семинарға не алып келу керек",
    "text_kk": "Қауымдастығыңыздың жарғысы мен былтырғы есебін алып келіңіз: олармен жұмыс істейміз.",
    "subject_ru": "Что взять на семинар",
    "text_ru": "Возьмите устав вашей ассоциации и прошлогодний отчёт: мы будем с ними работать.",
    "subject_en": "What to bring to the workshop",
    "text_en": "Please bring your association’s statutes and last year’s report: we are going to work with them.",
}
TRAINERS = {"kk": ("Тренер Үлгіқызы",), "ru": ("Тренер Вымыслов", "Тренер Примерова")}

MANAGEMENT: Texts = {
    "kk": {
        "title": "Қауымдастықты басқару негіздері",
        "summary": "Біліктілікті арттыру семинары: шағын қауымдастықты жарғысынан бастап алғашқы жылдық жоспарына дейін бірге құрамыз.",
        "for_whom": "Кез келген кітапхананың маманына арналған. Әсіресе өтілі бес жылға дейінгі, қауымдастық жұмысына араласқысы келетін әріптестерді күтеміз.",
        "outcomes": "шағын қауымдастықтың жарғысы мен жылдық жоспарын жасау\nбасқармада міндеттерді бөлу\nөз ауданыңыздағы әріптестерге дәл осындай семинар өткізу",
        "to_bring": "Қауымдастығыңыздың жарғысы және ноутбук (болса).",
        "programme": "1-күн. Қауымдастық не үшін керек\n9:30 Танысу, кіріспе сауалнама\n11:00 Қауымдастықтың қоғамдағы орны\n14:00 Құрылым мен басқару\n\n2-күн. Құжаттар\n9:30 Жарғы: топпен жұмыс\n14:00 Жылдық жоспар мен бюджет\n\n3-күн. Каскад\n9:30 Тренердің рөлі\n14:00 Өз жоспарыңызды қорғау",
    },
    "ru": {
        "title": "Основы управления библиотечной ассоциацией",
        "summary": "Вместе строим небольшую ассоциацию: от устава до первого годового плана.",
        "for_whom": "Для специалистов любых библиотек. Особенно ждём коллег со стажем до пяти лет, которые хотят участвовать в ассоциации.",
        "outcomes": "составить устав и годовой план небольшой ассоциации\nраспределить обязанности в правлении\nпровести такое же обучение для коллег в своём районе",
        "to_bring": "Устав вашей ассоциации и ноутбук, если он есть.",
        "programme": "День 1. Зачем нужна ассоциация\n9:30 Знакомство, входная анкета\n11:00 Место ассоциации в обществе\n14:00 Структура и управление\n\nДень 2. Документы\n9:30 Устав: работа в группах\n14:00 Годовой план и бюджет\n\nДень 3. Каскад\n9:30 Роль тренера\n14:00 Защита собственного плана",
    },
    "en": {
        "title": "Managing a library association: the basics",
        "summary": "Together we build a small association, from its charter to its first yearly plan.",
        "for_whom": "For staff of any library. We especially welcome colleagues in their first five years of work who want to be active in an association.",
        "outcomes": "write the charter and the yearly plan of a small association\nshare out the duties of a board\ngive the same training to colleagues in your district",
        "to_bring": "Your association’s charter, and a laptop if you have one.",
        "programme": "Day 1. What an association is for\n9:30 Introductions, opening questionnaire\n11:00 The association in society\n14:00 Structure and governance\n\nDay 2. Documents\n9:30 The charter: group work\n14:00 Yearly plan and budget\n\nDay 3. The cascade\n9:30 The trainer’s role\n14:00 Presenting your own plan",
    },
}

MEMBERS: Texts = {
    "kk": {
        "title": "Мүшелермен жұмыс: тарту, сақтау, тыңдау",
        "summary": "Адамдар қауымдастыққа не үшін кіреді және неге кетеді? Екі күнде мүшелермен жұмыс жоспарын жасаймыз.",
        "for_whom": "Қауымдастықтың мүшелігіне жауапты қызметкерлер мен белсенділер.",
        "outcomes": "мүшелер неге мұқтаж екенін сұрап білу\nмүшелікке шақыратын бір беттік мәтін жазу\nжылдық байланыс жоспарын құру",
    },
    "ru": {
        "title": "Работа с членами ассоциации: привлечь, удержать, услышать",
        "summary": "Зачем вступают в ассоциацию и почему уходят? За два дня составим план работы с ними.",
        "for_whom": "Для тех, кто отвечает в ассоциации за членство, и для её активных членов.",
        "outcomes": "узнать у членов ассоциации, что им нужно\nнаписать предложение о членстве на одну страницу\nсоставить годовой план общения",
    },
    "en": {
        "title": "Working with members: recruit, retain, listen",
        "summary": "Why do people join an association, and why do they leave? In two days we draw up a membership plan.",
        "for_whom": "For those in charge of membership in an association, and for its active members.",
        "outcomes": "ask members what they need\nwrite a one-page membership offer\nplan a year of contact with members",
    },
}

ADVOCACY: Texts = {
    "kk": {
        "title": "Кітапханалар күн тәртібінде: адвокация практикумы",
        "summary": "Кітапхананың пайдасын шешім қабылдайтын адамға бір бетпен қалай түсіндіруге болады.",
        "for_whom": "Кітапхана басшылары мен әдіскерлер.",
        "outcomes": "бір беттік статистиканы дайындау\nмүдделі тараптар картасын жасау\nәкімдіктегі кездесуде үш дәлел келтіру",
    },
    "ru": {
        "title": "Библиотеки на повестке дня: практикум по адвокации",
        "summary": "Как на одной странице объяснить пользу библиотеки тому, кто принимает решения.",
        "for_whom": "Для руководителей библиотек и методистов.",
        "outcomes": "подготовить статистику на одной странице\nсоставить карту заинтересованных сторон\nпривести три довода для встречи в акимате",
    },
    "en": {
        "title": "Libraries on the agenda: an advocacy workshop",
        "summary": "How to show decision-makers on one page what a library does for people.",
        "for_whom": "For heads of libraries and methodologists.",
        "outcomes": "put statistics on one page\nmap the stakeholders\nmake the case at the akimat with three arguments",
    },
}

CASCADE: Texts = {
    "kk": {
        "title": "Онлайн: каскад жоспарын қалай құрамыз",
        "summary": "Семинардан кейін өз ауданыңызда не өткізетініңізді екі сағатта жоспарлаймыз.",
        "for_whom": "Бұрынғы семинарларға қатысқан кітапханашылар.",
        "outcomes": "алты айға арналған каскад жоспары\nсеріктестер мен қаржы көздерінің тізімі",
    },
    "ru": {
        "title": "Онлайн: как составить план каскада",
        "summary": "За два часа планируем, что вы проведёте в своём районе после семинара.",
        "for_whom": "Для библиотекарей, которые уже были на семинарах.",
        "outcomes": "план каскада на шесть месяцев\nсписок партнёров и источников средств",
    },
    "en": {
        "title": "Online: making a plan for the cascade",
        "summary": "In two hours you plan the training that you will give in your district after the workshop.",
        "for_whom": "For librarians who have already attended a workshop.",
        "outcomes": "make a cascade plan for six months\nlist partners and sources of funding",
    },
}

SUSTAIN: Texts = {
    "kk": {
        "title": "Қауымдастықтың тұрақтылығы",
        "summary": "Сырттан келетін қаржы аяқталғанда қауымдастық қалай жұмыс істей береді: қаражат, адамдар, сабақтастық.",
        "for_whom": "Басқарма мүшелері мен хатшылар.",
        "outcomes": "үш жылдық қаржы жоспарын жасау\nбасқарманы ауыстыру тәртібін жазу",
    },
}

PARTNERS: Texts = {
    "ru": {
        "title": "Партнёры и средства: как просить и как отчитываться",
        "summary": "Практика на живых примерах: письмо партнёру, бюджет семинара, короткий отчёт.",
        "for_whom": "Для сотрудников, которые ищут средства на обучение.",
        "outcomes": "написать письмо партнёру\nсоставить бюджет семинара\nотчитаться на двух страницах",
    },
}

SCHOOL: Texts = {
    "kk": {
        "title": "Мектеп кітапханасы және қауымдастық",
        "summary": "Мектеп кітапханашылары қауымдастықтан не күтеді: ортақ талқылау және жоспар.",
        "for_whom": "Мектеп кітапханашылары.",
        "outcomes": "мектеп кітапханаларының ортақ сұрақтарын жинау\nбір жылдық бірлескен жоспар жасау",
    },
    "ru": {
        "title": "Школьная библиотека и ассоциация",
        "summary": "Чего школьные библиотекари ждут от ассоциации: общее обсуждение и план.",
        "for_whom": "Для школьных библиотекарей.",
        "outcomes": "собрать общие вопросы школьных библиотек\nсоставить совместный план на год",
    },
    "en": {
        "title": "The school library and the association",
        "summary": "What school librarians expect of an association: a discussion and a plan.",
        "for_whom": "For school librarians.",
        "outcomes": "collect the questions that school libraries share\ndraw up a joint plan for a year",
    },
}

DRAFT: Texts = {
    "kk": {
        "title": "Каскад: аудандық кітапханаларға арналған семинар",
        "summary": "Мәтін әлі жазылып жатыр.",
    },
}

BY_TELEPHONE = {"kk": "телефон арқылы", "ru": "по телефону", "en": "by telephone"}
RETURNED_QUESTION = LocalisedText(
    "Спасибо! Сколько человек вмещает зал и кто оплатит дорогу тем, кто едет из дальних сёл?", "ru"
)
CANCELLED_REASON = LocalisedText("Ойдан шығарылған себеп: залды жөндеу созылып кетті.", "kk")
WISH_REASON = LocalisedText(
    "В эти дни зал занят, а другая библиотека готова принять семинар неделей позже.", "ru"
)
# What was said of the workshop that has changed since, and why it has.
FORMER_VENUES = {"kk": "Мәжіліс залы, 1-қабат", "ru": "Малый зал, 1‑й этаж", "en": "Small hall, first floor"}
FORMER_TIME, TIME = "12:00", "11:00"  # Of one line of its programme.
VENUE_REASON = LocalisedText("Өтінім көп болды: кіші залға бәрі сыймайды.", "kk")
PROGRAMME_REASON = LocalisedText("Түскі ас 13:00-де болады, сондықтан екінші сабақ ертерек басталады.", "kk")
# Those who take part; nobody is called so.
NOBODY = (
    "Қатысушы Үлгі",
    "Участник Примеров",
    "Example Reader",
    "Кітапханашы Мысалова",
    "Читатель Вымыслов",
    "Sample Guest",
    "Әдіскер Үлгібаев",
    "Участница Примерова",
    "Оқырман Мысалқызы",
    "Библиотекарь Вымыслова",
    "Тыңдаушы Мысалов",
    "Слушательница Примерская",
    "Маман Үлгібаева",
    "Методист Вымышленный",
)
SCALE_COLLEAGUE = "Синтетикалық әріптес № {number}"
SCALE_TITLES = {
    "kk": "Синтетикалық семинар № {number}",
    "ru": "Синтетический семинар № {number}",
    "en": "Synthetic workshop no. {number}",
}
SCALE_SUMMARIES = {
    "kk": "Өлшеуге арналған ойдан шығарылған жазба.",
    "ru": "Вымышленная запись для измерений.",
    "en": "An invented entry, made for measuring.",
}
