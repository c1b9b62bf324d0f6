"""The librarian's screens: taking a place, giving it up, and where one goes."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.membership.rules import representations_of
from federation.people.enums import Step
from federation.people.forms.asking import Asked
from federation.people.models import Person
from portal.accounts.rules import PortalRequest
from portal.look.components import Link

from .. import actions
from ..enums import ParticipationState, RegistrationState
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..presenters import desk
from ..presenters.overlaps import overlaps_of
from ..presenters.participants import fellows_of
from ..presenters.rows import kept_words
from ..presenters.training import lines_asking, training_rows
from ..rules import knows_link, may_leave, people_kept_for, takes_requests
from .base import DeskView


class MyWorkshopsView(DeskView):
    """The workshops in which the user has a place, waits for one, or had one, and those that they help to hold, or are
    asked to.
    """

    template_name = "workshops/my_workshops.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Participation.objects.of(self.request.user).select_related(
            "workshop__region", "workshop__host"
        )
        rows = rows.with_earlier().prefetch_related("workshop__descriptions").order_by("-workshop__starts_on")
        found = desk.my_workshops_of(rows)
        asking = lines_asking(self.request.user)
        trained = WorkshopTrainer.objects.trained_by(self.request.user).with_workshops()
        trained = trained.exclude(pk__in=[line.pk for line in asking])
        return super().get_context_data(
            coming=found.coming,
            other=found.other,
            asking=training_rows(asking),
            trained=training_rows(trained.order_by("-workshop__starts_on", "pk")),
            **kwargs,
        )


class PublicWorkshopView(DeskView):
    """A screen about a public workshop."""

    desk_name = "workshops:my_workshops"

    @cached_property
    def workshop(self) -> Workshop:
        found = (
            Workshop.objects.public().for_page().filter(slug=self.kwargs["slug"], is_historic=False).first()
        )
        if found is None:
            raise Http404
        return found

    @cached_property
    def participation(self) -> Participation | None:
        return Participation.objects.of(self.request.user).filter(workshop=self.workshop).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            workshop=self.workshop,
            participation=self.participation,
            may_leave=may_leave(self.workshop),
            **kwargs,
        )


class TakePlaceView(PublicWorkshopView):
    """Asks whether the place shall be taken, with the facts; the POST takes it."""

    template_name = "workshops/place.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever is asked to confirm a place answers that, and has no second one."""
        if request.user.is_authenticated and not self.is_taken:
            held = PlaceOffer.objects.open().to(request.user).filter(workshop=self.workshop).first()
            if held:
                return HttpResponseRedirect(reverse("workshops:offer", args=[held.make_token()]))
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_taken(self) -> bool:
        """True when the reader has a place, or waits for one."""
        return self.participation is not None and self.participation.state != ParticipationState.CANCELLED

    @property
    def colleague_links(self) -> list[Link]:
        """Where the reader registers colleagues, for each organisation that they manage."""
        managed = representations_of(self.request.user).managers().values("organisation")
        return [
            Link(one.name, reverse("workshops:colleagues", args=[one.slug, self.workshop.slug]))
            for one in Organisation.objects.filter(pk__in=managed).by_name()
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_taken, contents = self.is_taken, desk.contents_of(self.workshop, is_host_named=False)
        state = self.workshop.registration_state()
        is_full = state == RegistrationState.FULL
        if state == RegistrationState.KEPT:
            is_full = not people_kept_for(self.workshop).filter(user=self.request.user.pk).exists()
        return super().get_context_data(
            is_taken=is_taken,
            facts=[*contents.facts, *contents.conditions],
            takes_requests=takes_requests(self.workshop),
            is_full=is_full,
            kept_words=kept_words(self.workshop, self.workshop.kept_free(timezone.localdate())),
            colleague_links=self.colleague_links,
            next_number=self.workshop.waiting_count + 1,
            overlaps=[] if is_taken else overlaps_of(self.workshop, self.request.user),
            shows_link=knows_link(self.request.user, self.workshop),
            fellows=fellows_of(self.workshop, self.request.user) if is_taken else [],
            **{"asked": self.ask(), **kwargs},
        )

    def ask(self, data: Any = None) -> Asked:
        """What is still to be asked. Of the person as it stands: a refused answer must not change it on the page."""
        person = Person.objects.select_related("user", "region").get(user=self.request.user.pk)
        return Asked(person, Step.PLACE, data)

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        asked = self.ask(request.POST)
        if not asked.is_valid():
            return self.show(asked=asked, is_refused=True)
        try:
            with transaction.atomic():
                asked.save()
                participation = actions.take_place(self.workshop, request.user)
        except actions.Refused as refusal:
            return self.show(asked=asked, refusal=refusal.message, is_refused=True)
        if participation.state == ParticipationState.REGISTERED:
            messages.success(request, _("You have a place. We have sent you an e-mail."))
        else:
            number = participation.waitlist_position
            messages.info(request, _("You are number %(number)s on the waitlist.") % {"number": number})
        return HttpResponseRedirect(reverse("workshops:my_workshops"))


class LeaveView(PublicWorkshopView):
    """Asks before a place or a turn is given up; the POST gives it up."""

    template_name = "workshops/leave.html"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if self.participation is None or self.participation.state == ParticipationState.CANCELLED:
            return HttpResponseRedirect(reverse("workshops:my_workshops"))
        return self.show()

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        try:
            found = actions.cancel_participation(self.workshop, request.user)
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            if found is not None and found.left:  # Sent twice, it was told the first time.
                was_waiting = found.left == ParticipationState.WAITLISTED
                words = (
                    _("You have left the waitlist.") if was_waiting else _("You have given up your place.")
                )
                messages.success(request, words)
        return HttpResponseRedirect(reverse("workshops:my_workshops"))
