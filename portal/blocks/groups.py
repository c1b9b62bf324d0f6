"""The groups in which the admin offers blocks, in this order."""

from django.utils.translation import gettext_lazy as _

WORDS = _("Text")
PICTURES = _("Pictures and people")
NEXT_STEPS = _("What to do next")
RECORDS = _("From the portal’s own sections")
