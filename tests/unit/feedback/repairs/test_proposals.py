"""Which findings can be repaired without a doubt, and what is left after trying."""

import datetime
import itertools

import pytest

from contracts.keys import key
from orchestration.feedback.repairs.proposals import Known, proposals
from orchestration.feedback.repairs.rounds import repairs
from orchestration.feedback.repairs.totals import DETAIL_SHEETS, untold
from orchestration.submissions.judging.french import french
from orchestration.submissions.judging.history import Accepted, History
from tests.making.files import make
from tests.making.identifiers import siret
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, judge_book
from tests.rules.reading import read

AV, AI, PART, GOUV, SYN = "aller_vers", "actions_innovantes", "partenaires", "gouvernance", "synthese"


def found(book, container="xlsx", **judging):
    content = book if isinstance(book, bytes) else make(book, container)
    judgement = judge_book(content, **judging)
    known = Known(
        judgement.code_cite, judgement.trimestre, untold(read(content, CONTRACT), judgement.trimestre)
    )
    return proposals(judgement.constats, CONTRACT, known)


def proposed(book, container="xlsx", **judging):
    return [
        (one.finding.regle, one.finding.feuille, one.finding.ligne, one.column, one.value, one.written)
        for one in found(book, container, **judging)
    ]


def repaired(book, container="xlsx", history=None):
    content = make(book, container)
    [repair] = repairs(
        [judge_book(content, history=history)], [read(content, CONTRACT)], CONTRACT, TODAY, history
    )
    return repair


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_a_code_a_date_and_a_number_are_proposed_where_they_stand(container):
    book = valid_return().set(AV, column="modalite", value="Forumm")
    book.set(AV, column="date_debut", value="2023/11/05", row=1).set(AV, column="date_fin", value=None, row=1)
    book.set(GOUV, column="structures_presentes", value="8 structures")
    day = datetime.date(2023, 11, 5)
    assert proposed(book, container) == [
        ("T02", "Gouvernance", 2, "structures_presentes", 8, 8),
        ("T04", "Aller-vers", 2, "modalite", "forum", "Forum ou salon de l'emploi"),
        ("T03", "Aller-vers", 3, "date_debut", day, day),
    ]


@pytest.mark.parametrize(
    "indicator",
    list(DETAIL_SHEETS),
)
def test_a_total_takes_the_value_of_its_detail(indicator):
    book = valid_return()
    right = book.totals()[indicator]
    [(rule, sheet, _, column, value, _)] = proposed(book.set(SYN, column=indicator, value=97))
    assert (rule[0], sheet, column, value) == ("C", "Synthèse", indicator, right)


def test_a_total_above_a_thousand_is_read_in_french():
    book = valid_return().set(AV, column="nouveaux_beneficiaires", value=1027)
    for column in ("femmes", "personnes_rencontrees", "moins_26_ans"):
        book.set(AV, column=column, value={"femmes": 1013, "moins_26_ans": 1009}.get(column, 1060))
    [proposal] = proposed(book.set(SYN, column="nouveaux_beneficiaires", value=3))
    assert proposal[4] == 1054


@pytest.mark.parametrize("value", [12, 150, -3, None, "douze"])
@pytest.mark.parametrize(
    ("sheet", "indicators"),
    [
        (PART, ["partenaires"]),
        (GOUV, ["comites_pilotage"]),
        (AV, ["actions_aller_vers", "nouveaux_beneficiaires"]),
        (AI, ["actions_innovantes", "beneficiaires_accompagnes"]),
    ],
)
def test_a_detail_without_any_row_may_have_been_forgotten(sheet, indicators, value):
    book = valid_return().clear(sheet)
    for indicator in indicators:
        book.set(SYN, column=indicator, value=value)
    found = repaired(book)
    assert [one for one in found.proposals if one.finding.feuille == "Synthèse"] == []
    assert {one.ligne for one in found.left if one.feuille == "Synthèse" and one.regle[0] in "TC"} == {
        2 + list(DETAIL_SHEETS).index(indicator) for indicator in indicators
    }


@pytest.mark.parametrize("value", [None, "trois", 97, -1])
def test_the_partners_of_a_quarter_that_is_not_known_are_not_counted(value):
    book = valid_return(trimestre="2023-T5").set(SYN, column="partenaires", value=value)
    assert [one.column for one in repaired(book).proposals] == []


