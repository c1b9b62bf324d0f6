"""Addresses of links in translations."""

from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue

from portal.blocks.links import AddressBlock


def test_an_address_of_a_translation_is_the_originals_or_the_translators():
    block = AddressBlock()

    [segment] = block.get_translatable_segments("/kk/join/")

    assert block.restore_translated_segments("/kk/join/", [segment]) == "/kk/join/"
    assert (
        block.restore_translated_segments("/kk/join/", [OverridableSegmentValue("", "/ru/join/")])
        == "/ru/join/"
    )
    assert block.restore_translated_segments("/kk/join/", []) == "/kk/join/"


def test_an_address_that_was_once_kept_as_a_text_breaks_no_translation():
    block = AddressBlock()

    assert (
        block.restore_translated_segments("/kk/join/", [StringSegmentValue("", "/kk/join/")]) == "/kk/join/"
    )
