"""Brings the e-mail addresses of all rooms into the one form in which they are kept from now on."""

from collections import defaultdict
from datetime import UTC, datetime

from django.db import migrations

from portal.mail.fields import one_form

NEVER = datetime.min.replace(tzinfo=UTC)
COLUMNS = [
    ("mail", "Letter", "address"),
    ("mail", "Letter", "reply_to"),
    ("people", "Person", "email"),
    ("workshops", "WorkshopTrainer", "email"),
    ("home", "ContactMessage", "email"),
    ("home", "ContactPage", "email"),
]


def one_form_of_logins(apps, schema_editor) -> None:
    """Two accounts of one mailbox stay two: the one that was used last keeps the address, the other gets a mark.

    Most mail servers bring `name+mark@…` to the same mailbox; an administrator can give it another address.
    """
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    owners = defaultdict(list)
    for user in User.objects.order_by("pk"):
        owners[one_form(user.email)].append(user)
    for wanted, users in owners.items():
        verified = set(
            EmailAddress.objects.filter(user__in=users, verified=True).values_list("user_id", flat=True)
        )
        users.sort(key=lambda user: (user.is_active, user.last_login or NEVER, user.pk in verified))
        for user in users:
            is_last_used = user is users[-1]
            local, _at, domain = wanted.rpartition("@")
            email = wanted if is_last_used else f"{local}+{user.pk}@{domain}"
            if email == user.email:
                continue
            User.objects.filter(pk=user.pk).update(email=email)
            EmailAddress.objects.filter(email=email).delete()
            EmailAddress.objects.filter(user=user, email=user.email).update(email=email)
    for address in EmailAddress.objects.order_by("-verified", "-primary", "pk"):
        wanted = one_form(address.email)
        if wanted == address.email:
            continue
        others = EmailAddress.objects.filter(email=wanted).exclude(pk=address.pk)
        if others.filter(user=address.user_id).exists() or others.filter(verified=True).exists():
            address.delete()
        else:
            EmailAddress.objects.filter(pk=address.pk).update(email=wanted)


def one_form_of_others(apps, schema_editor) -> None:
    for app, name, column in COLUMNS:
        rows = apps.get_model(app, name).objects
        for key, address in rows.exclude(**{column: None}).exclude(**{column: ""}).values_list("pk", column):
            if one_form(address) != address:
                rows.filter(pk=key).update(**{column: one_form(address)})


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_names_of_sections"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("accounts", "0001_initial"),
        ("mail", "0002_where_answers_go"),
        ("people", "0001_initial"),
        ("workshops", "0003_names_of_sections"),
    ]

    operations = [
        migrations.RunPython(one_form_of_logins, migrations.RunPython.noop),
        migrations.RunPython(one_form_of_others, migrations.RunPython.noop),
    ]