def test_rows_that_add_up_to_nothing_are_a_detail():
    book = valid_return().set(SYN, column="comites_pilotage", value=3)
    for row in range(2):
        book.set(GOUV, column="instance", value="comite_technique", row=row)
    assert [(one.column, one.value) for one in repaired(book).proposals] == [("comites_pilotage", 0)]


def test_an_action_told_twice_puts_the_totals_of_both_sheets_in_doubt():
    book = valid_return().set(AI, column="id_action", value=valid_return().get(AV, column="id_action"))
    for indicator in DETAIL_SHEETS:
        book.set(SYN, column=indicator, value=97)
    assert [one[3] for one in proposed(book)] == ["partenaires", "comites_pilotage"]


def test_a_lead_that_is_not_listed_may_be_a_partner_who_is_missing():
    book = lead(siret(9)).set(SYN, column="partenaires", value=4)
    assert proposed(book) == []


def first_action_accepted_before() -> Accepted:
    """A return of the quarter before that declared the first outreach action already."""
    [mark, *_] = judge_book(make(valid_return())).actions[AV]
    return Accepted("cde-001", "2023-T3", "f" * 64, "2023-10-20", 1, {}, {AV: [mark], AI: []})


def test_a_total_is_taken_back_where_its_detail_turns_out_to_be_told_already():
    already = first_action_accepted_before()
    book = valid_return().set(SYN, column="actions_aller_vers", value=97)
    repair = repaired(book.set(SYN, column="actions_innovantes", value=97), history=History.of([already]))
    assert [one.column for one in repair.proposals] == ["actions_innovantes"]
    assert [one.regle for one in repair.left] == ["Q01", "C03"]


def test_a_total_is_left_alone_where_its_detail_is_wrong():
    book = valid_return().set(SYN, column="nouveaux_beneficiaires", value=97)
    assert proposed(book.set(AV, column="femmes", value=14)) == []


def test_an_alert_in_the_detail_is_no_mistake():
    book = valid_return().set(SYN, column="nouveaux_beneficiaires", value=97).add_column(AV, "Notes")
    assert [one[0] for one in proposed(book)] == ["C04"]


def test_another_sheet_s_mistake_does_not_matter():
    book = valid_return().set(SYN, column="partenaires", value=97).set(AV, column="femmes", value=14)
    assert [one[0] for one in proposed(book)] == ["C01"]


@pytest.mark.parametrize(
    "book",
    [
        valid_return().set(AV, column="femmes", value=14),
        valid_return().set(AV, column="femmes", value=None),
        valid_return().set(PART, column="siret", value="12345678901234"),
        valid_return(validee_etat="non"),
        valid_return(code_cite="cde-0001"),
        valid_return(trimestre="2023-T5"),
        valid_return().drop_column(AI, "frein"),
        valid_return().drop_column(SYN, "partenaires"),
        valid_return().set(AV, column="modalite", value="Fanfare"),
        valid_return().set(AV, column="date_debut", value="cet automne"),
        valid_return().set(GOUV, column="copresidee", value="ouii"),
    ],
)
def test_what_a_person_must_decide_is_never_proposed(book):
    assert proposed(book) == []


def test_nothing_is_proposed_where_there_is_personal_data():
    book = valid_return(commentaire="jean@exemple.fr").set(SYN, column="partenaires", value=97)
    assert proposed(book) == []


def test_a_file_that_cannot_be_read_has_no_proposal():
    assert proposed(b"") == []


def test_every_total_of_the_contract_has_its_detail():
    indicators = {column.name for column in CONTRACT.submission.by_name[SYN].columns}
    assert indicators == set(DETAIL_SHEETS)
    detail = {
        rule.anchor: key(rule.message)
        for rule in CONTRACT.submission.by_name[SYN].rules
        if rule.stage == "total" and rule.anchor in indicators
    }
    for indicator, sheet in DETAIL_SHEETS.items():
        assert key(CONTRACT.submission.by_name[sheet].label) in detail[indicator]


