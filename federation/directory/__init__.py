"""The directory: regions, and the libraries and associations of the country, each with where we know it from."""
