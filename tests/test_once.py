"""What a run of the suite makes once, and what it begins with."""

from pathlib import Path

import pytest

from tests.conftest import LONGEST
from tests.once import one_after_another


def test_only_the_first_is_told_that_it_is(tmp_path):
    told = []
    for _process in range(3):
        with one_after_another(tmp_path, "made") as is_first:
            told.append(is_first)
    with one_after_another(tmp_path, "something else") as is_first:
        told.append(is_first)
    assert told == [True, False, False, True]


def test_after_one_that_failed_the_next_is_the_first(tmp_path):
    with pytest.raises(RuntimeError), one_after_another(tmp_path, "made"):
        raise RuntimeError
    with one_after_another(tmp_path, "made") as is_first:
        assert is_first


@pytest.mark.parametrize("start", LONGEST)
def test_what_comes_first_is_there(start):
    assert (Path(__file__).parents[1] / start).exists()
