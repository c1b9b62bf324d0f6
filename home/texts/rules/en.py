"""English."""

PAGES = {
    "accessibility": (
        "Accessibility",
        "The portal is meant to work on any device and with assistive technology.",
        [
            (
                "text",
                "<p>The portal is built to WCAG 2.2, level AA. This is the international standard. By it "
                "people who find it hard to see, hear or move can use a site too.</p>",
            ),
            ("heading", "What you can do"),
            (
                "text",
                "<ul><li>Everything can be done from the keyboard.</li>"
                "<li>Nothing is lost when text is twice as large, or on a narrow screen.</li>"
                "<li>Pictures are described in three languages.</li>"
                "<li>Forms work without JavaScript, and explain a mistake beside the field.</li>"
                "<li>Beside the map stands a table with the same numbers.</li>"
                "<li>Dark mode and reduced motion are respected.</li></ul>",
            ),
            ("heading", "How it is tested"),
            (
                "text",
                "<p>At each change of the portal every type of page is checked in three languages by two programs, axe and the "
                "Nu HTML checker: neither may find a mistake. A program does not see everything.</p>"
                "<p>We test each release ourselves: with the keyboard alone and on a screen 320 pixels wide. We also "
                "try text twice as large, and dark mode. Nobody from outside has audited it yet. Nor has it been tried with "
                "people with disabilities.</p>",
            ),
            ("heading", "Known limits"),
            (
                "text",
                "<ul><li>Some PDF and PPTX files by other organisations are hard to use with a screen reader.</li>"
                "<li>Some texts are in one language only so far. It is marked, so that it is read out rightly.</li>"
                "<li>We cannot say that the editors’ own pages (Wagtail) meet the standard in full.</li></ul>",
            ),
            ("heading", "When something is in your way"),
            (
                "text",
                "<p>Write to us: the address of the page, what you wanted to do and where you were stopped. We will "
                "give you the text in another form.</p>"
                '<p><a href="/en/contact/">Contact page</a>. An example address: <b>secretariat@example.org</b>; '
                "letters to it do not arrive, the secretariat will put its own here.</p>",
            ),
        ],
    ),
    "privacy": (
        "Personal data",
        "Which personal data the portal keeps and why, who sees them, and what your rights are.",
        [
            (
                "text",
                "<p>Data are processed under Law No. 94-V of 21 May 2013 “On personal data and their protection”. We "
                "ask for nothing that is not needed.</p>",
            ),
            (
                "facts",
                [
                    ("Who answers for it", "The secretariat of the federation"),
                    ("Where they are kept", "In Kazakhstan"),
                    ("Third parties", "Nothing is passed on or sold"),
                    ("Trackers", "None: no page loads anything from other sites"),
                ],
            ),
            ("heading", "Visitors without an account"),
            (
                "text",
                "<p>Public pages set no cookie, and nothing is recorded about you. When a material is downloaded, only "
                "a number grows: nobody knows who downloaded it. So that a second click does not count, a hash of the network "
                "address is kept for an hour.</p>",
            ),
            ("heading", "What we keep, why and for how long"),
            (
                "accordion",
                [
                    (
                        "Account",
                        "<p>E-mail address, name, language, time of the last sign-in. They let you sign in, and us write "
                        "to you. The ground is your consent, kept with its date. Kept until you delete the account.</p>"
                        "<p>The password is kept as a hash that cannot be read back. If you set up a second factor, its key is "
                        "kept too.</p>",
                    ),
                    (
                        "Places in workshops",
                        "<p>Name, region, place of work, the day you took a place or gave it up. They "
                        "let places be given fairly. The ground is your consent. If you delete the account, your name is "
                        "erased and only a number stays.</p>",
                    ),
                    (
                        "Representatives and trainers",
                        "<p>Who speaks for which organisation, and what they decided about workshops. A trainer’s name "
                        "stands openly on the page of the workshop. Only the organiser and the secretariat see the e-mail address.</p>",
                    ),
                    (
                        "The portal’s letters",
                        "<p>Text and address of a letter sent to you are kept for 90 days, then erased.</p>",
                    ),
                    (
                        "Contact form",
                        "<p>Name, e-mail address, subject and message, so that we can answer. The ground is the consent "
                        "that you give by sending it. Erased after 12 months.</p>",
                    ),
                    (
                        "Cookies and safety",
                        "<p>Signing in sets one cookie, without which nobody can be signed in. It lasts two weeks at most. "
                        "To stop guessing of passwords, tries are counted by network address for a short time.</p>",
                    ),
                ],
            ),
            (
                "text",
                "<p>We ask for no identity papers, no personal identification numbers and no copies of documents.</p>",
            ),
            ("heading", "Who sees it"),
            (
                "text",
                "<ul><li>Who takes part in a workshop: its organiser and the secretariat.</li>"
                "<li>Accounts: the secretariat and administrators, only what their work needs.</li>"
                "<li>Other visitors: the names of trainers alone.</li></ul>",
            ),
            ("heading", "Your rights"),
            (
                "steps",
                [
                    (
                        "Have a copy",
                        "On the page “My data” of your account you can download everything in one file.",
                    ),
                    ("Have them corrected", "You change name, language and e-mail address yourself."),
                    (
                        "Have them deleted, and withdraw consent",
                        "On the same page you delete the account. The data are erased at once, for ever.",
                    ),
                    (
                        "Ask and complain",
                        "Write to the secretariat. If you disagree, you may turn to the authorised body or to a court.",
                    ),
                ],
            ),
            (
                "text",
                "<p>If something happens to the data, we tell the authorised body and you within one working day.</p>"
                '<p>What one agrees to when making an account: <a href="/en/account/privacy/">privacy terms</a>. '
                'Questions: <a href="/en/contact/">contact page</a>. An example address: '
                "<b>secretariat@example.org</b>; letters to it do not arrive, the secretariat will put its own here.</p>",
            ),
        ],
    ),
    "terms": (
        "Terms of use",
        "How the portal and its materials may be used.",
        [
            (
                "text",
                "<p>The portal is open to all and free. No account is needed to read public pages. By using the portal "
                "you agree to these terms.</p>",
            ),
            ("heading", "Texts, materials, data"),
            (
                "facts",
                [
                    ("Texts of the portal", "CC BY 4.0: copy and translate them, and name the source"),
                    ("Open data of the directory", "CC BY 4.0; the source is the Federation of Libraries"),
                    ("Training materials", "The page of each names its licence"),
                    ("“Rights unclear”", "Read it; do not copy it or pass it on"),
                    ("Names and logos of organisations", "They belong to the organisations"),
                ],
            ),
            ("heading", "Your account"),
            (
                "text",
                "<ul><li>One person, one account, with an e-mail address of their own.</li>"
                "<li>Tell nobody your password.</li>"
                "<li>You can delete your account yourself at any time.</li></ul>",
            ),
            ("heading", "Your place in a workshop"),
            (
                "text",
                "<ul><li>Take a place only if you mean to come.</li>"
                "<li>If you cannot come, give it up: the next person gets it.</li>"
                "<li>You cannot hand your place to somebody else: the waitlist keeps the order.</li>"
                "<li>The organiser sets dates, venue and programme. If they change, you get a letter.</li></ul>",
            ),
            ("heading", "What is not allowed"),
            (
                "text",
                "<ul><li>To make an account or take a place in another person’s name.</li>"
                "<li>To publish other people’s personal data without their consent.</li>"
                "<li>To disturb the portal’s work or guess passwords.</li></ul>"
                "<p>The secretariat may close an account for it.</p>",
            ),
            ("heading", "How far the facts can be trusted"),
            (
                "text",
                "<p>The directory is gathered from public sources. Each entry names its source and the day it was "
                "checked. What is not known stays empty. If you find a mistake, write to us. Whatever was invented for "
                "demonstration says so.</p>",
            ),
            ("heading", "When these terms change"),
            (
                "text",
                "<p>A new version appears on this page. The law of the Republic of Kazakhstan applies. Personal data "
                'have <a href="/en/privacy/">a page of their own</a>.</p>',
            ),
        ],
    ),
}
