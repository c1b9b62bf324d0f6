
import django.db.models.deletion
import modelcluster.fields
import portal.caching.cache
import portal.content.searchable
import portal.localisation.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_organisation_import'),
        ('people', '0003_person_of_each_account'),
        ('resources', '0008_texts_compared'),
    ]

    operations = [
        migrations.CreateModel(
            name='MaterialCreator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='If it is neither a person nor an organisation that you can choose.', max_length=200, verbose_name='name of somebody else')),
                ('language', models.CharField(choices=[('kk', 'Қазақша'), ('ru', 'Русский'), ('en', 'English')], default=portal.localisation.text.active_language, max_length=2, verbose_name='language of this name')),
                ('material', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='creators', to='resources.material')),
                ('organisation', models.ForeignKey(blank=True, help_text='Readers see its name, and a link, while it is public.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'creator',
                'verbose_name_plural': 'creators',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('organisation', None), ('person__isnull', False)), models.Q(('name', ''), ('organisation__isnull', False), ('person', None)), models.Q(('organisation', None), ('person', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='resources_materialcreator_is_one_of_three', violation_error_message='Choose a person or an organisation, or write a name: one of them.')],
            },
            bases=(portal.content.searchable.ReindexesRelated, portal.caching.cache.InvalidatesCache, models.Model),
        ),
    ]
