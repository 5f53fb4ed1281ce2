"""A file that breaks a rule in every row is told so without filling the machine that judges everyone's."""

import pytest

from orchestration.submissions.judging.hit_findings import MOST
from tests.making.files import make
from tests.making.returns import valid_return


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
