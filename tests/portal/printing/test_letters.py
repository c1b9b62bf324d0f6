"""Letters on paper: each on a page of its own, in its language, and no word of theirs is taken for markup."""

from datetime import UTC, datetime

import pypdfium2

from portal.printing.letters import PaperLetter, letters_pdf

MADE = datetime(2026, 11, 30, tzinfo=UTC)


def letter(**given) -> PaperLetter:
    usual = {
        "language": "kk",
        "sender": "Кітапханалар федерациясы",
        "to": ("Үлгі Адам", "Ерубаев көшесі, 44"),
        "day": "30 қараша 2026 ж.",
        "subject": "Сізге орын бөлінді: «Ұлттық қор»",
        "text": "Сізге орын бөлінді\n\nҚұрметті Үлгі Адам!\n\n--\nФедерация\n",
    }
    return PaperLetter(**{**usual, **given})


def pages_of(*letters: PaperLetter) -> list[str]:
    pdf = pypdfium2.PdfDocument(letters_pdf(letters, title="Хаттар", language="kk", made=MADE))
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def test_each_begins_a_page_with_the_address_of_its_reader():
    pages = pages_of(
        letter(), letter(language="ru", to=("Пример Человек",), day="30 ноября 2026 г."), letter()
    )
    assert len(pages) == 3
    assert "Үлгі Адам\nЕрубаев көшесі, 44" in pages[0]
    assert ("Пример Человек" in pages[1], "Үлгі Адам\nЕрубаев" in pages[1]) == (True, False)


def test_what_the_heading_says_is_not_said_twice_and_no_sign_of_an_email_is_left():
    (page,) = pages_of(letter())
    assert page.count("Сізге орын бөлінді") == 1
    assert "--" not in page
    assert page.rstrip().endswith("Федерация")


def test_no_word_is_taken_for_markup():
    odd = 'He said "no" \\ #let x = 1 [a] $b$ *c* _d_ @e <f> // g'
    assert odd in pages_of(letter(text=odd, subject="s"))[0]


def test_a_long_address_stays_on_the_paper():
    address = f"https://portal.example.org/{'abcdefghij' * 15}/"
    (page,) = pages_of(letter(text=address))
    assert page.replace("\n", "").replace("\u200b", "").count("abcdefghij") == 15


def test_a_letter_without_a_subject_or_address_is_a_letter():
    assert "Федерация" in pages_of(letter(subject="", to=()))[0]


def test_the_same_letters_give_the_same_bytes_and_none_give_an_empty_page():
    letters = [letter()]
    given = {"title": "Хаттар", "language": "kk", "made": MADE}
    assert letters_pdf(letters, **given) == letters_pdf(letters, **given)
    assert len(pages_of()) == 1
