"""English."""

PAGES = {
    "accessibility": (
        "Accessibility",
        "The portal is designed to work on any device and with assistive technology.",
        [
            (
                "text",
                "<p>The portal is built to WCAG 2.2, level AA, the international standard that makes websites "
                "usable for people who find it hard to see, hear or move.</p>",
            ),
            ("heading", "What you can do"),
            (
                "text",
                "<ul><li>Everything can be done from the keyboard.</li><li>Nothing is lost when text is twice as "
                "large, or on a narrow screen.</li><li>Pictures are described in three languages.</li><li>Forms "
                "work without JavaScript and explain mistakes next to the field.</li><li>The map comes with a "
                "table of the same figures.</li><li>Dark mode and reduced motion are respected.</li></ul>",
            ),
            ("heading", "How it is tested"),
            (
                "text",
                "<p>Whenever the portal changes, every type of page is checked in three languages by two programs, "
                "axe and the Nu HTML checker: neither may find an error. Programs do not see everything, "
                "however.</p><p>We also test each release ourselves: with the keyboard alone, on a screen 320 "
                "pixels wide, with text twice as large and in dark mode. There has been no external audit yet, and "
                "the portal has not yet been tested with people with disabilities.</p>",
            ),
            ("heading", "Known limits"),
            (
                "text",
                "<ul><li>Some PDF and PPTX files by other organisations are hard to use with a screen "
                "reader.</li><li>Some texts are in one language only so far. This is marked so that screen readers "
                "read it out correctly.</li><li>We cannot be sure that the editors’ own pages (Wagtail) meet the "
                "standard in full.</li></ul>",
            ),
            ("heading", "When something is in your way"),
            (
                "text",
                "<p>Write to us with the address of the page, what you wanted to do and where you got stuck. We "
                'will provide the text in another form.</p><p><a href="/en/contact/">Contact page</a>. Example '
                "address: <b>secretariat@example.org</b>; e-mails sent to it will not arrive. The secretariat will "
                "put its own address here.</p>",
            ),
        ],
    ),
    "privacy": (
        "Personal data",
        "Which personal data the portal keeps and why, who sees them, and what your rights are.",
        [
            (
                "text",
                "<p>Data are processed under Law No. 94-V of 21 May 2013 “On personal data and their protection”. "
                "We ask only for what is needed.</p>",
            ),
            (
                "facts",
                [
                    ("Who is responsible", "The secretariat of the federation"),
                    ("Where they are kept", "In Kazakhstan"),
                    (
                        "Third parties",
                        "Nothing is sold; only an organiser or participants get what you agreed to",
                    ),
                    ("Trackers", "None: no page loads anything from other sites"),
                ],
            ),
            ("heading", "Visitors without an account"),
            (
                "text",
                "<p>Public pages set no cookie, and nothing is recorded about you. When a material is downloaded, "
                "only a counter goes up: nobody knows who downloaded it. So that a second click is not counted, a "
                "hash of the network address is kept for an hour.</p>",
            ),
            ("heading", "What we keep, why and for how long"),
            (
                "accordion",
                [
                    (
                        "Account",
                        "<p>E-mail address, name, language, time of the last sign-in. They allow you to sign in "
                        "and us to write to you. The legal basis is your consent, recorded with its date. Kept "
                        "until you erase your data, or for three years after you close the account.</p><p>The password is kept as a hash that cannot be read "
                        "back. If you set up a second factor, its key is kept too.</p>",
                    ),
                    (
                        "What you tell about yourself",
                        "<p>Your name in three spellings, other names, region, workplaces and positions, languages "
                        "and, if you wish, a phone number. On the page “My details” you choose who sees each of "
                        "them: nobody, organisers, participants of your workshops, or everybody. Kept until you "
                        "erase your data.</p>",
                    ),
                    (
                        "Places in workshops",
                        "<p>The day you booked or gave up a place. It allows places to be given out fairly. The "
                        "legal basis is your consent. If you erase your data, only a number remains.</p>",
                    ),
                    (
                        "Representatives and trainers",
                        "<p>Who speaks for which organisation, and what they decided about workshops. A "
                        "workshop’s page names its trainers, with what they show to everybody. Only the organiser "
                        "and the secretariat see a trainer’s e-mail address.</p>",
                    ),
                    (
                        "E-mails from the portal",
                        "<p>The text and address of each e-mail sent to you are kept for 90 days, then erased.</p>",
                    ),
                    (
                        "Contact form",
                        "<p>Name, e-mail address, subject and message, so that we can answer. The legal basis is "
                        "the consent you give by sending it. Erased after 12 months.</p>",
                    ),
                    (
                        "Cookies and security",
                        "<p>Signing in sets one cookie, without which you cannot stay signed in. It lasts two "
                        "weeks at most. To stop people guessing passwords, attempts are counted by network address "
                        "for a short time.</p>",
                    ),
                ],
            ),
            (
                "text",
                "<p>We do not ask for identity documents, personal identification numbers or copies of "
                "documents.</p>",
            ),
            ("heading", "Who sees it"),
            (
                "text",
                "<ul><li>Who takes part in a workshop: its organiser and the secretariat; other participants, if "
                "you agreed to be in their list.</li><li>Accounts: the secretariat and administrators, only as far "
                "as their work requires.</li><li>Everybody: the names of trainers and what they show to everybody, "
                "for instance workplace, position and languages.</li></ul>",
            ),
            ("heading", "Your rights"),
            (
                "steps",
                [
                    (
                        "Get a copy",
                        "On the page “My data” of your account you can download everything in one file.",
                    ),
                    (
                        "Have your data corrected",
                        "You can change your details, language and e-mail address yourself.",
                    ),
                    (
                        "Withdraw a consent",
                        "On the page “My consents” of your account.",
                    ),
                    (
                        "Close the account",
                        "On the page “My data”. Nobody can sign in with it any more, and your roles and coming "
                        "places end. Your name and your history stay.",
                    ),
                    (
                        "Have your data erased",
                        "On the same page. Then nothing tells any more who you are. This cannot be undone.",
                    ),
                    (
                        "Ask and complain",
                        "Write to the secretariat. If you disagree, you can turn to the authorised body or to a "
                        "court.",
                    ),
                ],
            ),
            (
                "text",
                "<p>If there is a data breach, we will inform the authorised body and you within one working "
                'day.</p><p>What you agree to when you create an account: <a href="/en/account/privacy/">privacy '
                'terms</a>. Questions: <a href="/en/contact/">contact page</a>. Example address: '
                "<b>secretariat@example.org</b>; e-mails sent to it will not arrive. The secretariat will put its "
                "own address here.</p>",
            ),
        ],
    ),
    "terms": (
        "Terms of use",
        "How the portal and its materials may be used.",
        [
            (
                "text",
                "<p>The portal is open to all and free. You do not need an account to read public pages. By using "
                "the portal you agree to these terms.</p>",
            ),
            ("heading", "Texts, materials, data"),
            (
                "facts",
                [
                    ("Texts of the portal", "CC BY 4.0: copy and translate them, and name the source"),
                    ("Open data of the directory", "CC BY 4.0; the source is the Federation of Libraries"),
                    ("Training materials", "Each material’s page states its licence"),
                    ("“Rights unclear”", "Read it; do not copy it or pass it on"),
                    ("Names and logos of organisations", "They belong to the organisations"),
                ],
            ),
            ("heading", "Your account"),
            (
                "text",
                "<ul><li>One person, one account, with an e-mail address of their own.</li><li>Do not tell anyone "
                "your password.</li><li>You can close your account or erase your data "
                "yourself at any time.</li></ul>",
            ),
            ("heading", "Your place in a workshop"),
            (
                "text",
                "<ul><li>Book a place only if you intend to come.</li><li>If you cannot come, give it up: the next "
                "person gets it.</li><li>You cannot pass your place on to someone else: it goes to the next person "
                "on the waitlist.</li><li>The organiser sets dates, venue and programme. If they change, you will "
                "get an e-mail.</li></ul>",
            ),
            ("heading", "What is not allowed"),
            (
                "text",
                "<ul><li>Creating an account or booking a place in another person’s name.</li><li>Publishing other "
                "people’s personal data without their consent.</li><li>Disrupting the portal or trying to guess "
                "passwords.</li></ul><p>The secretariat may close an account for any of these.</p>",
            ),
            ("heading", "How reliable the facts are"),
            (
                "text",
                "<p>The directory is compiled from public sources. Each entry names its source and the day it was "
                "checked. What is not known is left empty. If you find a mistake, please write to us. Anything "
                "invented for demonstration is marked as such.</p>",
            ),
            ("heading", "When these terms change"),
            (
                "text",
                "<p>A new version appears on this page. The law of the Republic of Kazakhstan applies. Personal "
                'data are covered on <a href="/en/privacy/">a separate page</a>.</p>',
            ),
        ],
    ),
}
