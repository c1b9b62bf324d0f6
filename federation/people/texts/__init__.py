"""The words with which an installation begins."""
