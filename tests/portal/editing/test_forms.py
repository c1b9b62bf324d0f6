"""Fields that several rooms' admins share."""

import pytest
from django.core.exceptions import ValidationError

from federation.directory.models import Organisation
from portal.editing.forms import AddressField
from resources.models import Material


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("workshop-checklist", "workshop-checklist"),
        ("IFLA_2026", "IFLA_2026"),  # What is an address stays as it is.
        ("Сынақ тізімі", "synaq-tizimi"),
        ("Список проверки", "spisok-proverki"),
    ],
)
def test_an_address_that_is_typed_as_a_title_is_spelt_in_latin_letters(typed, address):
    assert AddressField(max_length=100).clean(typed) == address


def test_what_no_address_can_be_made_of_is_refused():
    with pytest.raises(ValidationError):
        AddressField().clean("a/b?")


@pytest.mark.parametrize("model", [Material, Organisation])
def test_the_admins_forms_of_records_take_it_so(model):
    form = model.snippet_viewset.get_edit_handler().get_form_class()

    assert isinstance(form.base_fields["slug"], AddressField)
