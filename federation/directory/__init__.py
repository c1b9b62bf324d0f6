"""The directory: regions, and the country's libraries and associations, each with its sources."""
