"""The search page: public, and the same for who has signed in.

- `views`, `addresses`: the page and its addresses
- `results`, `files`, `highlight`: hits, where in their files the words stand, passages with the words marked
- `facets`, `kinds`: what results are filtered by
- `spelling`, `suggestions`: did you mean, and completing what is typed
- `help`: for a question that found nothing
"""
