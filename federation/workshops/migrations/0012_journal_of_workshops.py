"""The log of states and the changes of dates move to the journal, under the keys that they had."""

from django.core.management.color import no_style
from django.db import migrations

# In letters that nobody has put into words yet: the names of facts, and the kinds.
KEYS = {"state_change": "step", "date_change": "wish"}
KINDS = {
    "dates_proposed": "change_wished", "dates_received": "change_received", "dates_approved": "change_approved",
    "dates_declined": "change_declined", "dates_changed": "amended", "training_moved": "amended_training",
}  # fmt: skip
DAYS = ("starts_on", "ends_on")


def write_journal(apps, schema_editor):
    step, wished_change = apps.get_model("journal", "Step"), apps.get_model("journal", "WishedChange")
    about_type = _type_of_workshops(apps)
    for row in apps.get_model("workshops", "StateChange").objects.order_by("pk").iterator():
        step.objects.create(
            pk=row.pk, about_type=about_type, about_id=row.workshop_id, by_id=row.by_id, verb=row.to_state,
            from_state=row.from_state, to_state=row.to_state, words=row.words,
        )  # fmt: skip
        step.objects.filter(pk=row.pk).update(at=row.at)
    for row in apps.get_model("workshops", "DateChange").objects.order_by("pk").iterator():
        wished_change.objects.create(
            pk=row.pk, about_type=about_type, about_id=row.workshop_id, by_id=row.by_id, reason=row.reason,
            stood={name: getattr(row, f"old_{name}").isoformat() for name in DAYS},
            wished={name: getattr(row, name).isoformat() for name in DAYS},
            state=row.state, decided_by_id=row.decided_by_id, decided_at=row.decided_at, answer=row.words,
        )  # fmt: skip
        wished_change.objects.filter(pk=row.pk).update(at=row.at)
    _count_on(schema_editor, [step, wished_change])
    _rename_facts(apps, KEYS, KINDS)


def write_tables(apps, schema_editor):
    """The way back. What has no place in the two tables goes: steps that led to no other state, wishes without dates."""
    state_change = apps.get_model("workshops", "StateChange")
    date_change = apps.get_model("workshops", "DateChange")
    about_type = _type_of_workshops(apps)
    steps = apps.get_model("journal", "Step").objects.filter(about_type=about_type)
    for row in steps.exclude(to_state="").order_by("pk").iterator():
        state_change.objects.create(
            pk=row.pk, workshop_id=row.about_id, by_id=row.by_id, from_state=row.from_state,
            to_state=row.to_state, words=row.words,
        )  # fmt: skip
        state_change.objects.filter(pk=row.pk).update(at=row.at)
    wishes = apps.get_model("journal", "WishedChange").objects.filter(about_type=about_type)
    for row in wishes.order_by("pk").iterator():
        if not {*DAYS} <= {*row.wished}:  # A wish for something else has no place in the table of dates.
            continue
        date_change.objects.create(
            pk=row.pk, workshop_id=row.about_id, by_id=row.by_id, reason=row.reason, words=row.answer,
            state="replaced" if row.state == "withdrawn" else row.state, decided_by_id=row.decided_by_id,
            decided_at=row.decided_at, **{name: row.wished[name] for name in DAYS},
            **{f"old_{name}": row.stood[name] for name in DAYS},
        )  # fmt: skip
        date_change.objects.filter(pk=row.pk).update(at=row.at)
    steps.delete()
    wishes.delete()
    _count_on(schema_editor, [state_change, date_change])
    _rename_facts(apps, *({new: old for old, new in names.items()} for names in (KEYS, KINDS)))


def _type_of_workshops(apps):
    types = apps.get_model("contenttypes", "ContentType").objects
    return types.get_or_create(app_label="workshops", model="workshop")[0]


def _count_on(schema_editor, models):
    """Lets PostgreSQL go on counting behind the keys that were given by hand."""
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), models):
        schema_editor.execute(statement)


def _rename_facts(apps, names, kinds):
    for letter in apps.get_model("mail", "Letter").objects.filter(writer="workshops.step").exclude(facts={}):
        letter.facts = {names.get(name, name): value for name, value in letter.facts.items()}
        letter.facts["kind"] = kinds.get(letter.facts["kind"], letter.facts["kind"])
        letter.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0011_organisers_are_organisations"),
        ("journal", "0001_initial"),
        ("mail", "0007_letters_of_people"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(write_journal, write_tables),
        migrations.DeleteModel(name="DateChange"),
        migrations.DeleteModel(name="StateChange"),
    ]
