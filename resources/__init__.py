"""The library: the curriculum, training materials, their words in each language and their files."""
