"""The admin in which editors and the secretariat work: viewsets, choosers, forms, guards and letters.

- `viewsets`, `views`, `forms`, `urls`, `wagtail_hooks`, `middleware`, `rules`: as in every room
- `choosers`, `chooser_views`, `choices`, `pointing`: who may choose which rows, in dialogs and in forms
- `deletion`, `bulk`, `bulk_actions`, `bounds`: what goes with a row that is deleted, and how much one request may change
- `letters`: letters about moderation and comments
- `own_texts`: what somebody is told who would publish their own text where nobody does
- `reports`: Wagtail's reports without what their reader may not see
- `backends`: the search of the admin's lists
- `counting`, `moments`, `naming`: numbers, times and names in the reader's language
- `library_patches`: mends in libraries where they leave no hook
"""
