"""What is drawn by the server."""

import re

from portal.look import drawing, share_picture


def test_a_word_wider_than_a_cover_is_set_smaller_and_not_cut():
    short = drawing.book(1, "2.5", "2", "Шағын сөз")
    long = drawing.book(1, "2.5", "2", "Өңірлік семинарды ұйымдастырушының тексеру парағы")

    assert [re.findall(r'cover-ink" font-size="([\d.]+)"', svg) for svg in (short, long)] == [
        ["17.5"],
        ["13.6719"],
    ]


def test_picture_of_a_link_is_the_same_at_every_drawing_and_differs_by_its_thing():
    words = ("Қазақстан кітапханалары: ӘҒҚҢӨҰҮҺІ әғқңөұүһі", "Семинар", "Кітапханалар федерациясы")
    first = share_picture.draw(*words, "call", "workshop:1")
    assert share_picture.draw(*words, "call", "workshop:1") == first
    assert share_picture.draw(*words, "call", "workshop:5") != first
