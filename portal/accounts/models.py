from .records import Consent, PrivacyTerms, User, UserManager

__all__ = ["Consent", "PrivacyTerms", "User", "UserManager"]
