"""Pieces that editors build a page's text from. They have no tables: each is data inside a page, and one template."""

from .body import BodyBlock, plain_text, with_pictures
from .links import LinkBlock

__all__ = ["BodyBlock", "LinkBlock", "plain_text", "with_pictures"]
