"""What a letter leaves out leaves no hole."""

from portal.mail.rendering import GAPS


def test_one_empty_line_stays_where_a_template_left_out_several():
    assert GAPS.sub("\n\n", "Dear A,\n\n\n  \nYes.\nNo.\n\nEnd") == "Dear A,\n\nYes.\nNo.\n\nEnd"