def test_totals_follow_once_the_detail_is_repaired():
    book = valid_return().set(AV, column="nouveaux_beneficiaires", value="27 personnes")
    book.set(SYN, column="nouveaux_beneficiaires", value=27)
    repair = repaired(book)
    assert [(one.finding.regle, one.column, one.value) for one in repair.proposals] == [
        ("T02", "nouveaux_beneficiaires", 27),
        ("C04", "nouveaux_beneficiaires", 54),
    ]
    assert (repair.left, repair.blocking_left) == ([], 0)


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
@pytest.mark.parametrize("written", [None, "environ trente", "-3", "97 personnes", "2,5"])
@pytest.mark.parametrize("indicator", list(DETAIL_SHEETS))
def test_a_total_that_is_missing_or_cannot_be_read_takes_the_value_of_its_detail(
    indicator, written, container
):
    book = valid_return()
    right = book.totals()[indicator]
    repair = repaired(book.set(SYN, column=indicator, value=written), container)
    assert [(one.column, one.value, one.written) for one in repair.proposals] == [(indicator, right, right)]
    assert (repair.proposals[0].before, repair.left) == (french(written), [])


def test_a_synthese_left_empty_is_filled_from_a_detail_without_mistakes():
    book = valid_return()
    right = book.totals()
    for indicator in DETAIL_SHEETS:
        book.set(SYN, column=indicator, value=None)
    repair = repaired(book)
    assert {one.column: one.value for one in repair.proposals} == right
    assert {one.finding.regle for one in repair.proposals} == {"T01"}
    assert repair.left == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: book.set(AV, column="femmes", value=14),
        lambda book: book.drop_sheet(AV),
        lambda book: book.drop_column(AV, "femmes"),
    ],
)
def test_a_missing_total_is_left_to_the_cite_where_its_detail_is_wrong(spoil):
    book = valid_return().set(SYN, column="nouveaux_beneficiaires", value=None)
    assert repaired(spoil(book)).proposals == []


def test_a_missing_total_is_asked_for_once_its_detail_is_repaired():
    book = valid_return().set(AV, column="nouveaux_beneficiaires", value="27 personnes")
    right = valid_return().totals()["nouveaux_beneficiaires"]
    repair = repaired(book.set(SYN, column="nouveaux_beneficiaires", value=None))
    assert [(one.finding.regle, one.value) for one in repair.proposals] == [("T02", 27), ("T01", right)]
    assert repair.left == []


def test_what_a_repair_brings_to_light_is_left_to_the_cite():
    book = valid_return().set(AV, column="femmes", value="14 femmes")
    repair = repaired(book)
    assert [one.finding.regle for one in repair.proposals] == ["T02"]
    assert [one.regle for one in repair.left] == ["R05"]
    assert repair.blocking_left == 1


def test_alerts_are_left_and_do_not_block():
    repair = repaired(valid_return(etp_coordination=5).set(SYN, column="partenaires", value=97))
    assert [one.regle for one in repair.left] == ["P02"]
    assert repair.blocking_left == 0


def test_a_return_without_anything_to_propose_keeps_its_findings():
    repair = repaired(valid_return().set(AV, column="femmes", value=14))
    assert repair.proposals == []
    assert [one.regle for one in repair.left] == ["R05"]


def test_repaired_files_are_compared_with_the_accepted_ones():
    already = first_action_accepted_before()
    book = valid_return().set(SYN, column="partenaires", value=97)
    assert [one.regle for one in repaired(book, history=History.of([already])).left] == ["Q01"]
    assert repaired(book).left == []


def test_files_are_repaired_each_as_if_it_came_alone():
    books = [
        valid_return().set(SYN, column="partenaires", value=97),
        valid_return(),
        valid_return().set(AV, column="modalite", value="Forumm"),
    ]
    contents = [make(book) for book in books]
    found = repairs(
        [judge_book(one) for one in contents], [read(one, CONTRACT) for one in contents], CONTRACT, TODAY
    )
    assert [[one.finding.regle for one in repair.proposals] for repair in found] == [["C01"], [], ["T04"]]
    assert [repair.left for repair in found] == [[], [], []]


def test_before_and_after_are_told_in_french():
    book = (
        valid_return()
        .set(AV, column="date_debut", value="2023/11/05", row=1)
        .set(AV, column="date_fin", value=None, row=1)
    )
    [one] = found(book)
    assert (one.before, one.after) == ("2023/11/05", "05/11/2023")


def lead(value):
    return valid_return().set(AV, column="siret_porteur", value=value)


