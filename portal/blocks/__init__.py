"""StreamField blocks for the body of a page. They have no tables: each is data inside a page, with one template.

- `body`, `written`: the text of a page, and bodies written in code
- `words`, `rich_text`, `links`, `pictures`, `tables`, `videos`, `records`: the blocks
- `groups`, `addresses`: in which groups the admin offers them, and where texts may lead
"""

from .body import BodyBlock, plain_text, with_pictures
from .links import LinkBlock

__all__ = ["BodyBlock", "LinkBlock", "plain_text", "with_pictures"]
