from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("home")

    def ready(self) -> None:
        from portal.mail.replies import answers_go_to
        from portal.web.disk_space import CONTACTS

        from .contact import ContactPage

        answers_go_to(ContactPage.address_for_answers)
        CONTACTS.append(ContactPage.address_for_answers)