@pytest.mark.parametrize(
    ("book", "rule", "written"),
    [
        (lead(f"{siret(0)[:-1]}8"), "R01", siret(0)),  # one digit wrong
        (lead(siret(0)[:-1]), "R01", siret(0)),  # one digit left out
    ],
)
def test_a_listed_partner_is_proposed_for_a_lead_one_mistake_away(book, rule, written):
    first = [one for one in proposed(book) if one[1] == "Aller-vers"]
    assert first == [(rule, "Aller-vers", 2, "siret_porteur", written, written)]


@pytest.mark.parametrize("value", [siret(9), "123", f"{siret(2)[:-3]}000"])
def test_a_lead_that_is_like_no_partner_is_left_alone(value):
    assert proposed(lead(value)) == []


@pytest.mark.parametrize("value", ["30000901600019", "300 009 016 00019", "300.009.016.00019"])
def test_a_valid_siret_is_some_structure_s_own_and_is_only_asked_about(value):
    book = lead(value).set(PART, column="siret", value="30009001600019")
    findings = [one for one in judge_book(book).constats if one.ligne == 2]
    assert [(one.regle, "30009001600019" in one.message) for one in findings] == [("R12", True)]
    assert [one for one in proposed(book) if one[2] == 2] == []


def test_a_valid_siret_whose_zeros_a_number_cell_hides_is_left_alone():
    listed, other = "90000901600016", "09000901600016"
    book = lead(float(other)).set(PART, column="siret", value=listed)
    assert [one for one in proposed(book) if one[1] == "Aller-vers"] == []


@pytest.mark.parametrize(
    ("value", "written"),
    [("QN04910M", "QN04901M"), ("QN4901M", "QN04901M"), ("Monplaisirs", None), ("QN13101M", None)],
)
def test_a_quartier_one_sign_away_is_proposed_and_a_name_like_one_is_only_asked_about(value, written):
    book = valid_return(quarter="2024-T1").set(AV, column="code_qpv", value=value)
    found = proposed(book, today=datetime.date(2024, 5, 1))
    assert [one[5] for one in found] == ([written] if written else [])


@pytest.mark.parametrize(
    "value",
    ["Monplaisir", "MONPLAISIR.", "QPV Monplaisir", "QN04905M (Monplaisir)", "QPV QN04905M", "qn-04905-m"],
)
def test_the_exact_name_of_a_quartier_of_the_cite_is_its_code(value):
    book = valid_return(quarter="2024-T1").set(AV, column="code_qpv", value=value)
    assert [one[5] for one in proposed(book, today=datetime.date(2024, 5, 1))] == ["QN04905M"]


@pytest.mark.parametrize(
    "value",
    ["QN04905M ou QN04901M", "QN04905M (Belle-Beille)", "près de Monplaisir", "plusieurs", "Monplaisir ?!x"],
)
def test_what_names_more_than_one_quartier_or_none_is_left_alone(value):
    book = valid_return(quarter="2024-T1").set(AV, column="code_qpv", value=value)
    assert proposed(book, today=datetime.date(2024, 5, 1)) == []


def test_a_name_has_no_code_before_there_is_a_list():
    assert proposed(valid_return().set(AV, column="code_qpv", value="Monplaisir")) == []


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("OUI !", "oui"),
        ("Non.", "non"),
        ("(oui)", "oui"),
        ("« non »", "non"),
        ("oui,", "oui"),
        ("✓", "oui"),
        ("Vrai.", "oui"),
    ],
)
def test_an_answer_with_signs_around_it_is_proposed_alone(value, answer):
    [(rule, _, _, column, meant, written)] = proposed(
        valid_return().set(GOUV, column="copresidee", value=value)
    )
    assert (rule, column, meant, written) == ("T05", "copresidee", answer == "oui", answer)


@pytest.mark.parametrize("value", ["oui ?", "oui et non", "presque", "ok", "o.", "✓ non", "12", "…"])
def test_an_answer_in_doubt_is_left_alone(value):
    assert proposed(valid_return().set(GOUV, column="copresidee", value=value)) == []


@pytest.mark.parametrize(
    "form", ["siret : {}", "SIRET n° {}", "N° SIRET {}.", "numéro de siret={}", "({})", "'{}'", "{} ;"]
)
def test_a_siret_with_its_label_is_proposed_alone(form):
    book = valid_return().set(PART, column="siret", value=form.format(siret(0)))
    assert [one[5] for one in proposed(book)] == [siret(0)]


