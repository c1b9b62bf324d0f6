"""The forms around workshops."""

from .rows import MoneyForm, RowFormSet, TrainerForm, money_rows, trainer_rows
from .workshop import (
    AnswerForm,
    CopyForm,
    MoveForm,
    ReasonForm,
    WorkshopForm,
    initial_of,
)

__all__ = [
    "AnswerForm",
    "CopyForm",
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
