"""Images and documents: our own models, upload checks, private files."""