@pytest.mark.parametrize("form", ["{} ou 12", "siren {}", "{} (siège)", "tél. {}", "{}{}"])
def test_a_siret_among_other_words_is_left_alone(form):
    book = valid_return().set(PART, column="siret", value=form.format(siret(0), siret(1)))
    assert proposed(book) == []


ELSEWHERE = "QN04202M"
"""A quartier of Bourges: one digit away from one of Angers, which is written QN04902M."""


@pytest.mark.parametrize("value", [ELSEWHERE, "qn04202m", "QN 042 02M"])
def test_a_quartier_of_another_cite_is_no_typing_mistake(value):
    codes = CONTRACT.reference.qpv_by_cite
    assert ELSEWHERE not in codes["cde-001"] and "QN04902M" in codes["cde-001"]
    book = valid_return(quarter="2024-T1").set(AV, column="code_qpv", value=value)
    judgement = judge_book(book, today=datetime.date(2024, 5, 1))
    assert ["QN04902M" in one.message for one in judgement.constats] == [True]
    assert proposed(book, today=datetime.date(2024, 5, 1)) == []


def test_no_quartier_of_the_reference_is_ever_replaced():
    near = set(itertools.chain.from_iterable(CONTRACT.reference.qpv_by_cite.values()))
    own = CONTRACT.reference.qpv_by_cite["cde-001"]
    book = valid_return(quarter="2024-T1")
    book.rows[AV] = [dict(book.rows[AV][0], id_action=code, code_qpv=code) for code in sorted(near - own)]
    findings = judge_book(book, today=datetime.date(2024, 5, 1)).constats
    assert sum(one.regle == "R02" for one in findings) > 100
    assert [one for one in proposed(book, today=datetime.date(2024, 5, 1)) if one[0] == "R02"] == []


@pytest.mark.parametrize(
    ("rule", "book", "why"),
    [
        ("R01", lead(siret(0)[:-1]), "Le numéro écrit n'est pas valable"),
        (
            "R02",
            valid_return(quarter="2024-T1").set(AV, column="code_qpv", value="QN4901M"),
            "Le code écrit n'existe pas",
        ),
    ],
)
def test_it_says_why_what_was_written_is_a_mistake(rule, book, why):
    assert [(one.finding.regle, one.why.split("\u00a0;")[0]) for one in found(book)] == [(rule, why)]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023/11/05", datetime.date(2023, 11, 5)),  # 11 May is not in the quarter
        ("2023.05.11", None),  # nor is it here, and the other reading is
        ("2023/11/12", None),  # both are
        ("2023/11/13", datetime.date(2023, 11, 13)),  # there is one reading
        ("2023/11/11", datetime.date(2023, 11, 11)),
    ],
)
def test_a_date_is_proposed_where_the_quarter_leaves_no_doubt(value, day):
    book = valid_return().set(AV, column="date_debut", value=value).set(AV, column="date_fin", value=None)
    assert [one[4] for one in proposed(book)] == ([day] if day else [])


def test_year_first_is_left_alone_where_the_quarter_is_not_known():
    book = valid_return(trimestre="2023-T5").set(AV, column="date_debut", value="2023/11/05")
    assert proposed(book) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("personnes_rencontrees", "60.000 personnes"),
        ("de_50_ans_et_plus", "3 plus"),
        ("moins_26_ans", "3 moins"),
    ],
)
def test_a_number_that_reads_in_two_ways_is_left_alone(column, value):
    assert proposed(valid_return().set(AV, column=column, value=value)) == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda book: book, "où rien n'est à corriger."),
        (lambda book: book.set(AV, column="modalite", value="Forumm"), "avec les corrections proposées."),
        (
            lambda book: book.set(GOUV, column="structures_presentes", value="8 structures"),
            "où rien n'est à corriger.",
        ),
    ],
    ids=["as it is", "repaired", "another sheet repaired"],
)
def test_a_total_says_whether_its_detail_is_as_it_was_sent(spoil, why):
    repair = repaired(spoil(valid_return().set(SYN, column="actions_aller_vers", value=97)))
    assert [one.why.split(", ")[-1] for one in repair.proposals if one.finding.regle == "C03"] == [why]
