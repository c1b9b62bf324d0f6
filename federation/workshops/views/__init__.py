"""Signed-in screens of workshops: the organiser's, the secretariat's, the librarian's."""

from .amending import AmendView, ProgrammeView, WithdrawChangeView
from .colleagues import ColleaguesView, OfferView, WithdrawPlaceView
from .hosts import (
    AskHostAgainView,
    HostedListView,
    HostingView,
    HostRightsView,
    NoteHostView,
    NoteTrainerView,
    WithdrawHostingView,
)
from .letters import NewLetterView, SentLettersView, SentLetterView, WriteToOrganiserView
from .librarian import LeaveView, MyWorkshopsView, TakePlaceView
from .money import MoneyView
from .organiser import (
    CancelWorkshopView,
    CopyView,
    DiscardView,
    ManageView,
    MoveView,
    OrganiserListView,
    ParticipantsView,
    TakeBackView,
)
from .registration import EditWorkshopView, NewWorkshopView
from .secretariat import ReviewListView, ReviewView
from .trainers import AskAgainView, InviteTrainersView, StepBackView, TakeOffView, TrainingView

__all__ = [
    "AmendView",
    "AskAgainView",
    "AskHostAgainView",
    "CancelWorkshopView",
    "ColleaguesView",
    "CopyView",
    "DiscardView",
    "EditWorkshopView",
    "HostRightsView",
    "HostedListView",
    "HostingView",
    "InviteTrainersView",
    "LeaveView",
    "ManageView",
    "MoneyView",
    "MoveView",
    "MyWorkshopsView",
    "NewLetterView",
    "NewWorkshopView",
    "NoteHostView",
    "NoteTrainerView",
    "OfferView",
    "OrganiserListView",
    "ParticipantsView",
    "ProgrammeView",
    "ReviewListView",
    "ReviewView",
    "SentLetterView",
    "SentLettersView",
    "StepBackView",
    "TakeBackView",
    "TakeOffView",
    "TakePlaceView",
    "TrainingView",
    "WithdrawChangeView",
    "WithdrawHostingView",
    "WithdrawPlaceView",
    "WriteToOrganiserView",
]
