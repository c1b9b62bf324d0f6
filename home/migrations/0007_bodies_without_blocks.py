import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    """What migrations know of bodies: no blocks, which no table depends on."""

    dependencies = [("home", "0006_one_form_of_addresses")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="contactpage",
                    name="body",
                    field=wagtail.fields.StreamField([], block_lookup={}, blank=True, verbose_name="text"),
                ),
                migrations.AlterField(
                    model_name="homepage",
                    name="actions",
                    field=wagtail.fields.StreamField(
                        [],
                        block_lookup={},
                        blank=True,
                        help_text="What a visitor should do first; the first button is the solid one.",
                        verbose_name="buttons",
                    ),
                ),
                migrations.AlterField(
                    model_name="homepage",
                    name="steps",
                    field=wagtail.fields.StreamField([], block_lookup={}, blank=True, verbose_name="how the cascade works"),
                ),
                migrations.AlterField(
                    model_name="standardpage",
                    name="body",
                    field=wagtail.fields.StreamField([], block_lookup={}, blank=True, verbose_name="text"),
                ),
            ],
        ),
    ]
