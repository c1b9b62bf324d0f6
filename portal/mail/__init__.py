"""The one way to send e-mail: an outbox that keeps a message until it is delivered, once, in the reader's language.

- `sending`: putting letters in the outbox
- `rendering`: putting a letter into words
- `delivery`, `failures`, `pauses`: delivering each once, whose fault it is that one did not go out, and waiting for a
  server
- `restored`: what happens to the outbox after a restore
"""
