"""What the fields of a person pass."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.language import is_latin, is_name

from .enums import AUDIENCES_OF_A_NAME, Audience, Detail

PHONE: Final = re.compile(r"\+?[\d ()-]+")
MOST_LINES, LONGEST_LINE = 20, 301  # Names or addresses of one person, each as long as a full name.
FEWEST_DIGITS, MOST_DIGITS = 5, 15  # The longest number of ITU-T E.164; the shortest of a village's exchange.


def validate_phone(value: str) -> None:
    """Refuses what cannot be dialled. Any way of setting the digits apart is somebody's habit."""
    digits = sum(sign.isdigit() for sign in value)
    if not PHONE.fullmatch(value) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValidationError(_("Enter the number in digits, for example +7 701 000 00 00."))


def validate_name(value: str) -> None:
    """Refuses what is no name in any script: digits, pictures."""
    if not is_name(value):
        raise ValidationError(_("Only letters, hyphen, apostrophe and full stop."))


def validate_latin_name(value: str) -> None:
    """Refuses a name in other letters than Latin ones."""
    if not is_latin(value):
        raise ValidationError(_("Only Latin letters, hyphen and apostrophe."))


def validate_lines(value: str) -> None:
    """Refuses more lines than anybody has names or addresses: all are compared with everybody's, each with each."""
    lines = [line for line in value.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("Write at most %(number)s lines.") % {"number": MOST_LINES})
    if any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(_("A line has at most %(number)s characters.") % {"number": LONGEST_LINE})


def validate_audiences(value: Any) -> None:
    """Refuses whatever is not an audience by the name of a detail: {"phone": "organisers"}."""
    is_known = isinstance(value, dict) and {*value} <= {*Detail.values}
    if not is_known or not {*value.values()} <= {*Audience.values}:
        raise ValidationError("This says of no known detail to whom it is shown.")  # No form can send it.
    if value.get(Detail.NAME, Audience.ORGANISERS) not in AUDIENCES_OF_A_NAME:
        raise ValidationError(_("Organisers always see the names of those who take part in their workshops."))
