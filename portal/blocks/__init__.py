"""StreamField blocks without models."""
