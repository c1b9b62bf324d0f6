"""The directory as open data: its table, what each column means, and contact cards."""
