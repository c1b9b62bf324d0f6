"""The basis of everything published: records, descriptions and pages.

- `records`, `descriptions`, `reviewed`, `pages`: the abstract base classes
- `page_meta`: what the frame of a page is told about it
- `searchable`, `linked_data`: what a thing tells search and machines about itself
- `visibility`, `rules`, `permissions`, `moderation`, `authorship`: who sees, publishes and decides what
- `redirects`: old addresses
- `install`: what every installation has
"""
