"""The forms around workshops."""

from .colleagues import ColleagueForm, colleague_rows
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
    "AnswerForm",
    "CapacityForm",
    "ColleagueForm",
    "DatesForm",
    "MoneyForm",
    "MoveForm",
    "ReasonForm",
    "RowFormSet",
    "TrainerForm",
    "WorkshopForm",
    "colleague_rows",
    "initial_of",
    "money_rows",
    "trainer_rows",
]
