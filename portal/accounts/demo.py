"""The ten demonstration accounts, plainly fictional, one for each role."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group

from portal.demo.registry import Demo

from .actions import give_consent, make_login_address
from .enums import Role
from .models.operator import Operator
from .models.privacy_terms import PrivacyTerms
from .models.user import User
from .passwords import one_form

# name of the account: first name, last name, language, role in the office
ACCOUNTS: dict[str, tuple[str, str, str, Role | None]] = {
    "admin": ("Әкімші", "Үлгібаев", "kk", Role.ADMINISTRATOR),
    "secretariat": ("Хатшы", "Үлгібаева", "kk", Role.SECRETARIAT),
    "editor": ("Редактор", "Примерова", "ru", Role.EDITOR),
    "translator": ("Sample", "Translator", "en", Role.TRANSLATOR),
    "moderator": ("Модератор", "Примеров", "ru", Role.MODERATOR),
    "reviewer": ("Sample", "Reviewer", "en", Role.REVIEWER),
    "trainer": ("Тренер", "Мысалбаева", "kk", None),
    "manager": ("Басқарушы", "Мысалбаев", "kk", None),
    "contributor": ("Автор", "Демонстрационный", "ru", None),
    "librarian": ("Кітапханашы", "Үлгіқызы", "kk", None),
}

OPERATOR = {
    "name_kk": "Кітапханалар федерациясы (үлгі: БСН мен мекенжайы ойдан шығарылған)",
    "name_ru": "Федерация библиотек (пример: БИН и адрес вымышлены)",
    "name_en": "Federation of Libraries (example: BIN and address are fictional)",
    "bin": "000040000009",
    "address_kk": "Ойдан шығарылған көше, 1",
    "address_ru": "ул. Вымышленная, 1",
    "address_en": "1 Fictional Street",
    "email": "secretariat@example.org",
}


def load(demo: Demo) -> None:
    """Makes the accounts, or brings them back to how they began: name, language, role, password, no second factor."""
    terms = PrivacyTerms.objects.current()
    hashed = _hash_of(demo.password)
    for name, (first_name, last_name, language, role) in ACCOUNTS.items():
        user, _is_new = User.objects.get_or_create(email=f"{name}@example.org")
        user.first_name, user.last_name, user.preferred_language = first_name, last_name, language
        user.is_active, user.is_superuser = True, role == Role.ADMINISTRATOR
        user.password = hashed
        user.save()
        user.groups.set(Group.objects.filter(name=role.value) if role else [])
        make_login_address(user)
        Authenticator.objects.filter(user=user).delete()
        if terms is not None:
            give_consent(user, terms)
        demo.made[f"user:{name}"] = user
    _name_operator()


def _name_operator() -> None:
    """Fills in who answers for the personal data where nobody has: plainly fictional, the number too, which no
    organisation has: it is of a month 00.
    """
    operator = Operator.load()
    if not operator.name.text:
        for name, value in OPERATOR.items():
            setattr(operator, name, value)
        operator.save()


def _hash_of(password: str) -> str:
    """The hash that all demonstration accounts share, so that one slow check does for all.

    The one in use is kept while it fits: a new hash would sign everybody out at each load.
    """
    password = one_form(password)
    used = User.objects.filter(email="admin@example.org").values_list("password", flat=True).first()
    return used if used and check_password(password, used) else make_password(password)
