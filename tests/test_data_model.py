"""The picture of the data model is that of the models as they are now."""

import re
from itertools import combinations
from xml.etree import ElementTree

from tests import draw_models


def test_the_picture_is_what_the_models_are():
    assert draw_models.PICTURE.exists(), draw_models.ADVICE
    assert draw_models.PICTURE.read_text() == draw_models.draw(), draw_models.ADVICE


def test_the_same_models_give_the_same_picture():
    assert draw_models.draw() == draw_models.draw()


def test_the_picture_can_be_read_by_itself():
    drawn = draw_models.draw()
    root = ElementTree.fromstring(drawn)
    assert root.find("{http://www.w3.org/2000/svg}title").text
    assert re.findall(r"(?:href|src|url\()", drawn) == []


def test_no_two_boxes_overlap_and_no_line_runs_over_one():
    placed = draw_models.placed()
    areas = [
        (box.x, box.y, box.x + box.width, box.y + draw_models.BOX_HEIGHT, box.name) for box in placed.boxes
    ]
    for one, other in combinations(areas, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (
            one,
            other,
        )
    for net in placed.nets:
        for left, top, right, bottom in draw_models.strokes(net, placed.heights.bottoms):
            over = [
                name
                for x1, y1, x2, y2, name in areas
                if left < x2 and x1 < right and top < y2 and y1 < bottom
            ]
            assert over == [], net.target.name


# A letter belongs to somebody whom its room, far below, knows by name alone.
UP = {"Letter → User", "Letter → Person", "Unsubscription → Person"}


def test_every_model_of_ours_has_a_box_and_lines_lead_down():
    placed = draw_models.placed()
    assert len(placed.boxes) == len({box.model for box in placed.boxes}) > 50
    assert {"User", "Organisation", "Workshop", "NewsPage"} <= {box.name for box in placed.boxes}
    assert {
        f"{link.source.name} → {link.target.name}"
        for net in placed.nets
        for link in net.links
        if (link.source.band, link.source.row) <= (net.target.band, net.target.row)
    } == UP


def test_columns_of_libraries_are_left_out():
    placed = draw_models.placed()
    names = {(link.source.name, name) for net in placed.nets for link in net.links for name in link.names}
    assert ("WishedChange", "decided_by") in names
    assert not {name for _model, name in names} & {"locked_by", "uploaded_by_user", "content_type"}
    assert ("NewsPage", "owner") not in names
    assert ("Material", "owner") in names
