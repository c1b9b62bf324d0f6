"""Discovery of public content by machines: search engines, link previews, readers of structured data.

- `sitemap`: every public address in each language
- `robots`: what crawlers and finders of weak spots look for at fixed addresses
- `share_pictures`: pictures that go with links sent to others
"""
