import pytest

from portal.language import passport_latin
from portal.language.passports import _LETTERS

NAMES = {
    "Әсел Ержанқызы": "Asel Yerzhankyzy",
    "Қасым-Жомарт Тоқаев": "Kasym-Zhomart Tokayev",
    "Ғалымжан Өтегенұлы": "Galymzhan Otegenuly",
    "Үміт Ыбырайқызы Ізтілеу": "Umit Ybyraykyzy Iztileu",
    "Һанс Жүңгір": "Hans Zhungir",
    "Юлия Соловьева": "Yuliya Solovyeva",
    "Щербаков Объедков": "Shcherbakov Obyedkov",
    "Цой Хилл": "Tsoy Khill",
    "Алёна Елисеева": "Alena Yeliseyeva",
    "ТОҚАЕВ ҚАСЫМ": "Tokayev Kasym",
    "Aigul Smith-O’Neil": "Aigul Smith-O’Neil",
    "Иван 2 😀 Үлгі": "Ivan Ulgi",
    "": "",
}


@pytest.mark.parametrize("name", NAMES)
def test_name_is_spelt_as_in_a_passport(name):
    assert passport_latin(name) == NAMES[name]


def test_every_letter_of_kazakh_and_russian_has_a_spelling_in_ascii():
    alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    assert _LETTERS.keys() == set(alphabet)
    assert passport_latin(alphabet).isascii()
