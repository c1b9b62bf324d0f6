"""Labels of the places where a word stands and of the ways in which it is met, for staff."""

from django.utils.translation import gettext_lazy

PLACE_NAMES = {
    "title": gettext_lazy("title"),
    "names": gettext_lazy("other and former names"),
    "keywords": gettext_lazy("keywords"),
    "summary": gettext_lazy("summary"),
    "body": gettext_lazy("text"),
    "file": gettext_lazy("inside a file"),
}
WAY_NAMES = {
    "exact": gettext_lazy("as written"),
    "stem": gettext_lazy("in another form"),
    "folded": gettext_lazy("typed on a Russian keyboard"),
    "latin": gettext_lazy("in Latin letters"),
    "synonym": gettext_lazy("by a synonym"),
}
