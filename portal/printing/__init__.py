"""Texts as tagged A4 PDF, set with Typst in fonts that carry every Kazakh letter: the one place where PDF is written.

- `blocks`: what a text is made of
- `typesetting`: blocks and words in Typst's language, and a PDF of them
- `documents`: one text with a title
- `letters`: many letters in one file, each on a page of its own
"""
