"""The design: pure functions that draw covers, maps and calendar months, and their template tags.

- `components`: values that templates of `components/` take
- `covers`, `drawing`: covers made from the record, as data and as SVG
- `map`: the outline of Kazakhstan, and where a place lies on it
- `months`: a month as a table of weeks
- `share_picture`: the picture that goes with a link
"""
