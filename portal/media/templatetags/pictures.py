"""Pictures in templates: one tag for the picture alone, one for the picture with its caption, author and licence."""

from typing import Any

from django import template

from portal.media.models.image import PortalImage
from portal.media.presenters import shown

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(
    image: PortalImage, place: str, *, first: bool = False, is_ornament: bool = False, css: str = ""
) -> dict[str, Any]:
    """The picture in the sizes of a place (portal.media.sizes).

    `first`: the one large picture of the first screen, fetched at once; all others wait until they are near.
    `is_ornament`: it says nothing that the words beside it do not say.
    """
    drawn = shown(image, place)
    classes = " ".join(filter(None, ["whole" if drawn.is_whole else "", css]))
    return {"shown": drawn, "first": first, "is_ornament": is_ornament, "css": classes}


@register.inclusion_tag("components/figure.html")
def figure(
    image: PortalImage,
    place: str,
    *,
    caption: str = "",
    credit: str = "",
    first: bool = False,
    css: str = "",
    figure_css: str = "",
) -> dict[str, Any]:
    """The picture with its caption, its author (`credit`, else the one noted with it) and its licence."""
    return {
        "image": image,
        "place": place,
        "caption": caption,
        "credit": credit or image.credit,
        "licence": image.licence,
        "first": first,
        "css": css,
        "figure_css": figure_css,
    }
