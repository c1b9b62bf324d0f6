"""Signed-in screens of workshops: the organiser's, the secretariat's, the librarian's."""

from .hosts import (
    HostedListView,
    HostingView,
    HostRightsView,
    NoteHostView,
    NoteTrainerView,
    WithdrawHostingView,
)
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
    "HostRightsView",
    "HostedListView",
    "HostingView",
    "InviteTrainersView",
    "LeaveView",
    "ManageView",
    "MoveView",
    "MyWorkshopsView",
    "NewWorkshopView",
    "NoteHostView",
    "NoteTrainerView",
    "OrganiserListView",
    "ParticipantsView",
    "ReviewListView",
    "ReviewView",
    "StepBackView",
    "TakeOffView",
    "TakePlaceView",
    "TrainingView",
    "WithdrawHostingView",
]
