"""English."""

PROMISE = "Learning for librarians in every region"
LEAD = (
    "We bring together the library associations and establishments of Kazakhstan, so that one workshop can reach "
    "the whole country: those who are trained go on to train their colleagues."
)
ACTIONS = {"workshops": "Choose a workshop", "directory": "Find a library"}
STEPS = [
    (
        "Announcement",
        "An organiser registers a workshop, the secretariat approves it, and its dates and topics are published.",
    ),
    (
        "A place",
        "A librarian books a place through their account. When all places are taken, there is a waitlist.",
    ),
    ("Workshop", "Selected topics from the IFLA programme. The workshop’s page names its working language."),
    ("Cascade", "The participant passes on what was learned to colleagues in the region."),
]

PAGES = {
    "about": (
        "About the federation",
        "The federation brings library associations and establishments together and carries training from region to region.",
        [
            (
                "text",
                "<p>This is the portal of the Federation of library associations and establishments of the "
                "Republic of Kazakhstan. Here you can find libraries, download training materials and book a place "
                "in a workshop.</p>",
            ),
            ("heading", "How it began"),
            (
                "text",
                "<p>In 2010 the Library Association of the Republic of Kazakhstan carried out a project under "
                "IFLA’s ALP programme. It was about developing the association and its people, and its goal was to "
                "unite the associations in a federation. At its heart was a five-day workshop on association "
                "management, with its own manual. It was based on IFLA’s Building Strong Library Associations "
                "(BSLA).</p><p>Participants were selected by questionnaire; preference went to new librarians "
                "interested in working with the association.</p>",
            ),
            ("heading", "What you will find on the portal"),
            (
                "text",
                "<ul><li>Directory: the country’s libraries and associations, each entry with its "
                "source.</li><li>Training materials: exercises, checklists and slides for people who run "
                "workshops.</li><li>Workshops: what is coming up, and places to book.</li><li>News: what is "
                "happening in the federation.</li></ul>",
            ),
            ("map", {"heading": "Organisations in the directory by region"}),
            ("heading", "How facts are shown"),
            (
                "text",
                "<p>The directory lists real organisations, using public sources. What is not known is left empty; "
                "we do not invent it. Membership of the federation is recorded separately, with its date. Anything "
                "made for demonstration is marked as such.</p>",
            ),
            ("news", {"heading": "News of the federation", "category": "federation", "number": 3}),
        ],
    ),
    "cascade": (
        "How the cascade works",
        "From one workshop to the whole country: participants teach their colleagues at home.",
        [
            (
                "text",
                "<p>A cascade passes knowledge on step by step. A librarian who has taken part in a workshop runs "
                "a smaller one in the region, and its participants carry on from there.</p>",
            ),
            (
                "steps",
                [
                    (
                        "Choose the topics",
                        "The BSLA programme is longer than five days, so a workshop covers a part of it: topics, "
                        "or a module.",
                    ),
                    (
                        "Register the workshop",
                        "A member’s representative gives the dates, place, language, trainers and sources of "
                        "funding. The secretariat approves the workshop, returns it with a question or declines it "
                        "with a reason.",
                    ),
                    (
                        "Book a place",
                        "Places are first come, first served. When one becomes free, the next person on the "
                        "waitlist gets it.",
                    ),
                    ("Train your region", "The participant draws up a cascade plan and trains colleagues."),
                ],
            ),
            ("workshops", {"heading": "Workshops with free places", "number": 3}),
            ("heading", "How many days it takes"),
            (
                "table",
                (
                    "BSLA modules and their length",
                    [("Module", "text"), ("Days", "number")],
                    [
                        ("1. Library Associations in Society", 1),
                        ("2. Building Your Library Association", 3),
                        ("3. Sustaining Your Library Association", 2),
                        ("5. Libraries on the Agenda", 2),
                    ],
                ),
            ),
            (
                "text",
                "<p>IFLA’s description does not say how many days the other modules take.</p>",
            ),
            ("heading", "Who pays"),
            (
                "text",
                "<p>In the 2010 project, the association, regional libraries and other sources were to pay for the "
                "cascade. On the portal, each workshop names its sources of funding when it is registered.</p>",
            ),
            ("heading", "How to become a trainer"),
            (
                "text",
                "<p>First you observe and write a report. Next you assist a trainer. The third time, you lead.</p>",
            ),
            ("heading", "How the 2010 project was evaluated"),
            (
                "text",
                "<p>Three questions were asked: how the workshop went, what the participants would pass on, and "
                "whether they got involved in the association. Surveys and interviews gave the answers.</p>",
            ),
            ("materials", {"heading": "New materials for people who run workshops", "number": 3}),
        ],
    ),
    "contact": (
        "Contact",
        "Who to contact about what.",
        [
            (
                "facts",
                [
                    ("About a library", "The library itself: its website is in the directory."),
                    ("About a workshop", "Its organiser, named on the workshop’s page."),
                    (
                        "About a mistake in the directory",
                        "The organisation’s representative on the portal, or the secretariat.",
                    ),
                    ("About your account and personal data", "The secretariat of the federation."),
                ],
            ),
        ],
    ),
}
