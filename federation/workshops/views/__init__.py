"""Signed-in screens of workshops: the organiser's, the secretariat's, the librarian's."""

from .letters import NewLetterView, SentLettersView, SentLetterView, WriteToOrganiserView
from .librarian import LeaveView, MyWorkshopsView, TakePlaceView
from .organiser import (
    CancelWorkshopView,
    CapacityView,
    DatesView,
    DiscardView,
    ManageView,
    MoveView,
    OrganiserListView,
    ParticipantsView,
)
from .registration import EditWorkshopView, NewWorkshopView
from .secretariat import ReviewListView, ReviewView
from .trainers import AskAgainView, InviteTrainersView, StepBackView, TakeOffView, TrainingView

__all__ = [
    "AskAgainView",
    "CancelWorkshopView",
    "CapacityView",
    "DatesView",
    "DiscardView",
    "EditWorkshopView",
    "InviteTrainersView",
    "LeaveView",
    "ManageView",
    "MoveView",
    "MyWorkshopsView",
    "NewLetterView",
    "NewWorkshopView",
    "OrganiserListView",
    "ParticipantsView",
    "ReviewListView",
    "ReviewView",
    "SentLetterView",
    "SentLettersView",
    "StepBackView",
    "TakeOffView",
    "TakePlaceView",
    "TrainingView",
    "WriteToOrganiserView",
]
