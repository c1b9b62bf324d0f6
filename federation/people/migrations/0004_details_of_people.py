"""Details of people. Where a person with an account was called otherwise than the account is, that name is kept as the
one on documents in their language, before it follows the account.
"""

import django.db.models.deletion
import federation.people.validators
import modelcluster.fields
from django.db import migrations, models

from portal.language import sort_key
from portal.listing.finding import folded

ON_DOCUMENTS = {"kk": "name_kk", "ru": "name_ru", "en": "latin_name"}


def keep_names(apps, _schema_editor):
    """As `Person.fill_derived` does from now on."""
    Person = apps.get_model("people", "Person")
    for person in Person.objects.exclude(user=None).select_related("user").iterator():
        name = f"{person.user.first_name} {person.user.last_name}".strip()
        former = person.full_name
        if not name or name == former:
            continue
        if name.startswith(former):  # 0003 had no room for more of it.
            former = ""
        field = ON_DOCUMENTS[person.preferred_language]
        if former and not getattr(person, field):
            setattr(person, field, former)
        elif former and former not in (person.latin_name, *person.other_names.splitlines()):
            person.other_names = f"{person.other_names}\n{former}".strip()
        person.full_name = name
        names = [person.full_name, person.name_kk, person.name_ru, person.latin_name, person.other_names]
        person.sort_key, person.folded = sort_key(name, "kk"), folded(*names)
        person.save(update_fields=[field, "other_names", "full_name", "sort_key", "folded"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_person_of_each_account'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='details_confirmed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='details confirmed at'),
        ),
        migrations.AddField(
            model_name='person',
            name='name_kk',
            field=models.CharField(blank=True, help_text='As on documents in Kazakh.', max_length=200, verbose_name='name in Kazakh'),
        ),
        migrations.AddField(
            model_name='person',
            name='name_ru',
            field=models.CharField(blank=True, help_text='As on documents in Russian.', max_length=200, verbose_name='name in Russian'),
        ),
        migrations.AddField(
            model_name='person',
            name='other_languages',
            field=models.CharField(blank=True, max_length=200, verbose_name='other languages'),
        ),
        migrations.AddField(
            model_name='person',
            name='phone',
            field=models.CharField(blank=True, max_length=40, validators=[federation.people.validators.validate_phone], verbose_name='phone'),
        ),
        migrations.AddField(
            model_name='person',
            name='shown_to',
            field=models.JSONField(blank=True, default=dict, validators=[federation.people.validators.validate_audiences], verbose_name='what is shown to whom'),
        ),
        migrations.AddField(
            model_name='person',
            name='speaks_en',
            field=models.BooleanField(default=False, verbose_name='English'),
        ),
        migrations.AddField(
            model_name='person',
            name='speaks_kk',
            field=models.BooleanField(default=False, verbose_name='Kazakh'),
        ),
        migrations.AddField(
            model_name='person',
            name='speaks_ru',
            field=models.BooleanField(default=False, verbose_name='Russian'),
        ),
        migrations.AlterModelOptions(
            name='affiliation',
            options={'ordering': ['pk'], 'verbose_name': 'affiliation', 'verbose_name_plural': 'affiliations'},
        ),
        migrations.AlterField(
            model_name='affiliation',
            name='person',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='people.person'),
        ),
        migrations.AlterField(
            model_name='person',
            name='full_name',
            field=models.CharField(blank=True, help_text='As it should appear in the list of participants.', max_length=301, verbose_name='full name'),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]
