"""The reference data: what ships, and a folder given in its place."""

from pathlib import Path

import pytest

from contracts.errors import ContractError
from contracts.loading import ROOT, load_contract

CITES = """code_cite;nom_cite;departement_code;departement;departements;region_code;region;vague;\
premier_trimestre;qpv_2024_depuis
cde-901;Première;01;Ain;01|69;84;Auvergne-Rhône-Alpes;1;2022-T1;2024-T1
cde-902;Deuxième;972;Martinique;972;02;Martinique;2;2023-T2;2025-T1
"""
QPV = """code_qpv;nom_qpv;code_cite
QN00101M;Le Centre;cde-901
QN06901M;Le Pont;cde-901
QN97201M;La Pointe;cde-902
"""


def folder(tmp_path: Path, cites: str | bytes = CITES, qpv: str | bytes = QPV) -> Path:
    for name, content in (("cites.csv", cites), ("qpv.csv", qpv)):
        encoded = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(encoded)
    return tmp_path


def refusal(path: Path) -> str:
    with pytest.raises(ContractError) as caught:
        load_contract(path)
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(f"{path}/")


def test_the_84_cites_ship(contract):
    reference = contract.reference
    assert len(reference.cites) == 84
    assert set(reference.qpv_by_cite) == set(reference.cites)
    assert sum(map(len, reference.qpv_by_cite.values())) == 695


def test_a_cite_is_read_whole(contract):
    cite = contract.reference.cites["cde-001"]
    assert (cite.name, cite.departement_code, cite.departement) == (
        "CU Angers Loire Métropole",
        "49",
        "Maine-et-Loire",
    )
    assert (cite.departements, cite.region_code, cite.region) == (("49",), "52", "Pays de la Loire")
    assert (cite.wave, cite.first_quarter, cite.qpv_2024_from) == ("1", "2022-T1", "2024-T1")


def test_codes_keep_their_leading_zeros(contract):
    assert {cite.region_code for cite in contract.reference.cites.values()} >= {"01", "02", "04"}


def test_the_code_lists_keep_their_order(contract):
    lists = contract.reference.codelists
    assert {name: len(codes) for name, codes in lists.items()} == {
        "categorie_partenaire": 25,
        "instance": 5,
        "modalite_aller_vers": 12,
        "frein": 15,
        "public": 12,
    }
    assert (lists["instance"][0].code, lists["instance"][0].label) == (
        "comite_pilotage",
        "Comité de pilotage",
    )


def test_another_folder_takes_the_place_of_what_ships(tmp_path, contract):
    reference = load_contract(folder(tmp_path)).reference
    assert list(reference.cites) == ["cde-901", "cde-902"]
    assert reference.cites["cde-901"].departements == ("01", "69")
    assert reference.qpv_by_cite == {
        "cde-901": frozenset({"QN00101M", "QN06901M"}),
        "cde-902": frozenset({"QN97201M"}),
    }
    assert reference.qpv_names["QN97201M"] == "La Pointe"
    assert reference.codelists == contract.reference.codelists


def test_another_folder_gives_another_digest(tmp_path, contract):
    assert load_contract(folder(tmp_path)).digest != contract.digest


def test_a_cite_without_a_priority_district_has_none(tmp_path):
    only_first = "".join(QPV.splitlines(keepends=True)[:2])
    assert load_contract(folder(tmp_path, qpv=only_first)).reference.qpv_by_cite["cde-902"] == frozenset()


def test_districts_of_other_cites_are_left_out(tmp_path):
    reference = load_contract(folder(tmp_path, qpv=QPV + "QN99901M;Ailleurs;cde-903\n")).reference
    assert set(reference.qpv_by_cite) == {"cde-901", "cde-902"}


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("code_cite;nom_cite", "\ufeffcode_cite;nom_cite")])
def test_what_spreadsheets_write_is_read(tmp_path, change):
    cites = load_contract(folder(tmp_path, cites=CITES.replace(*change))).reference.cites
    assert [cite.name for cite in cites.values()] == ["Première", "Deuxième"]


