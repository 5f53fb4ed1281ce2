"""A file that breaks a rule in every row is told so without filling the machine that judges everyone's."""

import pytest

from orchestration.feedback.artefacts import artefacts
from orchestration.submissions.judging.floods import MOST
from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.spreadsheetml import members_of
from tests.rules.cases import CONTRACT, TODAY
from tests.unit.feedback.returning import opened


def check(tmp_path, book):
    from contracts.loading import load_contract
    from orchestration.clock import today
    from orchestration.submissions.check import check_files

    path = tmp_path / "a.zip"
    path.write_bytes(make(book, "zip"))
    return check_files([path], None, load_contract(), today())[0]


def of_rule(judgement, rule, column):
    return [finding for finding in judgement.constats if (finding.regle, finding.colonne) == (rule, column)]


def flooded(rows):
    book = valid_return().clear("gouvernance")
    for _ in range(rows):
        book.add_row("gouvernance", structures_presentes="beaucoup")
    return book


def test_up_to_the_bound_each_cell_is_told(tmp_path):
    found = of_rule(check(tmp_path, flooded(MOST)), "T02", "structures_presentes")
    assert len(found) == MOST
    assert "autres lignes" not in found[-1].message


@pytest.mark.parametrize(("more", "said"), [(1, "1 autre ligne"), (7, "7 autres lignes")])
def test_beyond_it_the_last_one_says_how_many_more(tmp_path, more, said):
    judgement = check(tmp_path, flooded(MOST + more))
    found = of_rule(judgement, "T02", "structures_presentes")
    assert (len(found), judgement.verdict) == (MOST, "rejetee")
    assert found[-1].message.replace("\u00a0", " ").endswith(f"De même dans {said} de cette colonne.")


def crowded(rows):
    book = valid_return()
    for number in range(rows):
        book.add_row("partenaires", nom=f"jean{number}@example.org")
    return book


@pytest.mark.parametrize("more", [0, 2])
def test_personal_data_in_too_many_rows_is_counted_too(tmp_path, more):
    judgement = check(tmp_path, crowded(MOST + more))
    found = of_rule(judgement, "S09", "nom")
    assert len(found) == MOST
    message = found[-1].message.replace("\u00a0", " ")
    assert message.endswith("De même dans 2 autres lignes de cette colonne.") is (more == 2)
    assert "@" not in " ".join(one.message for one in judgement.constats)


@pytest.mark.parametrize(("more", "sheets"), [(0, 7), (1, 1)])
def test_a_file_whose_personal_data_are_not_all_named_is_not_copied(tmp_path, more, sheets):
    judgement = check(tmp_path, crowded(MOST + more))
    content = (tmp_path / "a.zip").read_bytes()
    workbook = artefacts(content, judgement, CONTRACT, day=TODAY)["retour-annote.xlsx"]
    assert len(opened(workbook).sheetnames) == sheets
    assert b"@example.org" not in b"".join(members_of(workbook).values())
