import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    """What migrations know of bodies: no blocks, which no table depends on."""

    dependencies = [("news", "0005_lists_show_real_ones_first")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="newspage",
                    name="body",
                    field=wagtail.fields.StreamField([], block_lookup={}, blank=True, verbose_name="text"),
                ),
            ],
        ),
    ]
