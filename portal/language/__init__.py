"""Folding, cutting, sorting, slugs and writing of words, dates and numbers of Kazakh, Russian and English.

Pure functions without Django: the same in a view, a migration, a search index and a letter. A language is its
code, one of `LANGUAGES`; an unknown one raises ValueError.

- `names`: the three languages, and where to look when a text is missing in one
- `dates`, `numbers`, `typography`, `sorting`, `slugs`: how things are written, sorted and addressed
- `holidays`: public holidays of Kazakhstan
- `passports`: names of people in Latin letters
- `cleaning`, `folding`, `romanisation`, `keyboards`: one form of texts, in any spelling, script or keyboard layout
- `tokens`, `stemming`, `kazakh`, `analysis`: words, their stems, and the terms under which search keeps them
- `queries`, `function_words`, `synonyms`: what somebody typed, taken apart
"""

from portal.language.analysis import Kind, Terms, Token, terms_of
from portal.language.cleaning import (
    clean_address,
    clean_data,
    clean_heading,
    clean_json,
    clean_line,
    clean_text,
)
from portal.language.dates import (
    TIME_ZONE,
    format_date,
    format_date_range,
    format_datetime,
    format_day_month,
    format_month,
    format_time,
    month_after_day,
    month_name,
    weekday_name,
    weekday_short,
)
from portal.language.folding import fold, latin, latin_forms
from portal.language.function_words import is_function_word, telling
from portal.language.holidays import holiday_name, holidays_of
from portal.language.names import (
    LANGUAGE_PATTERN,
    LANGUAGES,
    fallback_order,
    language_name,
    own_language_name,
    written_in,
)
from portal.language.numbers import format_file_size, format_money, format_number
from portal.language.passports import is_latin, is_name, passport_latin
from portal.language.queries import AskedWord, Reading, readings_of
from portal.language.slugs import slug
from portal.language.sorting import sort_key
from portal.language.tokens import query_terms, search_terms, tokenise, word_terms
from portal.language.typography import dash, quoted, typeset

__all__ = [
    "LANGUAGES",
    "LANGUAGE_PATTERN",
    "TIME_ZONE",
    "AskedWord",
    "Kind",
    "Reading",
    "Terms",
    "Token",
    "clean_address",
    "clean_data",
    "clean_heading",
    "clean_json",
    "clean_line",
    "clean_text",
    "dash",
    "fallback_order",
    "fold",
    "format_date",
    "format_date_range",
    "format_datetime",
    "format_day_month",
    "format_file_size",
    "format_money",
    "format_month",
    "format_number",
    "format_time",
    "holiday_name",
    "holidays_of",
    "is_function_word",
    "is_latin",
    "is_name",
    "language_name",
    "latin",
    "latin_forms",
    "month_after_day",
    "month_name",
    "own_language_name",
    "passport_latin",
    "query_terms",
    "quoted",
    "readings_of",
    "search_terms",
    "slug",
    "sort_key",
    "telling",
    "terms_of",
    "tokenise",
    "typeset",
    "weekday_name",
    "weekday_short",
    "word_terms",
    "written_in",
]
