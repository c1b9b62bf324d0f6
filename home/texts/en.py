"""English."""

PROMISE = "Learning for librarians in every region"
LEAD = (
    "We bring together the library associations and establishments of Kazakhstan. May one workshop reach the whole "
    "country: whoever was trained trains colleagues at home."
)
ACTIONS = {"workshops": "Choose a workshop", "directory": "Find a library"}
STEPS = [
    (
        "Announcement",
        "An organiser registers a workshop, the secretariat approves it, dates and topics are published.",
    ),
    ("A place", "A librarian takes a place from the account. When none is left, there is a waitlist."),
    ("Workshop", "Chosen topics of the IFLA programme. The workshop’s page names its working language."),
    ("Cascade", "The participant passes on what was learned to colleagues in the region."),
]

PAGES = {
    "about": (
        "About the federation",
        "The federation brings library associations and establishments together and carries training from region to region.",
        [
            (
                "text",
                "<p>This is the portal of the Federation of library associations and establishments of the Republic of "
                "Kazakhstan. Here you find libraries, download training materials and take a place in a workshop.</p>",
            ),
            ("heading", "How it began"),
            (
                "text",
                "<p>In 2010 the Library Association of the Republic of Kazakhstan carried out a project of IFLA’s ALP "
                "programme. It was about developing the association and its people. Its goal was to unite the "
                "associations into a federation. At its heart stood a five-day workshop on managing an association, with "
                "a manual of its own. It was built on IFLA’s Building Strong Library Associations (BSLA).</p>"
                "<p>Participants were selected by questionnaire; preference went to new librarians with an interest in "
                "working with the association.</p>",
            ),
            ("heading", "What the portal has"),
            (
                "text",
                "<ul><li>Directory: libraries and associations of the country, each entry with its source.</li>"
                "<li>Library: exercises, checklists and slides for those who run a workshop.</li>"
                "<li>Workshops: what comes next, and places in it.</li>"
                "<li>News: what is happening in the federation.</li></ul>",
            ),
            ("map", {"heading": "Organisations of the directory by region"}),
            ("heading", "How facts are shown"),
            (
                "text",
                "<p>The directory lists real organisations from public sources. What is not known we do not invent: it "
                "stays empty. Membership of the federation is a separate fact with a date. Whatever was made for "
                "demonstration says so.</p>",
            ),
            ("news", {"heading": "News of the federation", "category": "federation", "number": 3}),
        ],
    ),
    "cascade": (
        "How the cascade works",
        "From one workshop to the whole country: those who were trained train their colleagues at home.",
        [
            (
                "text",
                "<p>A cascade hands knowledge on step by step. A librarian who took part in a workshop holds a small one "
                "in the region. Its participants carry on from there.</p>",
            ),
            (
                "steps",
                [
                    (
                        "Choose the topics",
                        "The BSLA programme is longer than five days, so a workshop holds chosen topics, not whole modules.",
                    ),
                    (
                        "Register the workshop",
                        "A representative of a member states dates, place, language, trainers and where the money comes from. The secretariat approves, returns it with a question, or declines with a reason.",
                    ),
                    (
                        "Take a place",
                        "Places go in the order of asking. When one comes free, the next on the waitlist gets it.",
                    ),
                    ("Train your region", "The participant makes a cascade plan and trains colleagues."),
                ],
            ),
            ("workshops", {"heading": "Workshops with free places", "number": 3}),
            ("heading", "How many days it takes"),
            (
                "table",
                (
                    "BSLA modules and how long they are",
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
                "<p>By the project of 2010 the association, regional libraries and other sources pay for the cascade. "
                "Each workshop names its sources of money when it is registered.</p>",
            ),
            ("heading", "How one becomes a trainer"),
            (
                "text",
                "<p>First you observe and write a report. Then you assist a trainer. The third time you lead.</p>",
            ),
            ("heading", "How the 2010 project was evaluated"),
            (
                "text",
                "<p>Three questions were asked: how the workshop went, what the participants would teach others, and "
                "whether they got involved in the association. The answers came from surveys and interviews.</p>",
            ),
            ("materials", {"heading": "New materials for those who run a workshop", "number": 3}),
        ],
    ),
    "contact": (
        "Contact",
        "Whom to write to about what.",
        [
            (
                "facts",
                [
                    ("About a library", "The library itself: the directory gives its website."),
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
