"""Facts in fields of their own and sources as rows; the old texts wait for the next migration."""

import django.db.models.deletion
import modelcluster.fields
import portal.caching.cache
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_names_of_sections'),
    ]

    operations = [
        migrations.RenameField('organisation', 'sources', 'old_sources'),
        migrations.RenameField('organisation', 'address', 'old_address'),
        migrations.RenameField('organisation', 'note', 'internal_note'),
        migrations.AddField(
            model_name='organisation',
            name='address_en',
            field=models.CharField(blank=True, max_length=255, verbose_name='address in English'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='address_kk',
            field=models.CharField(blank=True, max_length=255, verbose_name='address in Kazakh'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='address_ru',
            field=models.CharField(blank=True, max_length=255, verbose_name='address in Russian'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='confirmed_year',
            field=models.PositiveSmallIntegerField(blank=True, help_text='The last year in which a source shows it active.', null=True, verbose_name='year of the confirmation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='founded_certainty',
            field=models.CharField(choices=[('exact', 'In that year'), ('about', 'About that year')], default='exact', max_length=10, verbose_name='how sure the year is'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='remark_en',
            field=models.TextField(blank=True, help_text='A sentence or two for every reader, shown where the organisation has no text of its own.', verbose_name='remark in English'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='remark_kk',
            field=models.TextField(blank=True, verbose_name='remark in Kazakh'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='remark_ru',
            field=models.TextField(blank=True, verbose_name='remark in Russian'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='internal_note',
            field=models.TextField(blank=True, help_text='For the staff only: what the sources leave open.', verbose_name='internal note'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='status',
            field=models.CharField(choices=[('active', 'Active today'), ('probably_active', 'Probably active today'), ('historic', 'No longer active'), ('unknown', 'Not known whether it is active today')], default='unknown', max_length=20, verbose_name='status'),
        ),
        migrations.CreateModel(
            name='OrganisationSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('own_site', "The organisation’s own website"), ('library', 'Website of a library or university'), ('news', 'News or newspaper article'), ('encyclopaedia', 'Encyclopaedia article'), ('international', 'Page of an international organisation'), ('authority', 'Page of a public authority'), ('reference', 'Reference site on culture and history'), ('other', 'Other publication')], default='other', max_length=20, verbose_name='kind')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address on the web')),
                ('publisher_kk', models.CharField(blank=True, max_length=150, verbose_name='publisher in Kazakh')),
                ('publisher_ru', models.CharField(blank=True, max_length=150, verbose_name='publisher in Russian')),
                ('publisher_en', models.CharField(blank=True, max_length=150, verbose_name='publisher in English')),
                ('title', models.CharField(blank=True, max_length=255, verbose_name='title')),
                ('title_language', models.CharField(blank=True, choices=[('kk', 'Kazakh'), ('ru', 'Russian'), ('en', 'English')], max_length=2, verbose_name='language of the title')),
                ('read_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('organisation', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['pk'],
            },
            bases=(portal.caching.cache.InvalidatesCache, models.Model),
        ),
    ]
