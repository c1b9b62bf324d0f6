"""What a landed migration does is never edited."""

import pytest

from tests.migrations import ADVICE, digest, digests, kept

ONE = '''
"""Words."""
from django.db import migrations
import os

class Migration(migrations.Migration):
    dependencies = [("home", "0001")]
    operations = [migrations.RunSQL("SELECT 1")]  # A comment.
'''


def test_no_operation_of_a_landed_migration_was_edited():
    now = digests()
    assert {name for name, sum_ in kept().items() if name in now and now[name] != sum_} == set(), ADVICE


def test_no_landed_migration_went():
    assert set(kept()) - set(digests()) == set(), ADVICE


def test_every_migration_has_its_line():
    assert set(digests()) - set(kept()) == set(), "Run `python -m tests.migrations`."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"""Words."""', '"""Other words."""'),
        ("  # A comment.", ""),
        ('[("home", "0001")]', '[("home", "0002")]'),
        ('"SELECT 1"', "'SELECT 1'"),
        ("from django.db import migrations\nimport os", "import os\nfrom django.db import migrations"),
    ],
)
def test_form_may_change(before, after):
    assert before in ONE
    assert digest(ONE.replace(before, after)) == digest(ONE)


@pytest.mark.parametrize(
    ("before", "after"), [("SELECT 1", "SELECT 2"), ("RunSQL(", "RunPython("), ("import os", "import re")]
)
def test_operations_may_not(before, after):
    assert digest(ONE.replace(before, after)) != digest(ONE)
