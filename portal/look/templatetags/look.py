"""Tags and filters of the look. Their names and parameters are listed in docs/components.md."""

import datetime as dt
from collections.abc import Hashable, Iterable
from typing import Any, cast

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portal import language as languages
from portal.localisation.text import active_language
from portal.look import covers, drawing, months
from portal.look.components import Event

register = template.Library()

# The closed vocabulary of badges: what each state is drawn with, and called where nobody says it better.
BADGE_ICONS = {
    "draft": "ring", "waiting": "half", "open": "disc", "planned": "calendar", "accepted": "check", "done": "check",
    "on_hold": "pause", "declined": "close", "overdue": "warning",
}  # fmt: skip
BADGE_LABELS = {
    "draft": pgettext_lazy("state", "draft"),
    "waiting": pgettext_lazy("state", "waiting"),
    "open": pgettext_lazy("state", "open"),
    "planned": pgettext_lazy("state", "planned"),
    "accepted": pgettext_lazy("state", "accepted"),
    "done": pgettext_lazy("state", "done"),
    "on_hold": pgettext_lazy("state", "on hold"),
    "declined": pgettext_lazy("state", "declined"),
    "overdue": pgettext_lazy("state", "overdue"),
}
MESSAGE_ICONS = {"info": "info", "success": "check", "warning": "warning", "error": "warning"}


register.simple_tag(drawing.icon, name="icon")
register.simple_tag(drawing.mark, name="mark")
register.simple_tag(drawing.motif, name="motif")
register.simple_tag(drawing.arcade, name="arcade")
register.simple_tag(drawing.frieze, name="frieze")
register.simple_tag(drawing.dot_map, name="dot_map")
register.simple_tag(drawing.country_map, name="country_map")


@register.simple_tag
def book(seed: Hashable, code: str, module: object, title: Any = "") -> SafeString:
    """Return a material's face; `title` (words, or a plain text) stands on the cover."""
    language = getattr(title, "language", "")
    return drawing.book(seed, code, module, str(title), language if is_foreign(language) else "")


@register.simple_tag
def band() -> SafeString:
    """Return the ornament band: once above the footer, once on the home page."""
    return SafeString('<div class="band" aria-hidden="true"></div>')


@register.simple_tag
def monogram(
    seed: Hashable, letters: str = "", kind: str = "regional", size: str = "", name: str = "", city: str = ""
) -> SafeString:
    """Return an organisation's face; without `letters` they are made from `name` and `city`."""
    return drawing.monogram(seed, letters or covers.monogram_letters(str(name), kind, str(city)), kind, size)


def _date(moment: dt.date | dt.datetime) -> dt.date:
    if isinstance(moment, dt.datetime):
        return (moment.astimezone(languages.TIME_ZONE) if moment.tzinfo else moment).date()
    return moment


@register.simple_tag
def date_tile(start: dt.date, end: dt.date | None = None, top: str = "", foot: str = "") -> SafeString:
    """Return a workshop's face: weekdays, days, month. `top` and `foot` say other words (a year, "5 days")."""
    code, first = active_language(), _date(start)
    last = _date(end) if end else first
    day = f"{first.day}" if first == last else f"{first.day}–{last.day}"
    is_long = first.month != last.month
    if is_long:
        day = f"{first:%d.%m}–\n{last:%d.%m}"
    weekdays = languages.weekday_short(first, code)
    if first != last:
        weekdays += f"–{languages.weekday_short(last, code)}"
    month = "" if is_long else languages.month_after_day(first, code)
    return format_html(
        '<span class="date-tile"><time class="visually-hidden" datetime="{}">{}</time>'
        '<span aria-hidden="true"><span class="date-tile-top">{}</span><span class="date-tile-days{}">{}</span>'
        '<span class="date-tile-foot">{}</span></span></span>',
        first.isoformat(), languages.format_date_range(first, last, code), top or weekdays,
        " date-tile-long" if is_long else "", day, foot or month,
    )  # fmt: skip


