"""Hosts are asked whether they host, and trainers are shown after their yes.

Whoever the public reads today stays shown until they answer.
"""

import django.db.models.deletion
import portal.caching.cache
import portal.content.searchable
from django.db import migrations, models


PUBLIC_STATES = ("approved", "cancelled")


def keep_shown(apps, schema_editor):
    """Marks the trainers and hosts of workshops that are public now. Those of historic ones need no mark."""
    workshops = apps.get_model("workshops", "Workshop").objects.filter(state__in=PUBLIC_STATES, is_historic=False)
    lines = apps.get_model("workshops", "WorkshopTrainer").objects
    lines.filter(workshop__in=workshops.values("pk"), declined_at=None).update(is_shown_meanwhile=True)
    hosted = workshops.filter(host__isnull=False).exclude(host=models.F("organiser"))
    hosting = apps.get_model("workshops", "Hosting")
    hosting.objects.bulk_create(
        hosting(workshop_id=workshop, organisation_id=host, is_shown_meanwhile=True)
        for workshop, host in hosted.order_by("pk").values_list("pk", "host_id")
    )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_organisation_import'),
        ('people', '0009_names_of_that_day'),
        ('workshops', '0014_kept_and_held_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='workshoptrainer',
            name='is_shown_meanwhile',
            field=models.BooleanField(default=False, editable=False, verbose_name='shown until there is an answer'),
        ),
        migrations.AddField(
            model_name='workshoptrainer',
            name='noted_how',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='how the yes came'),
        ),
        migrations.AddField(
            model_name='workshoptrainer',
            name='noted_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='day of the yes'),
        ),
        migrations.CreateModel(
            name='Hosting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rights', models.CharField(choices=[('see', 'See the participants'), ('run', 'Run the days: programme, attendance, letters'), ('all', 'Everything but cancelling and money')], default='see', max_length=3, verbose_name='rights of the host')),
                ('state', models.CharField(choices=[('unasked', 'Not asked yet'), ('asked', 'Asked, no answer yet'), ('accepted', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Has withdrawn')], default='unasked', max_length=9, verbose_name='state')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reason_language', models.CharField(blank=True, max_length=2, verbose_name='language of the reason')),
                ('noted_on', models.DateField(blank=True, null=True, verbose_name='day of the yes')),
                ('noted_how', models.CharField(blank=True, max_length=200, verbose_name='how the yes came')),
                ('is_shown_meanwhile', models.BooleanField(default=False, editable=False, verbose_name='shown until there is an answer')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='answered by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hostings', to='directory.organisation', verbose_name='host')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hostings', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'host of a workshop',
                'verbose_name_plural': 'hosts of workshops',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'organisation'), name='workshops_host_once_in_a_workshop', violation_error_message='This organisation is the host of the workshop already.'), models.CheckConstraint(condition=models.Q(('state', 'unasked'), ('asked_at__isnull', False), _connector='OR'), name='workshops_hosts_answer_when_asked')],
            },
            bases=(portal.content.searchable.ReindexesRelated, portal.caching.cache.InvalidatesCache, models.Model),
        ),
        migrations.RunPython(keep_shown, migrations.RunPython.noop),
    ]
