import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0002_facts_have_versions"), ("people", "0003_person_of_each_account")]

    operations = [
        migrations.AddField(
            model_name="representative",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="representations",
                to="people.person",
                verbose_name="person",
            ),
        ),
        # So that the way back has rows without an account before it finds them.
        migrations.AlterField(
            model_name="representative",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="representations",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
    ]
