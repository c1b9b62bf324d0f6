"""The dashboard of every signed-in user, assembled from what the other packages register."""