@register.simple_tag
def dash() -> str:
    """Return a dash between two words as the reader's language sets it, with its spaces."""
    return languages.dash(active_language())


@register.filter
def date_in(moment: dt.date | dt.datetime | None) -> str:
    """Return a date in the reader's language: "2026 ж. 9 желтоқсан"; a datetime is read in Asia/Almaty."""
    return languages.format_date(moment, active_language()) if moment else ""


@register.filter
def datetime_in(moment: dt.datetime | None) -> str:
    """Return date and time in the reader's language and in Asia/Almaty."""
    return languages.format_datetime(moment, active_language()) if moment else ""


@register.filter
def date_range(start: dt.date | None, end: dt.date | None) -> str:
    """Return the days from start to end, both included: "2026 ж. 9–13 желтоқсан"."""
    return languages.format_date_range(start, end or start, active_language()) if start else ""


@register.filter
def number(value: Any) -> str:
    """Return a number as the reader's language writes it: "1 234,5"."""
    return "" if value is None or value == "" else languages.format_number(value, active_language())


@register.filter
def file_size(size: int | None) -> str:
    """Return a size in bytes in the reader's language: "2,1 МБ"."""
    return "" if size is None else languages.format_file_size(int(size), active_language())


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the reader's language: "орысша", "русский", "Russian"."""
    return languages.language_name(code, active_language()) if code in languages.LANGUAGES else code


@register.filter
def own_language_name(code: str) -> str:
    """Return the name of a language in itself: "Қазақша", "Русский", "English"."""
    return languages.own_language_name(code) if code in languages.LANGUAGES else code


@register.filter
def written_in(code: str) -> str:
    """Return "орысша", "на русском", "in Russian" for a badge."""
    return languages.written_in(code, active_language()) if code in languages.LANGUAGES else code


@register.filter(needs_autoescape=True)
def marked(words: Any, autoescape: bool = True) -> SafeString:
    """Return words (`.text` and `.language`) escaped, in a span with `lang` when it is not the reader's language.

    Where nothing is escaped, as in the part of a letter that is plain text, it is the words alone.
    """
    if words is None:
        return SafeString("")
    text, code = getattr(words, "text", words), getattr(words, "language", "")
    if not autoescape:
        return SafeString(text)
    if code and code != active_language():
        return format_html('<span lang="{}">{}</span>', code, text)
    return conditional_escape(text)


@register.filter
def lang_attribute(words: Any) -> SafeString:
    """Return ` lang="ru"` for words (or a language code) that are not in the reader's language, else nothing."""
    code = getattr(words, "language", words)
    return format_html(' lang="{}"', code) if is_foreign(code) else SafeString("")


@register.filter
def is_foreign(words: Any) -> bool:
    """Return True when the words are in another language than the reader's, or when a language code is."""
    code = getattr(words, "language", words)
    return bool(code) and code != active_language()


@register.filter
def badge_icon(state: str) -> str:
    """Return the icon of a badge's state."""
    return BADGE_ICONS.get(str(state), "ring")


@register.filter
def badge_label(state: str) -> str:
    """Return the state's own words."""
    return str(BADGE_LABELS.get(str(state), ""))


@register.filter
def message_icon(kind: str) -> str:
    """Return the icon of a kind of message."""
    return MESSAGE_ICONS.get(str(kind), "info")


@register.filter
def message_kind(tags: str) -> str:
    """Return info, success, warning or error for the tags of a Django message."""
    return next((kind for kind in ("error", "warning", "success") if kind in str(tags).split()), "info")


def _is_choices(field: BoundField) -> bool:
    """Return True for a field drawn as boxes to choose from."""
    return (
        field.widget_type in ("radioselect", "checkboxselectmultiple", "nullbooleanselect")
        and field.use_fieldset
    )


