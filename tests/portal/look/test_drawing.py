"""What is drawn by the server."""

import re

from portal.look import drawing


def test_a_word_wider_than_a_cover_is_set_smaller_and_not_cut():
    short = drawing.book(1, "2.5", "2", "Шағын сөз")
    long = drawing.book(1, "2.5", "2", "Өңірлік семинарды ұйымдастырушының тексеру парағы")

    assert [re.findall(r'cover-ink" font-size="([\d.]+)"', svg) for svg in (short, long)] == [
        ["17.5"],
        ["13.6719"],
    ]
