"""English."""

from portal.blocks.written import Part

TEXTS: dict[str, tuple[str, str, list[Part]]] = {
    "portal-opens": (
        "The federation’s portal is open: what you can do here",
        "Directory, training materials and workshops are now in one place and in three languages.",
        [
            (
                "text",
                "<p>The portal speaks three equal languages: Kazakh, Russian and English. You can change the language on every page.</p>",
            ),
            ("heading", "For librarians"),
            (
                "text",
                "<ul><li>Find the libraries of your region in the directory.</li><li>Take a place in a workshop; when none is left, join the waitlist.</li><li>Download a material without an account.</li></ul>",
            ),
            ("heading", "For member organisations"),
            (
                "text",
                "<p>A representative registers a workshop: dates, place, topics, number of places. Once the secretariat has approved it, everybody sees it.</p>",
            ),
        ],
    ),
    "example-workshop": (
        "Example association registers its first regional workshop",
        "This is demonstration news: both the organisation and the workshop are made up.",
        [
            (
                "text",
                "<p>To show how a workshop comes onto the portal, a made-up association registered one of five days. The secretariat approved it, and places opened.</p>",
            ),
            (
                "quote",
                (
                    "Registering took twenty minutes. Choosing the topics was the hard part.",
                    "Sample Exampleova, a made-up representative",
                ),
            ),
            ("text", "<p>A real workshop is registered in just the same way.</p>"),
        ],
    ),
    "materials-ready": (
        "Materials for those who run a workshop are ready",
        "Checklists, exercises, handouts and slides: open, print and use them at once.",
        [
            (
                "text",
                "<p>The materials are sorted by the modules and topics of the IFLA programme. Each says whom it is for, its language and its licence.</p>",
            ),
            (
                "facts",
                [
                    ("Formats", "PDF, DOCX, PPTX"),
                    ("Languages", "Kazakh, Russian, English; some in one language only"),
                    ("Account", "not needed"),
                ],
            ),
            (
                "text",
                "<p>Where the rights are unclear, the material says so: ask the owner before you pass it on.</p>",
            ),
        ],
    ),
    "project-2010": (
        "2010: it began with one workshop",
        "A project of the Library Association and IFLA proposed to unite in a federation.",
        [
            (
                "text",
                "<p>In 2010 the Library Association of the Republic of Kazakhstan carried out a project of IFLA’s Action for Development through Libraries Programme (ALP). Its title: “The development of the library association and the development of the cadre potential”.</p>",
            ),
            ("heading", "What was done"),
            (
                "text",
                "<ul><li>A five-day workshop on managing an association.</li><li>A manual for the workshop.</li><li>A plan to carry it through the regions.</li></ul>",
            ),
            (
                "text",
                "<p>Participants were selected by questionnaire, with preference for new librarians ready to work with the association. The association, regional libraries and other sources were to pay for what followed in the regions.</p>",
            ),
            ("heading", "Three questions"),
            (
                "text",
                "<p>The project was evaluated by three questions: what participants took from the workshop, what they would teach further, whether they got involved in the association. The portal is there to collect the answers.</p>",
            ),
        ],
    ),
    "how-to-host": (
        "How to run a workshop: six steps",
        "From choosing topics to the report: what to do, and when.",
        [
            ("text", "<p>A member organisation can run a workshop on its own. This is the order.</p>"),
            (
                "steps",
                [
                    (
                        "Choose topics",
                        "Two or three are enough. The programme is longer than five days; nobody covers it all.",
                    ),
                    ("Check the room", "A projector, tables for group work, a ramp at the entrance."),
                    (
                        "Settle where the money comes from",
                        "The association, the regional library or another source.",
                    ),
                    ("Register it on the portal", "A draft is kept: begin now, go on later."),
                    (
                        "Open the places",
                        "Six weeks ahead at the latest. When it is full, the waitlist runs by itself.",
                    ),
                    ("Stay in touch", "Ask half a year later what has changed."),
                ],
            ),
            ("materials", {"heading": "New materials for those who run a workshop", "number": 3}),
        ],
    ),
    "directory-map": (
        "The directory has 55 organisations, and three regions still empty",
        "Real libraries and associations, gathered from public sources; what we do not know stays empty.",
        [
            (
                "text",
                "<p>The directory lists 55 organisations of 17 regions. Every entry names its source and the day it was checked. Closed organisations stay, too, marked as historic.</p>",
            ),
            ("map", {"heading": "Organisations by region"}),
            (
                "accordion",
                [
                    (
                        "Why is our library not there?",
                        "<p>We met no reliable source. The contact page says whom to write to.</p>",
                    ),
                    ("Why are some fields empty?", "<p>We do not invent what is not known.</p>"),
                    (
                        "Where do I see membership?",
                        "<p>Membership is recorded separately, with a date. Being in the directory does not mean being a member.</p>",
                    ),
                ],
            ),
        ],
    ),
    "licences": (
        "Which materials you may change",
        "What CC BY, CC BY-SA and “rights unclear” say.",
        [
            ("text", "<p>The licence decides what you may do with a material besides reading it.</p>"),
            (
                "facts",
                [
                    ("CC BY 4.0", "Copy, translate and change it, naming the author."),
                    ("CC BY-SA 4.0", "The same, but share your changes on the same terms."),
                    ("Rights unclear", "You may read it; ask the owner for the rest."),
                ],
            ),
        ],
    ),
}