@register.simple_tag
def field_classes(field: BoundField, is_short: bool = False) -> str:
    """Return the classes of the box around a field."""
    marks = [
        ("field-wrong", field.errors), ("field-choices", _is_choices(field)), ("field-short", is_short),
        (field.css_classes(), True),
    ]  # fmt: skip
    return " ".join(["field", *(name for name, is_on in marks if name and is_on)])


@register.filter
def drawn(field: BoundField) -> SafeString:
    """Return a field's input without limits of length: a browser would cut what is pasted without a word, we say it."""
    return field.as_widget(attrs={"maxlength": False, "minlength": False})


@register.filter
def first_input(field: BoundField) -> str:
    """Return the id of what a link to the field leads to: its input, or the first of its boxes or lines."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """Return the fields of a form that were not accepted, in the order of the page."""
    return [form[name] for name in getattr(form, "reading_order", form.fields) if name in form.errors]


@register.simple_tag(takes_context=True)
def own_address(context: template.Context) -> str:
    """Return the page's address for a form that is sent to it.

    A form without `action` keeps the fragment of the error that was followed last: the browser would jump there
    instead of to the new summary.
    """
    request = getattr(context, "request", None) or context.get("request")
    return request.get_full_path() if request else ""


@register.simple_tag(takes_context=True)
def error_in_title(context: template.Context) -> str:
    """Return "Error: " for the page's title when a form of the page was not accepted, or `is_refused` says so."""
    # `isinstance` would wake what is lazy, the visitor's account too, and make a public page a personal one.
    forms = [
        cast(BaseForm, value) for value in context.flatten().values() if issubclass(type(value), BaseForm)
    ]
    is_wrong = context.get("is_refused") or any(form.is_bound and form.errors for form in forms)
    return format_html("{} ", _("Error:")) if is_wrong else ""


@register.filter
def length_parts(value: int, limit: int) -> int:
    """Return a value as a part of a hundred of its limit, between 0 and 100."""
    return max(0, min(100, round(100 * float(value or 0) / float(limit)))) if limit else 0


@register.simple_tag(takes_context=True)
def page_messages(context: template.Context) -> SafeString:
    """Return waiting messages. A visitor without cookies cannot have any, and for them the session stays untouched."""
    request = context.get("request")
    cookies = getattr(request, "COOKIES", {})
    if settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies:
        return SafeString("")
    waiting = list(context.get("messages") or [])
    return (
        SafeString(render_to_string("components/messages.html", {"messages": waiting}))
        if waiting
        else SafeString("")
    )


@register.simple_tag(takes_context=True)
def querystring_with(context: template.Context, name: str, value: Any, querystring: str | None = None) -> str:
    """Return "?…" of this address, or of `querystring`, with one parameter set to `value` (or dropped when empty)."""
    request = context.get("request")
    query = QueryDict(querystring.lstrip("?"), mutable=True) if querystring else None
    if query is None:
        query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query.pop(name, None)
    if value not in (None, ""):
        query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("components/calendar.html")
def month_calendar(
    year: int, month: int, events: Iterable[Event] = (), today: dt.date | None = None
) -> dict[str, Any]:
    """Draw a month with what happens in it."""
    code, known = active_language(), list(events)
    return {
        "title": languages.format_month(year, month, code),
        "weekdays": [
            (languages.weekday_short(day, code), languages.weekday_name(day, code))
            for day in months.first_week()
        ],
        "weeks": months.weeks(year, month, known, today),
        "has_events": bool(known),
    }


@register.filter
def page_items(page: Any) -> list[int | None]:
    """Return the page numbers to show: first, last and those around this one; None stands for a gap."""
    total, here = page.paginator.num_pages, page.number
    shown = sorted({1, total, here - 1, here, here + 1} & set(range(1, total + 1)))
    items: list[int | None] = []
    for place in shown:
        if items and place - (items[-1] or 0) == 2:
            items.append(place - 1)
        elif items and place - (items[-1] or 0) > 2:
            items.append(None)
        items.append(place)
    return items


@register.filter
def at(items: Any, index: int) -> Any:
    """Return the item of a list at an index."""
    return items[index]
