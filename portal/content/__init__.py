"""The basis of everything published: records, descriptions and pages.

- `page_meta`: what the frame of a page is told about it
- `searchable`: what a thing tells search
- `visibility`, `permissions`, `moderation`, `authorship`: who sees, publishes and decides what, and who wrote it
- `redirects`, `reserved`: old addresses, and those that views answer
- `versions`: versions of facts
- `strings`: what a translated page lacks of its original
"""
