"""One way to send a letter: an outbox that keeps it until it is delivered, once, in the reader's language."""
