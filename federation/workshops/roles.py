"""Permissions of roles on workshops in the admin. States change in the desk's screens alone, by the secretariat."""

from portal.accounts.enums import Role

_READ = [
    f"workshops.view_{model}"
    for model in ("workshop", "workshopdescription", "project", "projectdescription", "participation")
]
_WORDS = [f"workshops.change_{model}" for model in ("workshopdescription", "projectdescription")]
_NEW_WORDS = [f"workshops.add_{model}" for model in ("workshopdescription", "projectdescription")]
_PUBLISH = [f"workshops.publish_{model}" for model in ("workshopdescription", "projectdescription")]
_TRAINERS = [f"workshops.{verb}_workshoptrainer" for verb in ("view", "add", "change", "delete")]
_ALL = [*_READ, *_WORDS, *_NEW_WORDS, *_PUBLISH]

PERMISSIONS = {
    Role.SECRETARIAT: [*_ALL, *_TRAINERS],
    Role.ADMINISTRATOR: [*_ALL, *_TRAINERS],
    Role.EDITOR: [*_READ[:4], *_WORDS, *_NEW_WORDS, *_PUBLISH],
    Role.TRANSLATOR: [*_READ[:4], *_WORDS, *_NEW_WORDS],
    # Whoever approves a text opens it, and may mend a word before: its form asks for the right to change.
    Role.MODERATOR: [*_READ[:4], *_WORDS, *_PUBLISH],
}
