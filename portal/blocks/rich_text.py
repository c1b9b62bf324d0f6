"""Links within running text. Pages are the same for every visitor, so a link leads only to what everybody may see."""

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from portal.media.privacy import hidden_documents

from .addresses import public_addresses

PLAIN = "<a>"  # Without an address the words stay, as plain text.


class PublicPageLinkHandler(PageLinkHandler):
    """A link to a page that everybody may see; to any other, its words."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        found = public_addresses(cls.get_many(attrs_list))
        return [f'<a href="{escape(address)}">' if address else PLAIN for address in found]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """A link to a document that everybody may open; to any other, its words."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        documents = cls.get_many(attrs_list)
        hidden = hidden_documents([document for document in documents if document])
        return [
            f'<a href="{escape(document.url)}">' if document and document.pk not in hidden else PLAIN
            for document in documents
        ]
