from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "federation.membership"
    label = "membership"
    verbose_name = _("membership")

    def ready(self) -> None:
        from federation.directory import registry, speakers

        from .organisation_page import since_when_a_member
        from .queries import representations_of

        speakers.register(lambda user: representations_of(user).values("organisation"))
        registry.register(since_when_a_member)
