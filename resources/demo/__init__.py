"""The demo library: training materials as Markdown texts, and the builder that makes their files."""
