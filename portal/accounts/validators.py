"""What the numbers of the operator must be."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LENGTH = 12
WEIGHTS = (range(1, 12), (*range(3, 12), 1, 2))
NO_DIGIT = 10


def control_digit(digits: str) -> int | None:
    """Returns the last digit that belongs to the first eleven of a business or individual identification number;
    None where no number may begin so.

    By the Rules for forming the identification number, approved by the Government of Kazakhstan on 22 May 2007
    (No. 406): the digits are weighted by 1 to 11, modulo 11; where that leaves 10, by 3 to 11, 1 and 2.
    """
    for weights in WEIGHTS:
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != NO_DIGIT:
            return rest
    return None


def validate_bin(value: str) -> None:
    """Raises ValidationError for what is no business identification number (БСН, БИН)."""
    is_number = len(value) == LENGTH and value.isascii() and value.isdigit()
    if not is_number or control_digit(value[:-1]) != int(value[-1]):
        raise ValidationError(
            _("This is not a BIN: it has twelve digits, and the last one checks the others."),
            code="invalid_bin",
        )
