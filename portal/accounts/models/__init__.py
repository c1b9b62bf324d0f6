from .consent import Consent
from .privacy_terms import PrivacyTerms
from .user import User, UserManager

__all__ = ["Consent", "PrivacyTerms", "User", "UserManager"]
