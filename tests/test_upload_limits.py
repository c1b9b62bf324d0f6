"""Limits of uploads stand in one place, and the words that name one of them say the same number."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from federation.directory import importing
from federation.directory.forms import ImportFileForm
from portal.language import LANGUAGES
from portal.media.validators import check_table_size

MB = 1024 * 1024


def numbers(text: object) -> list[int]:
    return [int(found) for found in re.findall(r"(?<!UTF-)\b\d+", str(text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_about_a_table_say_how_large_it_may_be(settings, language):
    megabytes, rows = settings.TABLE_MAX_UPLOAD_SIZE // MB, settings.ORGANISATIONS_MAX_ROWS
    with override(language):
        assert numbers(ImportFileForm().fields["file"].help_text) == [megabytes, rows]
        with pytest.raises(ValidationError) as too_large:
            check_table_size(SimpleUploadedFile("table.csv", b"a" * (settings.TABLE_MAX_UPLOAD_SIZE + 1)))
        assert numbers(too_large.value.message) == [megabytes]
        with pytest.raises(importing.UnreadableTable) as too_long:
            importing.read_table(SimpleUploadedFile("table.csv", b"slug\n" + b"a\n" * (rows + 1)))
        assert numbers(too_long.value) == [rows]


def test_a_table_as_large_as_may_be_is_taken(settings):
    check_table_size(SimpleUploadedFile("table.csv", b"a" * settings.TABLE_MAX_UPLOAD_SIZE))
