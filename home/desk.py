"""What home puts on the admin's first screen: messages that nobody has answered."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.navigation.desk import MOST_WAITING, Task, Waiting, office

from .records import ContactMessage


@office
def messages(user) -> Iterator[Waiting]:
    """For those who answer messages: the oldest first."""
    if not user.has_perm("home.change_contactmessage"):
        return
    rows = ContactMessage.objects.waiting()
    shown = list(rows[:MOST_WAITING])
    tasks = [
        Task(
            title=str(message),
            why=" ".join(message.text.split())[:120],
            url=message.admin_url,
            verb=pgettext("button", "Answer"),
        )
        for message in shown
    ]
    total = rows.count() if len(shown) == MOST_WAITING else len(shown)
    yield Waiting(
        _("Messages to the secretariat"),
        tasks,
        total,
        f"{reverse('wagtailsnippets_home_contactmessage:list')}?state=new",
    )
