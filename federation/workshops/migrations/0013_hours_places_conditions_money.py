"""Hours become times, a hall and a payer are named in a language, money has planned and actual amounts.

A text of hours that cannot be read as two times stays, as the remark behind them. What a hall and a payer were called was
typed in the working language. Only columns that no key is in are written, so that PostgreSQL can change the tables in the
same transaction.
"""

import re
from datetime import time
from decimal import Decimal

import django.core.validators
from django.db import migrations, models

BATCH = 500
LANGUAGES = ("kk", "ru", "en")
HOUR = r"(\d{1,2})(?:[:.](\d\d))?"
# "9:30–17:30", "09.30-17.30", "с 10 до 17", "10-нан 17-ге дейін", each perhaps with a remark behind it.
RANGES = (
    rf"(?:с\s+|from\s+|сағат\s+)?{HOUR}\s*(?:[-–—]|до|to)\s*{HOUR}",
    rf"(?:сағат\s+)?{HOUR}\s*-?(?:дан|ден|нан|нен|тан|тен)\s+{HOUR}\s*-?(?:ға|ге|қа|ке)\s+дейін",
)
HOURS = [re.compile(rf"\s*{text}\s*(?:[,;]\s*(.*))?", re.IGNORECASE | re.DOTALL) for text in RANGES]
OLD_KINDS = {"federation": "association"}
# What the demonstration calls its payers.
NAMED = {"әкімді": "authority", "акимат": "authority", "демеуші": "sponsor", "спонсор": "sponsor"}


def read_hours(text):
    """The two times that a text says and what else it says; None for a text that says no two times of one day."""
    for hours in HOURS:
        if found := hours.fullmatch(text):
            first, first_minutes, last, last_minutes, remark = found.groups()
            try:
                begins_at = time(int(first), int(first_minutes or 0))
                ends_at = time(int(last), int(last_minutes or 0))
            except ValueError:
                return None
            return (begins_at, ends_at, (remark or "").strip()) if begins_at < ends_at else None
    return None


def split(apps, _schema_editor):
    Workshop = apps.get_model("workshops", "Workshop")
    names = ["attendance_mode", "begins_at", "ends_at", "hours_note"]
    names += [f"{name}_{code}" for name in ("venue", "address") for code in LANGUAGES]
    for workshop in Workshop.objects.only(*names, "is_online", "venue", "address", "working_language").iterator():
        workshop.attendance_mode = "online" if workshop.is_online else "on_site"
        if found := read_hours(workshop.hours_note):
            workshop.begins_at, workshop.ends_at, workshop.hours_note = found
        code = workshop.working_language or "kk"
        for name in ("venue", "address"):
            setattr(workshop, f"{name}_{code}", getattr(workshop, name))
        Workshop.objects.filter(pk=workshop.pk).update(**{name: getattr(workshop, name) for name in names})
    MoneySource = apps.get_model("workshops", "MoneySource")
    for source in MoneySource.objects.select_related("workshop").iterator():
        changes = {"kind": OLD_KINDS.get(source.kind, source.kind), "language": source.workshop.working_language}
        if source.workshop.is_demo:
            named = (kind for word, kind in NAMED.items() if word in source.name)
            changes["kind"] = next(named, changes["kind"]) if source.kind == "other" else changes["kind"]
            changes["in_kind"] = source.planned is None
        MoneySource.objects.filter(pk=source.pk).update(**changes)


