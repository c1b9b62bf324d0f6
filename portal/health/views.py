"""The addresses that balancers and monitoring ask."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .actions import examine
from .registry import DOWN, Finding


@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """For balancers: 503 when no page can be served, because the database is down; else 200."""
    status, found = examine()
    return _told(status, found, 503 if status == DOWN else 200)


@never_cache
@require_safe
def health_of_all(_request: HttpRequest) -> HttpResponse:
    """For monitoring: the same words, and 503 when any process or service is missing."""
    status, found = examine()
    is_missing = any(finding.status == DOWN or finding.is_missing for finding in found.values())
    return _told(status, found, 503 if is_missing else 200)


def _told(status: str, found: dict[str, Finding], code: int) -> HttpResponse:
    """JSON with one line a service. Needs no database and no template."""
    lines = [
        f"    {json.dumps(service)}: {json.dumps({'status': finding.status, **finding.numbers})}"
        for service, finding in found.items()
    ]
    text = f'{{\n  "status": "{status}",\n  "services": {{\n' + ",\n".join(lines) + "\n  }\n}\n"
    return HttpResponse(text, status=code, content_type="application/json")
