"""The one way to send e-mail: an outbox that keeps a message until it is delivered, once, in the reader's language."""
