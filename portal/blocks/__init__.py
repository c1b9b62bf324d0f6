"""StreamField blocks for the body of a page. They have no tables: each is data inside a page, with one template."""

from .body import BodyBlock, plain_text, with_pictures
from .links import LinkBlock

__all__ = ["BodyBlock", "LinkBlock", "plain_text", "with_pictures"]
