"""English."""

from portal.blocks.written import Part

TEXTS: dict[str, tuple[str, str, list[Part]]] = {
    "workshop-announced": (
        "Example Library Association invites you to a workshop on management",
        "In three days, participants draft a charter and a yearly plan for a small association. The Example Regional Library is the host.",
        [
            (
                "text",
                "<p>The fictional Example Library Association has opened registration for its next workshop. It follows the life of a small association from the first idea to the first budget: what it is for, who runs it, and how to keep it going once the first enthusiasm is over.</p>",
            ),
            ("heading", "What the three days are like"),
            (
                "steps",
                [
                    (
                        "Day one: why",
                        "Introductions, an opening questionnaire and the association’s place in society.",
                    ),
                    (
                        "Day two: how",
                        "Groups write a charter, then a yearly plan and the budget that goes with it.",
                    ),
                    (
                        "Day three: what next",
                        "Everybody presents a plan for training colleagues at home.",
                    ),
                ],
            ),
            (
                "text",
                "<p>Trainers speak Kazakh; handouts come in Kazakh and Russian. Bring your library’s own charter or regulations if it has them: the exercises work best with real clauses.</p>",
            ),
            ("workshops", {"heading": "Workshops with free places", "number": 3}),
        ],
    ),
    "cascade-in-the-villages": (
        "Example District: one librarian trained, eleven village libraries reached",
        "After a workshop, a librarian of the Example District Library System took it on the road with the bookmobile.",
        [
            (
                "text",
                "<p>The bookmobile of the Example District Library System usually carries novels and picture books. This autumn it also carried a flip chart. A librarian who had attended a workshop of the Example Library Association used the regular round of the villages to pass on what she had learned.</p>"
                "<p>At each stop, two or three colleagues came aboard for an hour. There was no hall to book and nobody had to travel: the training came to them.</p>",
            ),
            (
                "quote",
                (
                    "In a hall I would have shown slides. On a bus you talk, and people ask questions straight away.",
                    "Sample Example, a fictional librarian",
                ),
            ),
            ("heading", "What worked and what did not"),
            (
                "text",
                "<ul><li>One topic for each stop was enough; two were too many.</li><li>One-page handouts were used; long ones stayed on the shelf.</li><li>Two stops had no electricity: there the paper questionnaire saved the day.</li></ul>",
            ),
            (
                "text",
                "<p>The librarians of the district now meet on the last Thursday of each month. The next topic is the one-page yearly report.</p>",
            ),
        ],
    ),
    "charter-exercise-tried": (
        "A charter in ninety minutes: how an exercise was tried out",
        "Trainers of the Example Library Association tested the charter exercise with two groups and shortened it.",
        [
            (
                "text",
                "<p>Before a new exercise goes into a workshop, trainers of the Example Library Association try it out on each other. This time it was the turn of the charter: two groups of six, one unfinished text and ninety minutes on the clock.</p>"
                "<p>The first group got stuck at the definitions and never reached the board. The second began at the end, with the question of how an association is wound up, and finished early.</p>",
            ),
            ("heading", "What the trainers changed"),
            (
                "facts",
                [
                    ("Beginning", "Groups choose which part to start with"),
                    ("Group size", "Four people instead of six"),
                    ("Time", "Ten minutes are kept for reading aloud"),
                ],
            ),
            (
                "text",
                "<p>The same exercise can be used in any workshop. Whoever adapts it to another region only has to replace the names.</p>",
            ),
            ("materials", {"heading": "Materials for your own workshop", "number": 3}),
        ],
    ),
    "one-calendar": (
        "Three fictional members agree on one calendar of workshops",
        "The Example Library Association and two libraries, also fictional, no longer hold workshops in the same week.",
        [
            (
                "text",
                "<p>Last year, two workshops fell on the same three days, and trainers had to choose between them. So the Example Library Association, the Example Regional Library and the Example City Library sat down with three wall calendars and made one.</p>",
            ),
            (
                "accordion",
                [
                    (
                        "Who plans first?",
                        "<p>Whoever needs a large hall, because halls are booked furthest in advance.</p>",
                    ),
                    (
                        "What about school holidays?",
                        "<p>They stay free for school librarians; nobody else plans anything in those weeks.</p>",
                    ),
                    (
                        "And when a date has to move?",
                        "<p>The organiser tells the other two before asking for a new date.</p>",
                    ),
                ],
            ),
            (
                "text",
                "<p>The three will compare notes again in spring. Until then, one sheet of paper hangs in three offices.</p>",
            ),
        ],
    ),
    "evening-online": (
        "An evening online: twelve cascade plans and one power cut",
        "Participants in earlier workshops of the Example Library Association showed each other what they plan at home.",
        [
            (
                "text",
                "<p>Twelve small windows, twelve plans of six months each: the Example Library Association invited former participants to an evening online. Everybody had five minutes and one picture.</p>"
                "<p>The plans were as different as the places. One library trains its volunteers, another its neighbours along the railway line, and a third begins with its own director.</p>",
            ),
            (
                "quote",
                (
                    "I had the shortest plan and got the longest list of questions.",
                    "Example Reader, a fictional participant",
                ),
            ),
            (
                "text",
                "<p>After a power cut in the host’s building, the talk went on by telephone for a quarter of an hour. The notes were written by hand and photographed at the end.</p>",
            ),
        ],
    ),
    "school-librarians-plan": (
        "School librarians draw up a joint plan",
        "Two days at the Example University Library ended with one sheet of paper that everybody signed.",
        [
            (
                "text",
                "<p>Chairs in a circle, no stage: that is how the workshop for school librarians began at the Example University Library. The Example Library Association had invited them to talk about what they expect of an association.</p>",
            ),
            (
                "facts",
                [
                    ("Length", "two days"),
                    ("Participants", "13 people"),
                    ("Working language", "Kazakh"),
                ],
            ),
            ("heading", "What is in the plan"),
            (
                "text",
                "<ul><li>One list of questions that all school libraries share.</li><li>A reading day that neighbouring schools hold together.</li><li>Pairs of colleagues who visit each other once a term.</li></ul>",
            ),
            (
                "quote",
                (
                    "We came with complaints and left with a calendar.",
                    "Sample Guest, a fictional school librarian",
                ),
            ),
        ],
    ),
}
