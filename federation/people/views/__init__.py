"""Pages of people: their own details, invitations to them, and letters to print."""
