"""From what somebody typed to a question for an engine.

- `analysis`: terms of texts and of questions
- `scoring`: the one formula for the order of results
- `promotions`: what is recommended to whom
- `query_log`: what visitors ask, without who
"""
