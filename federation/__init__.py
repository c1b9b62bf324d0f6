"""The federation's own work, one room each:

directory    organisations, regions, the public directory
people       persons and what they belong to
membership   who is a member since when, and who speaks for a member
workshops    workshops, who trains, money, places, waiting
news         news and feeds
desk         the first screen of everybody who signs in
"""
