"""The index: rows that follow the database, and what the search server is told of them.

- `updates`: writing the rows of search
- `outbox`, `delivery`: what changed, noted with the change and told to the search server afterwards
- `building`: the index of the search server as a whole
- `rebuilds`: noting that all was read anew
- `vocabulary`: the words that search knows
"""
