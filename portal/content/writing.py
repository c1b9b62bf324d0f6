"""Where the admin begins a new text about a record."""

from wagtail.snippets.views.snippets import CreateView

from portal.language import LANGUAGES
from portal.language.numbers import read_key

from .descriptions import Description
from .visibility import visible_rows


class WordsCreateView(CreateView):
    """A new text, for the record and in the language that the address names."""

    def get_initial_form_instance(self) -> Description:
        number, language = self.request.GET.get("record", ""), self.request.GET.get("language", "")
        text = self.model(language=language if language in LANGUAGES else "")
        if key := read_key(number):
            record_model = self.model._meta.get_field("record").related_model
            text.record = visible_rows(record_model, self.request.user).filter(pk=key).first()
        return text
