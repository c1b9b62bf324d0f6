"""The forms around workshops."""

from .hosts import HostRightsForm, NoteForm
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
    "DatesForm",
    "HostRightsForm",
    "MoneyForm",
    "MoveForm",
    "NoteForm",
    "ReasonForm",
    "RowFormSet",
    "TrainerForm",
    "WorkshopForm",
    "initial_of",
    "money_rows",
    "trainer_rows",
]
