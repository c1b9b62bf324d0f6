"""From what somebody typed to a question for an engine.

- `analysis`: terms of texts and of questions
- `synonyms`: words that may also be met by other words
- `scoring`: the one formula for the order of results
- `spelling`, `suggestions`: did you mean, and completing what is typed
- `explanation`: why a thing stands where it stands
- `query_log`: what visitors ask, without who
"""
