"""Forms of the account pages and of users in the admin."""
