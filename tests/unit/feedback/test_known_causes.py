"""What a cité gets back begins with the causes; the cells that follow from one stand below it, and count once."""

from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import corrections
from orchestration.feedback.page import corrections_page
from orchestration.feedback.repairs.proposals import Known, proposals
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book
from tests.unit.feedback.returning import give_back
from tests.unit.judging.diagnosis.telling import AV, GOUV, IDENT, plain
from tests.unit.judging.diagnosis.test_rows_that_are_no_records import a_totals_row


def mixed():
    """A totals row without a label, and a mistake of its own on a sheet before it."""
    return a_totals_row().set(GOUV, column="copresidee", value="bof")


def test_a_known_cause_comes_before_every_other_and_counts_once():
    found = causes(judge_book(mixed()).constats, CONTRACT)
    assert [plain(cause.heading) for cause in found] == [
        "Aller-vers, ligne 4 : est-ce une ligne de totaux ?",
        "Gouvernance, 1 ligne : réponse ni oui ni non dans « Coprésidée par l'État et la collectivité »",
    ]
    assert [(len(cause.entries), cause.mendings) for cause in found] == [(8, 1), (1, 1)]
    document = corrections(judge_book(mixed()), CONTRACT, demo=False)
    assert "2 corrections à faire" in plain(document.verdict)


def test_page_front_sheet_and_notes_tell_the_cause_and_never_ask_for_each_cell():
    document = corrections(judge_book(a_totals_row()), CONTRACT, demo=False)
    page = plain(corrections_page(document, form="copy", has_proposals=False).decode())
    back = give_back(a_totals_row())
    for text in (page, plain(" ".join(map(str, back.texts()))), *map(plain, back.marked().values())):
        assert "les nombres sont la somme des lignes qui précèdent" in text
        assert "retirez la ligne 4" in text
        assert "Renseignez" not in text
        assert "Valeur attendue :" not in text and "Écart :" not in text
    assert 'data-titre="Valeur attendue"' not in page
    assert page.count("Que faire") == 1
    assert len(back.marked()) == 8


def test_what_goes_away_with_a_cause_is_not_repaired_cell_by_cell():
    judgement = judge_book(a_totals_row())
    assert proposals(judgement.constats, CONTRACT, Known(judgement.trimestre)) == []


def test_no_total_is_proposed_by_a_quarter_in_doubt():
    book = (
        valid_return()
        .set(IDENT, column="trimestre", value="2023-T3")
        .set("synthese", column="partenaires", value=9)
    )
    judgement = judge_book(book)
    assert "C01" in {finding.regle for finding in judgement.constats}
    assert proposals(judgement.constats, CONTRACT, Known(judgement.trimestre)) == []


def test_the_report_keeps_its_keys():
    [first, *_] = judge_book(valid_return().set(AV, column="siret_porteur", value="300000007")).constats
    assert first.cause is not None
    assert list(first.as_dict()) == [
        "regle",
        "gravite",
        "feuille",
        "ligne",
        "colonne",
        "cellule",
        "valeur",
        "message",
    ]
