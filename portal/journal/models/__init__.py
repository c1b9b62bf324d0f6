from .step import Step
from .wished_change import WishedChange

__all__ = ["Step", "WishedChange"]
