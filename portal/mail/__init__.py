"""The one way to send e-mail: an outbox that keeps a message until it is delivered, once, in the reader's language.

- `sending`, `attaching`: putting letters in the outbox, and files that go with them
- `unsubscribing`: what readers do not want to be written about
- `rendering`, `links`: putting a letter into words, and links that are made when it is sent
- `delivery`, `failures`, `pauses`: delivering each once, whose fault it is that one did not go out, and waiting for a
  server
- `printing`: letters to people without an e-mail address, who get them by post
- `restored`: what happens to the outbox after a restore
"""
