"""The journal: who did what to a record, when and in which words, and which change of its facts somebody wishes for.

Rooms above write it in the transaction of the change itself, through `actions`, while they hold the record's row; the
words for a verb, a state and a fact are the room's own.

- `wording`: facts and their values in the reader's language
"""
