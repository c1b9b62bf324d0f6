"""One moment in what is taken away from the admin as a file: in the time of Kazakhstan, as on the page."""

from typing import Any

import pytest
from wagtail.log_actions import log

from portal.accounts.models import User

from .clocks import MOMENT, all_at_once, file_of
from .registry import VIEWSETS, named, names_of
from .rows import make
from .test_moments import REPORTS, whatever_reports_tell_of
from .walking import Walker, address, context_of

pytestmark = pytest.mark.django_db


def read_as_files(walker: Walker, index: str, row: Any = None) -> None:
    """Takes a list away in both ways, where it is offered."""
    columns = getattr(context_of(walker.get(index))["view"], "list_export", None) or ()
    for kind in ("csv", "xlsx") if columns else ():
        response = walker.get(f"{index}?export={kind}")
        must = row is not None and any(getattr(row, str(name), None) == MOMENT for name in columns)
        walker.read(f"{index} as {kind}", file_of(response, kind), must_show=must)


@pytest.mark.parametrize("viewset", [v for v in VIEWSETS if getattr(v, "list_export", None)], ids=named)
def test_a_moment_reads_right_in_a_list_that_is_taken_away(walker, viewset):
    row = make(viewset.model)
    log(row, "wagtail.edit", user=User.objects.get(email="root@example.org"))
    all_at_once(row)
    read_as_files(walker, address(viewset, "list" if "list" in names_of(viewset) else "index"), row)
    assert walker.faults == []


@pytest.mark.parametrize("report", REPORTS)
def test_a_moment_reads_right_in_a_report_that_is_taken_away(walker, report):
    whatever_reports_tell_of()
    read_as_files(walker, report)
    assert walker.faults == []
