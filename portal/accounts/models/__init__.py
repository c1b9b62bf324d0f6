from .consent import Consent, PrivacyTerms
from .user import User, UserManager

__all__ = ["Consent", "PrivacyTerms", "User", "UserManager"]
