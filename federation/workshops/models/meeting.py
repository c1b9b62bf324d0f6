"""When of the day people meet, and where."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.language import format_time
from portal.localisation.text import Localised, LocalisedText, active_language

from ..enums import AttendanceMode

MOST_OF_A_LINK = 500
# Of the columns below, those of a hall: an online workshop has none.
OF_A_HALL = ("venue_kk", "venue_ru", "venue_en", "address_kk", "address_ru", "address_en")


class Meeting(models.Model):
    """How the people of a workshop come together: in a hall, by a link, or both, and at which hours of each day.

    Hours are of Asia/Almaty, and those of the first day where the note says so. The link is never public: whoever
    `rules.knows_link` names reads it, on their own pages and in their own letters and calendar files.
    """

    attendance_mode = models.CharField(
        _("how it is held"),
        max_length=7,
        choices=AttendanceMode.choices,
        default=AttendanceMode.ON_SITE,
    )
    link = models.URLField(
        _("link to take part"),
        max_length=MOST_OF_A_LINK,
        blank=True,
        validators=[URLValidator(["http", "https"])],
    )
    begins_at = models.TimeField(_("begins each day at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends each day at"), null=True, blank=True)
    hours_note = models.CharField(_("remark on the hours"), max_length=100, blank=True)
    venue_kk = models.CharField(_("venue in Kazakh"), max_length=200, blank=True)
    venue_ru = models.CharField(_("venue in Russian"), max_length=200, blank=True)
    venue_en = models.CharField(_("venue in English"), max_length=200, blank=True)
    venue = Localised("venue")
    address_kk = models.CharField(_("address in Kazakh"), max_length=200, blank=True)
    address_ru = models.CharField(_("address in Russian"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=200, blank=True)
    address = Localised("address")

    working_language: str

    class Meta:
        abstract = True

    @property
    def is_online(self) -> bool:
        """True when there is no hall to come to."""
        return self.attendance_mode == AttendanceMode.ONLINE

    @property
    def is_hybrid(self) -> bool:
        """True when some come to a hall and others take part by the link."""
        return self.attendance_mode == AttendanceMode.HYBRID

    @property
    def hours(self) -> LocalisedText:
        """The daily hours and the remark on them, marked with the working language where there is a remark."""
        times = "–".join(format_time(at) for at in (self.begins_at, self.ends_at) if at)
        language = self.working_language if self.hours_note else active_language()
        return LocalisedText("; ".join(filter(None, [times, self.hours_note])), language)
