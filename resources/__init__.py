"""Training materials: the curriculum, materials, their text in each language and their files."""
