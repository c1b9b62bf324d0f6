"""Personal data that workshops hold on somebody. A workshop that they may not see is not named."""

from . import hostings, letters, offers, places, trained

__all__ = ["hostings", "letters", "offers", "places", "trained"]
