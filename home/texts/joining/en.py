"""English."""

PAGES = {
    "join": (
        "How to join",
        "It is organisations that join the federation. A librarian needs only an account to book a place in a "
        "workshop.",
        [
            (
                "text",
                "<p>You need neither an account nor membership to download materials. You need an account to book "
                "a place in a workshop. Workshops are registered on the portal by member associations.</p>",
            ),
            ("heading", "For organisations: five steps"),
            (
                "steps",
                [
                    (
                        "Check the directory",
                        "Is your organisation listed, and are the facts correct? If not, tell us when you write.",
                    ),
                    (
                        "Write to the secretariat",
                        "Give the organisation’s full name, its region and a contact person.",
                    ),
                    (
                        "Wait for the decision",
                        "The federation decides on membership and tells you its terms.",
                    ),
                    (
                        "Membership is recorded with its date",
                        "Your page in the directory then says “Member of the federation”, and since when.",
                    ),
                    (
                        "Name a representative",
                        "They create an account, and the secretariat links it to the organisation.",
                    ),
                ],
            ),
            ("heading", "What a representative can do"),
            (
                "text",
                "<p>The representative of a member association registers workshops, answers the secretariat’s "
                "questions and sees who takes part. They can also request a date change or change the number of "
                "places.</p>",
            ),
            ("heading", "Frequently asked questions"),
            (
                "accordion",
                [
                    (
                        "We are in the directory. Are we members?",
                        "<p>No. The directory lists organisations from public sources, whether or not they are "
                        "members. Membership is recorded separately, with its date.</p>",
                    ),
                    (
                        "Is there a fee, and which documents are needed?",
                        "<p>Terms, fees and documents have not been published on the portal yet. Please ask the "
                        "secretariat.</p>",
                    ),
                    (
                        "Can an individual librarian join?",
                        "<p>The portal records the membership of organisations only. A librarian can create an "
                        "account and book a place in a workshop.</p>",
                    ),
                ],
            ),
            (
                "text",
                "<p>The secretariat’s address is not known yet. <b>secretariat@example.org</b> is only an example, "
                "and e-mails sent to it will not arrive. The secretariat will put its own address here.</p>",
            ),
        ],
    ),
    "selection": (
        "How places are given",
        "Admission to workshops is open: first come, first served. Nobody is selected.",
        [
            (
                "text",
                "<p>All workshops on the portal have open admission. Nobody is selected, and there is no "
                "questionnaire to fill in.</p>",
            ),
            (
                "facts",
                [
                    ("Who can book", "Any librarian with an account on the portal"),
                    ("Who gets a place", "First come, first served"),
                    (
                        "When all places are taken",
                        "There is a waitlist; a place that becomes free goes straight to the next person",
                    ),
                    ("Giving a place up", "In your account, before the first day of the workshop"),
                ],
            ),
            ("heading", "How it was in the 2010 project"),
            (
                "text",
                "<p>In that project, participants were selected by questionnaire. Preference was given to new "
                "librarians with an interest in working with the association. The portal has no such selection.</p>",
            ),
        ],
    ),
    "project-2010": (
        "The 2010 project",
        "Where the idea of the federation comes from: a project by the Library Association with IFLA.",
        [
            (
                "facts",
                [
                    ("Year", "2010"),
                    ("Country and region", "Kazakhstan; IFLA’s region Asia and Oceania"),
                    (
                        "Organisation",
                        "Library Association of the Republic of Kazakhstan (LARK), founded in 1996",
                    ),
                    (
                        "Title",
                        "The development of the library association and the development of the cadre potential",
                    ),
                    (
                        "Programme",
                        "IFLA’s Action for Development through Libraries Programme (ALP), since renamed Library "
                        "Development Programme (LDP)",
                    ),
                ],
            ),
            ("heading", "Goal"),
            (
                "text",
                "<p>Unite the associations into the Federation of library associations and establishments of the "
                "Republic of Kazakhstan.</p>",
            ),
            ("heading", "Outcomes"),
            (
                "text",
                "<ul><li>One five-day workshop on association management, based on IFLA’s Building Strong Library "
                "Associations (BSLA). IFLA helps to select the materials.</li><li>A workshop manual.</li><li>A "
                "cascade method and strategic plans to take the workshop across the country and its regions. The "
                "association, regional libraries and other sources pay for them, not ALP.</li></ul>",
            ),
            ("heading", "Participants"),
            (
                "text",
                "<p>They were selected by questionnaire. Preference went to new librarians interested in working "
                "with the association.</p>",
            ),
            ("heading", "How it was evaluated"),
            (
                "text",
                "<p>Through surveys and interviews. Participants were asked how they took part, what they planned "
                "for the cascade and whether they went on to get involved in the association.</p>",
            ),
            (
                "text",
                "<p>This page contains only what the project’s document says. The project’s page on IFLA’s website "
                'was last updated on 15 December 2016. More: <a href="/en/workshops/project-2010/">the record of '
                "the project</a>.</p>",
            ),
        ],
    ),
}
