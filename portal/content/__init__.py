"""The basis of everything published: abstract base classes, text in a language, data versions, the interface to search."""
