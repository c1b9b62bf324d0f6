"""Images and documents: our own models, upload checks, private files.

- `storage`: where files are kept, whole or not at all
- `cleaning`, `frames`: what is taken out of a picture, and how large it is, read from its pieces
- `limited`: running a program on a file that somebody sent, in a process under limits
- `sizes`: in which sizes pictures are shown
- `privacy`: which documents everybody may open
"""
