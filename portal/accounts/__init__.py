"""Users, roles, consents and signing in.

- `guards`: who may open the admin views that libraries bring
- `limits`, `browsers`: how often somebody may try, and browsers that somebody has signed in with before
- `equal_work`: work that is done for one address only because another costs it
- `letters`: the words of letters about accounts
- `second_factor`, `withholding`, `step_up`: rights begin after the second factor; what is asked again, and when
- `sent_again`: a form whose sign-in has ended waits until it is sent again
- `passwords`: the one form of a password in which it is hashed
- `naming`: what groups and permissions are called
- `wagtail_users`: how Wagtail's admin edits users and groups
- `well_known`: addresses that programs know of every site
- `restored`: what happens to sign-ins after a restore
"""
