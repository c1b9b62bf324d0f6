"""What readers do not want to be written about."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import OPTIONAL_CATEGORIES, Category
from ..fields import AddressField


class UnsubscriptionQuerySet(models.QuerySet["Unsubscription"]):
    def of_reader(self, person: int | None, address: str) -> Self:
        """Those of a person, by key, and those of the address, whoever has it."""
        by_address = models.Q(address=address) if address else models.Q(pk__in=[])
        return self.filter(models.Q(person=person) | by_address) if person else self.filter(by_address)


class Unsubscription(models.Model):
    """The wish of a reader to get no e-mails of one category: of a person, or of an address that is nobody's yet."""

    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="unsubscriptions",
    )
    address = AddressField(_("address"), blank=True)
    category = models.CharField(
        _("category"), max_length=10, choices=[(one.value, one.label) for one in OPTIONAL_CATEGORIES]
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = UnsubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsubscription")
        verbose_name_plural = _("unsubscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"],
                condition=models.Q(address=""),
                name="mail_unsubscription_one_of_person",
            ),
            models.UniqueConstraint(
                fields=["address", "category"],
                condition=~models.Q(address=""),
                name="mail_unsubscription_one_of_address",
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(address=""),
                name="mail_unsubscription_of_person_or_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(category=Category.NECESSARY),
                name="mail_unsubscription_not_of_necessary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.address}: {self.get_category_display()}"
