"""The federation's own work, one package each:

directory    organisations, regions, the public directory
people       persons and the organisations they belong to
membership   who is a member since when, and who represents a member
workshops    workshops, trainers, funding, places, waitlist
news         news and feeds
desk         the dashboard of every signed-in user
"""
