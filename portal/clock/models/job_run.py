"""Last run of each job."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """The last run of one job; its row is the lock that keeps two processes from running the job at once."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    error = models.TextField(_("error"), blank=True)
    # The process that runs the job now.
    claimed_by = models.CharField(max_length=64, blank=True, default="")
    # How long the last run took.
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")

    def __str__(self) -> str:
        return self.name
