"""The directory for people's own tools, and the import of organisations in the admin."""
