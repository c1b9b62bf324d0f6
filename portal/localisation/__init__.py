"""Texts in three languages, above `portal.language`, which knows no Django.

- `addresses`: addresses in a language
- `text`: the reader's language, and a text with the language it is really in
"""
