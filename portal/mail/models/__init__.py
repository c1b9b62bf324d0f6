from .letter import Letter
from .letter_attachment import LetterAttachment
from .pause import Pause
from .unsubscription import Unsubscription

__all__ = ["Letter", "LetterAttachment", "Pause", "Unsubscription"]
