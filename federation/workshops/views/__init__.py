"""Signed-in screens of workshops: the organiser's, the secretariat's, the librarian's."""

from .colleagues import ColleaguesView, OfferView, WithdrawPlaceView
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
    "ColleaguesView",
    "DatesView",
    "DiscardView",
    "EditWorkshopView",
    "InviteTrainersView",
    "LeaveView",
    "ManageView",
    "MoveView",
    "MyWorkshopsView",
    "NewWorkshopView",
    "OfferView",
    "OrganiserListView",
    "ParticipantsView",
    "ReviewListView",
    "ReviewView",
    "StepBackView",
    "TakeOffView",
    "TakePlaceView",
    "TrainingView",
    "WithdrawPlaceView",
]
