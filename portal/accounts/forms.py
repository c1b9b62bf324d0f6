"""Forms of signing up."""

from django import forms


class SignupForm(forms.Form):
    """What somebody tells when making an account."""

    def signup(self, request, user) -> None:
        """allauth's hook: the user is about to be saved."""
