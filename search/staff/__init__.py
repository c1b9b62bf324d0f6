"""Search in the admin: what is asked, recommendations, synonyms, the explanation of an order, the index.

- `viewsets`, `views`, `forms`: as in every room
- `wording`: how staff read places and ways
- `starting_synonyms`: the groups that a new installation begins with
"""
