"""Authors of news become rows, in which a person, an organisation or a typed name stands; what was typed is moved.

In one migration: the new table gets its keys at the end, so that PostgreSQL may change the old one before.
"""

import json

import django.db.models.deletion
import modelcluster.fields
import portal.caching.cache
import portal.content.searchable
import portal.localisation.text
from django.db import migrations, models
from django.db.models import Q

BATCH = 500


def make_rows(apps, _schema_editor):
    """Each item keeps its author as it was typed, in the item's language; so do its versions."""
    NewsPage = apps.get_model("news", "NewsPage")
    NewsAuthor = apps.get_model("news", "NewsAuthor")
    signed = NewsPage.objects.exclude(author="")
    NewsAuthor.objects.bulk_create(
        [
            NewsAuthor(page_id=page, name=author, language=language, sort_order=0)
            for page, author, language in signed.values_list("pk", "author", "locale__language_code")
        ],
        batch_size=BATCH,
    )
    languages = dict(apps.get_model("wagtailcore", "Locale").objects.values_list("pk", "language_code"))
    for version in _versions(apps).iterator(BATCH):
        if "author" in version.content:
            _move(version.content, languages)
            version.save(update_fields=["content"])
    for source in _sources(apps).iterator(BATCH):
        content = json.loads(source.content_json)
        if "author" in content:
            _move(content, languages)
            source.content_json = json.dumps(content)
            source.save(update_fields=["content_json"])
    _forget_strings(apps)


def _move(content, languages):
    name = content.pop("author")
    language = languages.get(content.get("locale"), "kk")
    row = {"pk": None, "sort_order": 0, "page": content["pk"], "person": None, "organisation": None}
    content["authors"] = [{**row, "name": name, "language": language}] if name else []


def _forget_strings(apps):
    """Authors are not translated any more: no translation lacks them, and the library keeps none."""
    contexts = apps.get_model("wagtail_localize", "TranslationContext").objects.filter(
        path="author", object__in=_sources(apps).values("object")
    )
    segments = apps.get_model("wagtail_localize", "StringSegment").objects
    translations = apps.get_model("wagtail_localize", "StringTranslation").objects
    strings = {
        *segments.filter(context__in=contexts).values_list("string", flat=True),
        *translations.filter(context__in=contexts).values_list("translation_of", flat=True),
    }
    for kind in ("StringSegment", "StringTranslation", "OverridableSegment", "SegmentOverride"):
        apps.get_model("wagtail_localize", kind).objects.filter(context__in=contexts).delete()
    contexts.delete()
    used = Q(pk__in=segments.values("string")) | Q(pk__in=translations.values("translation_of"))
    apps.get_model("wagtail_localize", "String").objects.filter(pk__in=strings).exclude(used).delete()


def write_names(apps, _schema_editor):
    """The way back: the name of the first author, in the item's language; links to people are lost."""
    NewsPage = apps.get_model("news", "NewsPage")
    rows = apps.get_model("news", "NewsAuthor").objects.select_related("person", "organisation", "page__locale")
    # These columns alone: on the way back, people may have lost others by now.
    names = (f"organisation__name_{code}" for code in ("kk", "ru", "en"))
    rows = rows.only("name", "sort_order", "page__locale__language_code", "person__full_name", *names)
    for row in rows.order_by("-sort_order", "-pk").iterator(BATCH):
        name = _name(row, row.page.locale.language_code)
        NewsPage.objects.filter(pk=row.page_id).update(author=name[:200])


def _name(row, language):
    if row.person:
        return row.person.full_name
    if row.organisation:
        order = [language, "kk", "ru", "en"]
        return next(filter(None, (getattr(row.organisation, f"name_{code}") for code in order)), "")
    return row.name


def _versions(apps):
    return apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="news", content_type__model="newspage"
    )


def _sources(apps):
    return apps.get_model("wagtail_localize", "TranslationSource").objects.filter(
        specific_content_type__app_label="news", specific_content_type__model="newspage"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_organisation_import'),
        ('news', '0007_facts_have_versions'),
        ('people', '0003_person_of_each_account'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='If it is neither a person nor an organisation that you can choose.', max_length=200, verbose_name='name of somebody else')),
                ('language', models.CharField(choices=[('kk', 'Қазақша'), ('ru', 'Русский'), ('en', 'English')], default=portal.localisation.text.active_language, max_length=2, verbose_name='language of this name')),
                ('organisation', models.ForeignKey(blank=True, help_text='Readers see its name, and a link, while it is public.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation', verbose_name='organisation')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='news.newspage')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('organisation', None), ('person__isnull', False)), models.Q(('name', ''), ('organisation__isnull', False), ('person', None)), models.Q(('organisation', None), ('person', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='news_newsauthor_is_one_of_three', violation_error_message='Choose a person or an organisation, or write a name: one of them.')],
            },
            bases=(portal.content.searchable.ReindexesRelated, portal.caching.cache.InvalidatesCache, models.Model),
        ),
        migrations.RunPython(make_rows, write_names),
        migrations.RemoveField(
            model_name='newspage',
            name='author',
        ),
    ]
