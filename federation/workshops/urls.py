"""Addresses of workshops that Wagtail does not serve: signed-in ones below /<language>/desk/, calendars, questions."""

from django.urls import path

from . import views
from .views import calendars
from .views.asking import AskView

app_name = "workshops"

urlpatterns = [
    path("my-workshops/", views.MyWorkshopsView.as_view(), name="my_workshops"),
    path("trainings/<int:pk>/", views.TrainingView.as_view(), name="training"),
    path("trainings/<int:pk>/step-back/", views.StepBackView.as_view(), name="step_back"),
    path("workshops/", views.OrganiserListView.as_view(), name="list"),
    path("workshops/new/", views.NewWorkshopView.as_view(), name="new"),
    path("for/<slug:acting_for>/workshops/", views.OrganiserListView.as_view(), name="list_for"),
    path("for/<slug:acting_for>/workshops/new/", views.NewWorkshopView.as_view(), name="new_for"),
    path(
        "for/<slug:acting_for>/workshops/<slug:slug>/colleagues/",
        views.ColleaguesView.as_view(),
        name="colleagues",
    ),
    path(
        "for/<slug:acting_for>/workshops/<slug:slug>/colleagues/<int:pk>/withdraw/",
        views.WithdrawPlaceView.as_view(),
        name="withdraw_place",
    ),
    path("places/<str:token>/", views.OfferView.as_view(), name="offer"),
    path("workshops/hosted/", views.HostedListView.as_view(), name="hosted_list"),
    path("for/<slug:acting_for>/workshops/hosted/", views.HostedListView.as_view(), name="hosted_list_for"),
    path("workshops/review/", views.ReviewListView.as_view(), name="review_list"),
    path("workshops/review/<slug:slug>/", views.ReviewView.as_view(), name="review"),
    path("workshops/<slug:slug>/", views.ManageView.as_view(), name="manage"),
    path("workshops/<slug:slug>/edit/", views.EditWorkshopView.as_view(), name="edit"),
    path("workshops/<slug:slug>/move/", views.MoveView.as_view(), name="move"),
    path("workshops/<slug:slug>/discard/", views.DiscardView.as_view(), name="discard"),
    path("workshops/<slug:slug>/take-back/", views.TakeBackView.as_view(), name="take_back"),
    path("workshops/<slug:slug>/copy/", views.CopyView.as_view(), name="copy"),
    path("workshops/<slug:slug>/change/", views.AmendView.as_view(), name="amend"),
    path(
        "workshops/<slug:slug>/change/withdraw/", views.WithdrawChangeView.as_view(), name="withdraw_change"
    ),
    path("workshops/<slug:slug>/programme/", views.ProgrammeView.as_view(), name="programme"),
    path("workshops/<slug:slug>/cancel/", views.CancelWorkshopView.as_view(), name="cancel"),
    path("workshops/<slug:slug>/participants/", views.ParticipantsView.as_view(), name="participants"),
    path("workshops/<slug:slug>/letters/", views.SentLettersView.as_view(), name="letters"),
    path("workshops/<slug:slug>/letters/new/", views.NewLetterView.as_view(), name="letter_new"),
    path("workshops/<slug:slug>/letters/<int:pk>/", views.SentLetterView.as_view(), name="letter"),
    path("workshops/<slug:slug>/write/", views.WriteToOrganiserView.as_view(), name="write_to_organiser"),
    path("workshops/<slug:slug>/trainers/invite/", views.InviteTrainersView.as_view(), name="invite"),
    path("workshops/<slug:slug>/trainers/<int:pk>/again/", views.AskAgainView.as_view(), name="ask_again"),
    path("workshops/<slug:slug>/trainers/<int:pk>/take-off/", views.TakeOffView.as_view(), name="take_off"),
    path(
        "workshops/<slug:slug>/trainers/<int:pk>/note/", views.NoteTrainerView.as_view(), name="note_trainer"
    ),
    path("workshops/<slug:slug>/hosting/", views.HostingView.as_view(), name="hosting"),
    path(
        "workshops/<slug:slug>/hosting/withdraw/",
        views.WithdrawHostingView.as_view(),
        name="withdraw_hosting",
    ),
    path("workshops/<slug:slug>/hosting/again/", views.AskHostAgainView.as_view(), name="ask_host_again"),
    path("workshops/<slug:slug>/hosting/rights/", views.HostRightsView.as_view(), name="host_rights"),
    path("workshops/<slug:slug>/hosting/note/", views.NoteHostView.as_view(), name="note_host"),
    path("workshops/<slug:slug>/place/", views.TakePlaceView.as_view(), name="place"),
    path("workshops/<slug:slug>/leave/", views.LeaveView.as_view(), name="leave"),
    path("workshops/<slug:slug>/calendar/", calendars.OwnCalendarView.as_view(), name="own_calendar"),
    path("workshops/<slug:slug>/money/", views.MoneyView.as_view(), name="money"),
]

# Below /<language>/workshops/.
calendar_urlpatterns = [
    path("calendar.ics", calendars.subscribe, name="workshops_calendar"),
    path("<slug:slug>/calendar.ics", calendars.one_event, name="workshop_calendar"),
    path("<slug:slug>/ask/", AskView.as_view(), name="workshop_question"),
]
