"""The endings and the words of Kazakh, and the stems that a word may have."""
