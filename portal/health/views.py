"""The address that monitoring asks."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .actions import examine
from .registry import DOWN


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """JSON with one line a service; 503 when the database is down, else 200. Needs no database and no template."""
    status, found = examine()
    lines = [
        f"    {json.dumps(service)}: {json.dumps({'status': finding.status, **finding.numbers})}"
        for service, finding in found.items()
    ]
    text = f'{{\n  "status": "{status}",\n  "services": {{\n' + ",\n".join(lines) + "\n  }\n}\n"
    return HttpResponse(text, status=503 if status == DOWN else 200, content_type="application/json")
