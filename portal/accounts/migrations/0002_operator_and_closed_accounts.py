"""Accounts can be closed; the operator of personal data has a name; consents have moved to people."""

from django.db import migrations, models

import portal.accounts.validators


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("people", "0006_consents_of_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Operator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_kk", models.CharField(blank=True, max_length=255, verbose_name="name in Kazakh")),
                ("name_ru", models.CharField(blank=True, max_length=255, verbose_name="name in Russian")),
                ("name_en", models.CharField(blank=True, max_length=255, verbose_name="name in English")),
                (
                    "bin",
                    models.CharField(
                        blank=True,
                        help_text="Business identification number, twelve digits.",
                        max_length=12,
                        validators=[portal.accounts.validators.validate_bin],
                        verbose_name="BIN",
                    ),
                ),
                (
                    "address_kk",
                    models.CharField(blank=True, max_length=255, verbose_name="address in Kazakh"),
                ),
                (
                    "address_ru",
                    models.CharField(blank=True, max_length=255, verbose_name="address in Russian"),
                ),
                (
                    "address_en",
                    models.CharField(blank=True, max_length=255, verbose_name="address in English"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Where people write about their personal data.",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
            ],
            options={
                "verbose_name": "operator of personal data",
                "verbose_name_plural": "operators of personal data",
            },
        ),
        migrations.AddField(
            model_name="user",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed at"),
        ),
        migrations.DeleteModel(
            name="Consent",
        ),
    ]
