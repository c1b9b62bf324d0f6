"""Pages of people: details, consents, invitations, merges; for the secretariat requests and letters to print."""
