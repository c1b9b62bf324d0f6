"""The groups of synonyms that a new installation begins with: words of the library field. Editors change them as they like.

None leads from a narrow word to a broad one (a reading room to all libraries): the broad one would drown what was asked for.
"""

STARTING = {
    "kk": [
        "кітапхана, библиотека, library",
        "кітапханашы, библиотекарь, librarian",
        "семинар, шеберлік сабағы, тренинг, воркшоп, workshop",
        "грант, қаржыландыру, демеушілік",
        "мүшелік, членство, membership",
        "қауымдастық, бірлестік, ассоциация",
        "нұсқаулық, құрал, әдістеме",
        "оқырман, пайдаланушы",
        "электрондық, цифрлық, онлайн",
        "сертификат, куәлік",
        "тренер, оқытушы",
        "серіктестік, әріптестік, ынтымақтастық",
    ],
    "ru": [
        "библиотека, кітапхана, library",
        "библиотекарь, кітапханашы, librarian",
        "семинар, мастер-класс, тренинг, воркшоп, workshop",
        "грант, финансирование, субсидия",
        "членство, вступить, вступление",
        "ассоциация, объединение, союз",
        "пособие, руководство, методичка",
        "читатель, пользователь",
        "электронный, цифровой, онлайн",
        "сертификат, свидетельство, удостоверение",
        "тренер, преподаватель",
        "партнёрство, сотрудничество",
    ],
    "en": [
        "library, кітапхана, библиотека",
        "librarian, кітапханашы, библиотекарь",
        "workshop, seminar, training, семинар",
        "grant, funding, fundraising",
        "membership, join",
        "association, union, society",
        "manual, guide, handbook",
        "reader, user, patron",
        "electronic, digital, online",
        "certificate, diploma",
        "trainer, facilitator, instructor",
        "partnership, cooperation, collaboration",
        "organisation, organization",
        "programme, program",
        "centre, center",
        "licence, license",
    ],
}