def test_blank_lines_and_other_columns_do_not_count(tmp_path):
    lines = [f"{line};remarque" for line in CITES.splitlines()]
    with_blanks = "\n".join([lines[0], "", *lines[1:], ";" * 10, ""])
    assert list(load_contract(folder(tmp_path, cites=with_blanks)).reference.cites) == ["cde-901", "cde-902"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("cites.csv", "Deuxième", "", "cites.csv, line 3: nom_cite is empty; fill it in"),
        (
            "cites.csv",
            "cde-902",
            "CDE 901",
            "cites.csv, line 3: CDE 901 is given twice; keep one line",
        ),
        (
            "cites.csv",
            "2023-T2",
            "2023-Q2",
            "cites.csv, line 3: premier_trimestre `2023-Q2` is no quarter; write it AAAA-Tn",
        ),
        (
            "cites.csv",
            "972;02;Martinique",
            "972;84;Martinique",
            "cites.csv, line 3: region 84 is `Martinique` here and `Auvergne-Rhône-Alpes` above; agree",
        ),
        (
            "cites.csv",
            ";vague;",
            ";wave;",
            "cites.csv, line 1: no column vague; separate the columns by `;` and name them all",
        ),
        (
            "cites.csv",
            "2023-T2;2025-T1",
            "2023-T2;2025-T1;plus",
            "cites.csv, line 3: more values than columns; put a value that contains `;` between quotes",
        ),
        (
            "qpv.csv",
            "QN06901M",
            "QP069001",
            "qpv.csv, line 3: `QP069001` is no QPV code of 2024; write it like QN00201M",
        ),
        (
            "qpv.csv",
            "QN06901M",
            "QN00101M",
            "qpv.csv, line 3: QN00101M is given twice for cde-901; keep one line",
        ),
        ("qpv.csv", "La Pointe", "", "qpv.csv, line 4: nom_qpv is empty; fill it in"),
    ],
)
def test_an_unusable_line_is_told_by_file_line_and_remedy(file, old, new, message, tmp_path):
    contents = {"cites.csv": CITES, "qpv.csv": QPV}
    assert contents[file].count(old) == 1
    contents[file] = contents[file].replace(old, new)
    assert refusal(folder(tmp_path, contents["cites.csv"], contents["qpv.csv"])) == message


def test_another_encoding_is_told_by_its_line(tmp_path):
    path = folder(tmp_path, cites=CITES.encode("cp1252"))
    assert refusal(path) == "cites.csv, line 2: not UTF-8; save the file as CSV UTF-8"


@pytest.mark.parametrize("content", ["", CITES.splitlines()[0]])
def test_a_reference_without_a_line_is_refused(content, tmp_path):
    path = folder(tmp_path, cites=content)
    assert refusal(path) == "cites.csv, line 1: no line below a header; list at least one"


def test_an_open_quote_is_refused(tmp_path):
    path = folder(tmp_path, qpv=QPV + '"QN97202M;Sans fin;cde-902\n')
    assert refusal(path).startswith("qpv.csv, line 5: ")


@pytest.mark.parametrize("name", ["cites.csv", "qpv.csv"])
def test_a_missing_file_is_told_by_name(name, tmp_path):
    path = folder(tmp_path)
    (path / name).unlink()
    assert refusal(path) == f"{name}: No such file or directory; put a readable {name} into {path}"


def test_a_folder_that_does_not_exist_is_told_by_name(tmp_path):
    path = tmp_path / "nowhere"
    assert refusal(path) == f"cites.csv: No such file or directory; put a readable cites.csv into {path}"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("instance;autre;Encore", "autre is given twice in instance; keep one line"),
        ("instance;nouveau;AUTRE REUNION", "`AUTRE REUNION` would name two codes of instance; change one"),
        ("instance;autre_reunion;Nouveau", "`autre_reunion` would name two codes of instance; change one"),
        ("instance;;Sans code", "code is empty; fill it in"),
    ],
)
def test_a_code_list_where_a_word_names_two_codes_is_refused(line, message, copy):
    copy.append("reference/codelists.csv", f"{line}\n")
    with pytest.raises(ContractError, match=r"codelists\.csv, line 71: ") as caught:
        copy.load()
    assert str(caught.value).endswith(f": {message}")


def test_the_same_code_may_stand_in_two_lists(contract):
    lists = contract.reference.codelists
    assert [name for name, codes in lists.items() if "autre" in [code.code for code in codes]] == [
        "categorie_partenaire",
        "instance",
        "modalite_aller_vers",
        "frein",
    ]


def test_the_shipped_folder_given_by_name_is_the_same_contract(contract):
    assert load_contract(ROOT / "reference") == contract
