"""Whether letters go out."""

from datetime import timedelta

from django.utils import timezone

from portal.health.registry import OK, POOR, Finding, check

from .records import Letter

RECENTLY = timedelta(days=7)


@check("mail")
def mail() -> Finding:
    """Letters that wait for delivery, and those given up within a week."""
    now = timezone.now()
    waiting = Letter.objects.filter(sent_at=None, given_up_at=None)
    given_up = Letter.objects.filter(given_up_at__gte=now - RECENTLY).count()
    numbers: dict[str, int | None] = {"waiting": waiting.count(), "given_up_in_7_days": given_up}
    is_late = waiting.filter(created_at__lt=now - timedelta(minutes=15)).exists()
    return Finding(POOR if given_up or is_late else OK, numbers)
