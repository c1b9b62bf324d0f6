"""Search in the admin: what is asked, recommendations, synonyms, the explanation of an order, the index.

- `viewsets`, `views`, `forms`: as in every room
- `actions`: what staff may ask of search
- `explanation`: why a thing stands where it stands
- `consistency`: whether the index holds what it should
- `wording`: how staff read places and ways
- `starting_synonyms`: the groups that a new installation begins with
"""
