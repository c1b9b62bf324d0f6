"""The admin in which editors and the secretariat work: viewsets, choosers, forms, guards and letters.

- `choices`, `pointing`: which rows somebody may choose, in a form and at all
- `deletion`, `bulk`, `bulk_actions`, `bounds`: what goes with a row that is deleted, and how much one request may
  change
- `facts`: forms of facts, their history and their earlier versions
- `collisions`: what the second of two editors sees before they replace what the first has saved
- `linking`: typed addresses and drafts that lead to what is to be deleted
- `letters`: letters about moderation and comments
- `older_texts`: texts about records beside their newer sisters
- `own_texts`: what somebody is told who would publish their own text where nobody does
- `reports`: Wagtail's reports without what their reader may not see
- `counting`, `moments`, `naming`: numbers, times and names in the reader's language
- `library_patches`: mends in libraries where they leave no hook
"""