def join(apps, _schema_editor):
    """The way back: one text of the hours, one name of the hall, three kinds of money, whole tenge."""
    Workshop = apps.get_model("workshops", "Workshop")
    for workshop in Workshop.objects.iterator():
        times = [f"{at:%H:%M}" for at in (workshop.begins_at, workshop.ends_at) if at]
        hours = ", ".join(filter(None, ["–".join(times), workshop.hours_note]))[:100]
        codes = [workshop.working_language or "kk", *LANGUAGES]
        said = {
            name: next(filter(None, (getattr(workshop, f"{name}_{code}") for code in codes)), "")
            for name in ("venue", "address")
        }
        Workshop.objects.filter(pk=workshop.pk).update(
            hours_note=hours, is_online=workshop.attendance_mode == "online", **said
        )
    money = apps.get_model("workshops", "MoneySource").objects
    money.filter(kind="association").update(kind="federation")
    money.exclude(kind__in=["federation", "regional_library"]).update(kind="other")


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_organisation_import'),
        ('resources', '0009_creators'),
        ('wagtailcore', '0098_apitoken'),
        ('workshops', '0012_journal_of_workshops'),
    ]

    operations = [
        migrations.RenameField('workshop', 'hours', 'hours_note'),
        migrations.RenameField('moneysource', 'amount', 'planned'),
        migrations.AlterField(
            model_name='workshop',
            name='hours_note',
            field=models.CharField(blank=True, max_length=100, verbose_name='remark on the hours'),
        ),
        migrations.AlterField(
            model_name='moneysource',
            name='planned',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='planned, tenge'),
        ),
        migrations.AddField(
            model_name='moneysource',
            name='actual',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='actual, tenge'),
        ),
        migrations.AddField(
            model_name='moneysource',
            name='in_kind',
            field=models.BooleanField(default=False, verbose_name='in kind'),
        ),
        migrations.AddField(
            model_name='moneysource',
            name='language',
            field=models.CharField(blank=True, choices=[('kk', 'Қазақша'), ('ru', 'Русский'), ('en', 'English')], max_length=2, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='address_en',
            field=models.CharField(blank=True, max_length=200, verbose_name='address in English'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='address_kk',
            field=models.CharField(blank=True, max_length=200, verbose_name='address in Kazakh'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='address_ru',
            field=models.CharField(blank=True, max_length=200, verbose_name='address in Russian'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='attendance_mode',
            field=models.CharField(choices=[('on_site', 'On site'), ('online', 'Online'), ('hybrid', 'On site and online')], default='on_site', max_length=7, verbose_name='how it is held'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='begins_at',
            field=models.TimeField(blank=True, null=True, verbose_name='begins each day at'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='ends_at',
            field=models.TimeField(blank=True, null=True, verbose_name='ends each day at'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='fee',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='0 if taking part is free.', max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='fee, tenge'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='gives_certificate',
            field=models.BooleanField(blank=True, null=True, verbose_name='certificate'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='is_step_free',
            field=models.BooleanField(blank=True, null=True, verbose_name='step-free access'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='link',
            field=models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])], verbose_name='link to take part'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='lodging',
            field=models.CharField(blank=True, choices=[('provided', 'Paid for by the organiser'), ('own', 'Paid for by participants'), ('none', 'Not offered')], max_length=8, verbose_name='accommodation'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='meals',
            field=models.CharField(blank=True, choices=[('provided', 'Paid for by the organiser'), ('own', 'Paid for by participants'), ('none', 'Not offered')], max_length=8, verbose_name='meals'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='modules',
            field=models.ManyToManyField(blank=True, help_text='Modules of which the curriculum names no topics.', related_name='workshops', to='resources.module', verbose_name='modules as a whole'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='travel',
            field=models.CharField(blank=True, choices=[('provided', 'Paid for by the organiser'), ('own', 'Paid for by participants'), ('none', 'Not offered')], max_length=8, verbose_name='travel'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='venue_en',
            field=models.CharField(blank=True, max_length=200, verbose_name='venue in English'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='venue_kk',
            field=models.CharField(blank=True, max_length=200, verbose_name='venue in Kazakh'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='venue_ru',
            field=models.CharField(blank=True, max_length=200, verbose_name='venue in Russian'),
        ),
        migrations.AddField(
            model_name='workshopdescription',
            name='to_bring',
            field=models.TextField(blank=True, max_length=1000, verbose_name='what to bring'),
        ),
        migrations.AlterField(
            model_name='moneysource',
            name='kind',
            field=models.CharField(choices=[('own', 'Own funds'), ('association', 'Library association'), ('regional_library', 'Regional library'), ('ifla', 'IFLA'), ('authority', 'Ministry or akimat'), ('university', 'University'), ('donor', 'Donor'), ('sponsor', 'Sponsor'), ('participants', 'Participants'), ('other', 'Other source')], max_length=16, verbose_name='kind'),
        ),
        migrations.RunPython(split, join),
        migrations.RemoveField(
            model_name='workshop',
            name='address',
        ),
        migrations.RemoveField(
            model_name='workshop',
            name='is_online',
        ),
        migrations.RemoveField(
            model_name='workshop',
            name='venue',
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('begins_at', None), ('ends_at', None), ('ends_at__gt', models.F('begins_at')), _connector='OR'), name='workshops_day_ends_after_it_begins'),
        ),
    ]
