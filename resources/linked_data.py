"""Linked data of materials, in schema.org's words."""

from typing import TYPE_CHECKING, Any

from federation.people.models import shown
from portal.content.linked_data import federation
from portal.content.models import nearest
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language

if TYPE_CHECKING:
    from .models.material import Material


def data_of(material: "Material") -> dict[str, Any]:
    """A LearningResource with its words, rights and files."""
    words = nearest(material.descriptions.all(), active_language())
    files = list(material.files.all())
    owner = material.shown_owner
    return {
        "@type": "LearningResource",
        "@id": material.url,
        "url": material.url,
        "name": material.title.text,
        "description": words.summary if words else "",
        "teaches": words.lessons if words else [],
        "learningResourceType": material.get_kind_display(),
        "audience": {"@type": "EducationalAudience", "audienceType": material.get_audience_display()},
        "inLanguage": sorted({file.language for file in files}),
        "version": material.version,
        "datePublished": material.published_on and material.published_on.isoformat(),
        "license": material.licence_address,
        "isAccessibleForFree": True,
        "creator": [creator.linked_data() for creator in shown(material.creators.all())],
        "publisher": {"@type": "Organization", "@id": owner.url, "name": owner.name.text}
        if owner
        else federation(),
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": section_url(material.section, f"{material.slug}/files/{file.pk}/{file.name}"),
                "encodingFormat": file.content_type,
                "inLanguage": file.language,
                "contentSize": f"{file.size} B",
            }
            for file in files
        ],
    }
