"""What pages show of people: details, consents, likely duplicates, data handed over, letters on paper."""
