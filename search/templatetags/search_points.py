"""Template filters for points, ways and places in the explanation of an order."""

from django import template

from portal.language import format_number
from portal.localisation.text import active_language
from search.query.scoring import PLACES
from search.staff.wording import PLACE_NAMES, WAY_NAMES

register = template.Library()


@register.filter
def points(value: float) -> str:
    """A number with at most two decimals, as the reader's language writes it."""
    rounded = round(float(value), 2)
    return format_number(int(rounded) if rounded.is_integer() else rounded, active_language())


@register.filter
def way_name(way: str) -> str:
    """Returns the way in which a word was met, in words."""
    return str(WAY_NAMES[way])


@register.filter
def place_name(place: str) -> str:
    """Returns the place where a word stands, in words."""
    return str(PLACE_NAMES[place])


@register.filter
def place_weight(place: str) -> float:
    """Returns the weight of a place."""
    return PLACES[place]
