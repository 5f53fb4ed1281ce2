"""Personal data in free text: what is found, however it is written, and what merely looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import nir as independent

from orchestration.submissions.reading.personal_data import (
    KINDS,
    personal_data,
    personal_parts,
    personal_texts,
)
from orchestration.submissions.reading.texts import normal
from tests.making.identifiers import siret
from tests.unit.reading import personal_lines
from tests.unit.reading import personal_texts as made
from tests.unit.reading.asking import CONTRACT

EMAIL, PHONE, NIR, BIRTH = (("courriel",), ("telephone",), ("nir",), ("naissance",))

EMAILS = [
    "jean.dupont@orange.fr",
    "Contact : JEAN.DUPONT@ORANGE.FR.",
    "écrire à contact+cite@ville-angers.gouv.fr, merci",
    "<accueil@mission-locale.fr>",
    "a@b.co",
    "élodie@mairie-évry.fr",
    "jean@ orange.fr",
    "jean @ orange.fr",
    "jean.dupont (at) orange.fr",
    "jean.dupont[at]orange.fr",
    "jean.dupont AROBASE orange.fr",
    "jean＠ｏｒａｎｇｅ．ｆｒ",
    "je\u200ban@or\u00adange.fr",
]
PHONES = [
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06/12/34/56/78",
    "06_12_34_56_78",
    "06 - 12 - 34 - 56 - 78",
    "06. 12. 34. 56. 78",
    "06–12–34–56–78",
    "0612345678",
    "Tél.0241051234",
    "tel:0241051234",
    "0612 34 56 78",
    "0612 345 678",
    "0241 123 456",
    "0 241 123 456",
    "06 12345678",
    "06 1234 5678",
    "06.12 34.56.78",
    "06 12.34.56 78",
    "02 41.05 12.64",
    "06 123 456 78",
    "061 234 56 78",
    "(0)6 12 34 56 78",
    "+33 6 12 34 56 78",
    "+33612345678",
    "33612345678",
    "+33 (0)6 12 34 56 78",
    "+33(0)612345678",
    "+33.6.12.34.56.78",
    "+33-6-12-34-56-78",
    "0033 6 12 34 56 78",
    "00 33 6 12 34 56 78",
    "0033612345678",
    "+262 692 12 34 56",
    "93200 Saint-Denis 01 48 13 12 34",
    "06 12 34 56 78 ou 07 98 76 54 32",
    "0\u200b6 12 34 56 78",
    "０６ １２ ３４ ５６ ７８",
    "٠٦١٢٣٤٥٦٧٨",
]
NIRS = [
    "295109912611193",
    "2951099126111 93",
    "2 95 10 99 126 111 93",
    "2 95 10 99 126 111 clé 93",
    "2 95 10 99 126 111 / 93",
    "2.95.10.99.126.111.93",
    "2-95-10-99-126-111-93",
    "NIR : 295 10 99 126 111 93 (Mme B.)",
    "253072B07300470",
    "253072a07300443",
    "2 53 07 2B 073 004 70",
    "２９５１０９９１２６１１１９３",
]
BIRTHS = [
    "né le 12/03/1990",
    "Né le 12/03/1990",
    "Karim B., né le 12/03/1990 à Angers",
    "Amina, née le 3 mars 1985",
    "NÉE LE 3 MARS 1985",
    "NEE LE 3 MARS 1985",
    "née le 03.03.85",
    "née le 3-3-1985",
    "née le 12 03 1990",
    "né le 1er avril 1999",
    "né le premier avril 1999",
    "née le 3 févr. 1985",
    "née le 14 août 85",
    "née le mardi 12 février 1990",
    "née le 1990-03-12",
    "née le : 12/03/1990",
    "né(e) le 12/03/1990",
    "né·e le 12/03/1990",
    "né.e le 12/03/1990",
    "né-e le 12/03/1990",
    "nés le 12/03/1990",
    "nées le 12/03/1990",
    "né·es le 12/03/1990",
    "ne\u0301e le 12/03/1990",
    "née\u00a0le 12/03/1990",
    "née le １２/０３/１９９０",
    "née (12/03/1990)",
    "née (le 12/03/1990)",
    "née : 12/03/1990",
    "Mme X née 12/03/1990",
    "né à Paris le 12/03/1990",
    "née à Saint-Denis (93), le 3 mars 1985",
    "née au Havre, le 3 mars 1985",
    "né en Guyane le 12.03.90",
    "projet de Paul, né le 12/03/1990",
    "action pour Marie née le 12/03/1990",
]
INNOCENT = [
    "0800 123 456",
    "Service gratuit : 0 805 12 34 56",
    "n° 12",
    "Rencontre n° 3 au pied de l'immeuble",
    "suivez-nous sur @citeemploi et @cite.emploi",
    "12 € @ 3",
    "modalité (a) et (b) du projet.",
    "732829320",
    "732 829 320",
    "73282932000074",
    "732 829 320 00074",
    "73 28 29 32 00 00 74",
    "SIREN 055 804 124, SIRET 055 804 124 00015",
    "00552013500012",
    "93200 Saint-Denis",
    "Nice (06000 06300)",
    "BP 10001, 06000 Nice Cedex 1",
    "12 345 678,90 €",
    "1 000 000 000 000 €",
    "0,0612345678",
    "01/02/2023 - 03/04/2023",
    "01/02/2023-03/04/2023",
    "du 05/06/23 au 12/06/23 puis 05/07/23",
    "Atelier du 01/02/2023 14h-16h",
    "Atelier du 01.02.2023 14h",
    "Atelier du 01 02 2023 14h",
    "01.02.23 14.30",
    "T4 2023 : 1 250 / 3 400 / 560",
    "2021 2022 2023 2024 2025",
    "AV-2023-0001",
    "QP093001 QP093002",
    "QN09301M",
    "convention 2023-04-05-0012345",
    "le 3949 de France Travail",
    "W751234567",
    "FR76 3000 6000 0112 3456 7890 189",
    "295109912611194",
    "2 95 10 99 126 111 94",
    "2951099126111",
    "journée le 12/03/2023",
    "tournée le 12 mars 2023",
    "année le 12/03/2023",
    "née le 8 mars, journée des droits des femmes",
    "né en 1985",
    "née de la rencontre du 12/03/2023",
    "12 rue du 8 mai 1945",
    "projet né le 12/03/2021",
    "Un partenariat né à Lyon le 12/03/2021",
    "Cette action est née le 12/03/2021",
    "idées nées le 3 mars 2021",
    "initiative née à la suite du forum du 12/03/2021",
    "née à la suite du forum le 12/03/2021",
    "née à l'initiative de la mairie le 12/03/2021",
    "Forum (A) www.site.fr",
    "groupe (a) www.cite-emploi.fr",
    "06.12 07.12 08.12",
    "01.02 03.04.05",
    "09.30 10.45 11.15",
    "du 01.02 08.30 au 02.02 17.45",
]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (text, kinds)
        for kinds, texts in ((EMAIL, EMAILS), (PHONE, PHONES), (NIR, NIRS), (BIRTH, BIRTHS))
        for text in texts
    ],
)
def test_personal_data_is_found_and_named(text, kinds):
    assert personal_data(text) == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (text, kind)
        for table in (made.PERSONAL, personal_lines.PERSONAL)
        for kind, texts in table.items()
        for text in texts
    ],
)
def test_however_people_write_it_it_is_found(text, kind):
    assert kind in personal_data(normal(text))


@pytest.mark.parametrize("text", [*made.INNOCENT, *personal_lines.INNOCENT])
def test_references_lists_hours_and_days_of_things_are_none(text):
    assert personal_data(normal(text)) == ()


@pytest.mark.parametrize("text", INNOCENT)
def test_the_numbers_and_dates_of_a_return_are_none(text):
    assert personal_data(text) == ()


def test_every_kind_is_told_once_in_its_order():
    text = "Née le 12/03/1990, n° 2 95 10 99 126 111 93, 0612345678 ou 0712345678, a@b.fr"
    assert personal_data(text) == KINDS


def test_the_parts_are_told_as_a_plain_keyboard_has_them():
    text = "Élodie, NÉE LE 12/03/1990, tél. 06\u201312\u201334\u201356\u201378, élodie@site.fr"
    assert personal_parts(text) == ("e@site.fr", "06-12-34-56-78", "nee le 12/03/1990")
    assert personal_parts("rien de tel") == ()


def test_data_next_to_a_number_that_is_none_is_found():
    assert personal_data("01.02.23 06 12 34 56 78") == PHONE
    assert personal_data("2 95 10 99 126 111 94 puis 2 95 10 99 126 111 93") == NIR


@given(st.integers(10**12, 9 * 10**12 - 1), st.integers(0, 99))
def test_a_nir_is_told_by_its_key(body, key):
    number = f"{body}{key:02d}"
    assert ("nir" in personal_data(number)) == independent.is_valid(number)


@given(
    st.sampled_from("1234579"),
    st.integers(60_000_000, 99_999_999),
    st.sampled_from([" ", ".", "-", "/", "", " - "]),
)
def test_a_phone_number_is_found_in_pairs(zone, digits, between):
    number = f"0{zone}{digits}"
    written = between.join(number[start : start + 2] for start in range(0, 10, 2))
    assert personal_data(f"appeler le {written}, le matin") == PHONE


@given(st.integers(0, 3_999_999), st.sampled_from(["{}", "{} {}", "{} et {}", "({})", "n° {}"]))
def test_a_siret_is_never_personal_data(number, written):
    bare = siret(number)
    spaced = f"{bare[:3]} {bare[3:6]} {bare[6:9]} {bare[9:]}"
    assert personal_data(written.format(bare, siret(number + 1))) == ()
    assert personal_data(written.format(spaced, spaced)) == ()


@given(st.dates(), st.dates(), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d/%m/%y"]))
def test_dates_are_never_personal_data(first, last, form):
    assert personal_data(f"du {first:{form}} au {last:{form}}") == ()
    assert personal_data(f"{first:{form}} - {last:{form}} 14h30") == ()


@given(st.lists(st.none() | st.sampled_from([*PHONES, *EMAILS, *INNOCENT]) | st.text()))
def test_a_column_is_judged_text_by_text(texts):
    alone = [(position, personal_data(text)) for position, text in enumerate(texts) if text]
    assert list(personal_texts(texts)) == [(position, kinds) for position, kinds in alone if kinds]


@given(st.text())
def test_any_text_is_judged(text):
    assert set(personal_data(text)) <= set(KINDS)


@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "06 ",
        "06",
        "1,",
        "a@",
        "a@a.",
        "a at ",
        "né le ",
        "né à a ",
        "ddn de ",
        "2 95 10 99 ",
        "(at) ",
        "n° ",
        "\u0301",
    ],
)
def test_a_cell_of_a_megabyte_is_read_through(piece):
    text = piece * (1_000_000 // len(piece))
    assert personal_data(f"{text} 06 12 34 56 78")[:1] in (PHONE, EMAIL)


def test_every_kind_is_worded_in_the_contract():
    assert tuple(CONTRACT.submission.personal_data) == KINDS
