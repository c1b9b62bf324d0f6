import json
import re

from django.db import migrations
from django.db.models import Q

from portal.web.sealing import seal

MASK = "••••"
KEY_OF_LINK = re.compile(r"(?<=/account/)((?:confirm-email|password/reset/key)/)([^/\s\"'<>]+)")
CODE_IN_TEXT = re.compile(r"^(    )(\S+)$", re.MULTILINE)  # Nothing else in a letter of a code is set in.
CODE_IN_HTML = re.compile(r"(letter-spacing:2px\">)([^<]+)")


def hide_secrets(apps, schema_editor):
    """Takes links and codes out of the letters kept so far; what still waits keeps its words sealed till it is out."""
    letters = apps.get_model("mail", "Letter").objects.filter(
        Q(text__contains="/account/confirm-email/")
        | Q(text__contains="/account/password/reset/key/")
        | Q(key__startswith="account:login_code:")
    )
    for letter in letters.iterator():
        if letter.sent_at is None and letter.given_up_at is None:
            secrets = [found[1] for found in _found(letter, letter.text)]
            letter.sealed = seal(json.dumps([letter.text, letter.html, secrets])) if secrets else ""
        letter.error = _masked(letter, letter.error)
        letter.text = _masked(letter, letter.text)
        letter.html = _masked(letter, letter.html)
        letter.save(update_fields=["text", "html", "sealed", "error"])


def _patterns(letter):
    is_code = letter.key.startswith("account:login_code:")
    return [KEY_OF_LINK, CODE_IN_TEXT, CODE_IN_HTML] if is_code else [KEY_OF_LINK]


def _found(letter, text):
    return [match for pattern in _patterns(letter) for match in pattern.findall(text)]


def _masked(letter, text):
    for pattern in _patterns(letter):
        text = pattern.sub(rf"\1{MASK}", text)
    return text


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_secrets_lie_sealed")]

    operations = [migrations.RunPython(hide_secrets, migrations.RunPython.noop)]
