"""Consents belong to people. Those to the privacy terms, which belonged to accounts, move in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def move_consents(apps, _schema_editor):
    """Only persons have consents: the shell of an erased account had none."""
    Consent = apps.get_model("people", "Consent")
    persons = dict(apps.get_model("people", "Person").objects.exclude(user=None).values_list("user_id", "pk"))
    former = apps.get_model("accounts", "Consent").objects.order_by("pk")
    Consent.objects.bulk_create(
        (
            Consent(
                person_id=persons[row.user_id],
                purpose="privacy",
                wording_id=row.terms_id,
                given_at=row.given_at,
                withdrawn_at=row.withdrawn_at,
            )
            for row in former.iterator()
            if row.user_id in persons
        ),
        batch_size=500,
    )


def give_back(apps, _schema_editor):
    """The way back: those to the privacy terms, of whoever has an account; the others had no place then."""
    Former = apps.get_model("accounts", "Consent")
    rows = apps.get_model("people", "Consent").objects.filter(purpose="privacy").exclude(person__user=None)
    Former.objects.bulk_create(
        (
            Former(user_id=user, terms_id=terms, given_at=given, withdrawn_at=withdrawn)
            for user, terms, given, withdrawn in rows.order_by("pk").values_list(
                "person__user", "wording", "given_at", "withdrawn_at"
            )
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("people", "0005_likely_duplicates_and_merges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("privacy", "Privacy terms"),
                            ("place", "A place in a workshop"),
                            ("shown", "Being shown as a trainer or contact"),
                            ("participants", "Being in the list of participants"),
                            ("photos", "Photos"),
                            ("news", "Being named in news"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("operator", models.JSONField(default=dict, editable=False, verbose_name="operator")),
                (
                    "medium",
                    models.CharField(
                        choices=[("screen", "on screen"), ("paper", "on paper")],
                        default="screen",
                        max_length=10,
                        verbose_name="how it was given",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.privacyterms",
                        verbose_name="wording",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "wording"),
                        name="people_consent_one_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="people_consent_withdrawn_after_given",
                    ),
                ],
            },
        ),
        migrations.RunPython(move_consents, give_back),
    ]
