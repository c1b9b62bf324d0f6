"""Pages of people: their own details, and invitations to them."""
