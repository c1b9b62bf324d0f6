"""The forms around workshops."""

from .colleagues import ColleagueForm, colleague_rows
from .hosts import HostRightsForm, NoteForm
from .money import ActualMoneyForm
from .programme import ProgrammeForm
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
    "ActualMoneyForm",
    "AnswerForm",
    "ColleagueForm",
    "CopyForm",
    "HostRightsForm",
    "MoneyForm",
    "MoveForm",
    "NoteForm",
    "ProgrammeForm",
    "ReasonForm",
    "RowFormSet",
    "TrainerForm",
    "WorkshopForm",
    "colleague_rows",
    "initial_of",
    "money_rows",
    "trainer_rows",
]
