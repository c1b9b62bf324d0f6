"""What the journal keeps of organisations: their public facts, but for how well these are known."""

from portal.journal.registry import relied_on

from .models.organisation import Organisation

EVIDENCE = ("confidence", "confirmed_year", "checked_on", "sources")

relied_on(Organisation, besides=[*EVIDENCE, "internal_note", "is_demo"], says_values=True)
