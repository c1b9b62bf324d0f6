"""The ground of everything published: abstract bases, words in a language, versions, what search is told."""
