"""The forms around workshops."""

from .money import ActualMoneyForm
from .rows import MoneyForm, RowFormSet, TrainerForm, money_rows, trainer_rows
from .workshop import (
    AnswerForm,
    CapacityForm,
    DatesForm,
    MoveForm,
    ReasonForm,
    WorkshopForm,
    initial_of,
)

__all__ = [
    "ActualMoneyForm",
    "AnswerForm",
    "CapacityForm",
    "DatesForm",
    "MoneyForm",
    "MoveForm",
    "ReasonForm",
    "RowFormSet",
    "TrainerForm",
    "WorkshopForm",
    "initial_of",
    "money_rows",
    "trainer_rows",
]
