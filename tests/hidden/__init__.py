"""What the test of hidden things stands on: one of every kind, the ways to hide it, and the walk through the portal."""
