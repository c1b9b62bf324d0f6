"""What a workshop says, fact by fact: to name a reading of it, to tell two readings apart, to change it once approved.

- `facts`: the facts, what may become of each once the workshop is approved, and whom its change concerns
- `readings`: all facts of a workshop at one moment, as the journal keeps them, and the differences of two readings
- `wording`: a fact, and the difference of two, in words
- `digests`: short texts that name a reading
"""
