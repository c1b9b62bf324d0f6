"""HTML without the white space that does not show: tests need not know how a template breaks its lines."""

import re

BLOCKS = (
    "html|head|body|main|header|footer|nav|section|article|aside|div|p|ul|ol|li|dl|dt|dd|h[1-6]|table|caption|thead|tbody"
    "|tr|t[hd]|form|fieldset|legend|figure|figcaption|details|summary|blockquote|option"
)
EDGE = re.compile(rf" ?(</?(?:{BLOCKS})\b[^>]*>) ?")
# Inside these, which lay out lines of their own, white space at the ends does not show either.
OWN_LINES = re.compile(r'(<(?:a|button)\b[^>]*\bclass="(?:button|chip|more-link)\b[^>]*>) ')


def plain(html: str) -> str:
    """The same page in one line, with one space where white space shows."""
    html = (
        re.sub(r"\s+", " ", html)
        .replace(" >", ">")
        .replace(" </a>", "</a>")
        .replace(" </button>", "</button>")
    )
    return OWN_LINES.sub(r"\1", EDGE.sub(r"\1", html))
