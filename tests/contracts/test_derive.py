"""What is derived follows from the contract; an edit made by hand is caught, with the way to mend it."""

from pathlib import Path

import pytest

from contracts.derive import registry
from contracts.derive.__main__ import REPOSITORY, main
from contracts.derive.dictionary import rows
from contracts.derive.drift import drift, write
from contracts.derive.markdown import page, table
from contracts.derive.registry import derived_files
from contracts.errors import ContractError

RULES = Path("docs/reference/rules.md")


def test_the_derived_files_of_the_repository_follow_from_the_contract(contract):
    assert list(drift(derived_files(contract), REPOSITORY).values()) == []


def test_every_deriver_that_gives_files_is_registered():
    folder = Path(registry.__file__).parent
    giving = {path.stem for path in folder.glob("*.py") if "\ndef files(" in path.read_text(encoding="utf-8")}
    assert {deriver.__module__.rsplit(".", 1)[1] for deriver in registry.DERIVERS} == giving


def test_deriving_twice_writes_once(tmp_path, contract, capsys):
    assert main([], tmp_path) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(
        f"wrote {path}" for path in derived_files(contract)
    )
    assert main([], tmp_path) == 0
    assert capsys.readouterr().out == ""
    assert main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""


def test_drift_shows_both_sides_and_the_command_that_mends_it(tmp_path, capsys):
    main([], tmp_path)
    page = tmp_path / RULES
    page.write_text(page.read_text("utf-8").replace("| S02 | bloquant |", "| S02 | alerte |"), "utf-8")
    capsys.readouterr()

    assert main(["--check"], tmp_path) == 1

    printed = capsys.readouterr().out
    assert f"--- {RULES} (as it is)" in printed
    assert f"+++ {RULES} (as the contract says)" in printed
    assert "\n-| S02 | alerte |" in printed
    assert "\n+| S02 | bloquant |" in printed
    assert printed.endswith("1 derived file(s) do not follow from the contract; run `make derive`\n")


def test_checking_changes_nothing(tmp_path, capsys):
    assert main(["--check"], tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_drift():
    assert drift({RULES: "text\n"}, Path("/nowhere")) == {
        RULES: f"--- {RULES} (as it is)\n+++ {RULES} (as the contract says)\n@@ -0,0 +1 @@\n+text"
    }


def test_line_ends_are_drift_too(tmp_path):
    (tmp_path / "page.md").write_bytes(b"one\r\ntwo\r\n")
    assert drift({Path("page.md"): "one\ntwo\n"}, tmp_path) == {
        Path("page.md"): "page.md: only line ends differ"
    }


def test_only_what_differs_is_written(tmp_path):
    write({Path("a/one.md"): "1\n", Path("two.md"): "2\n"}, tmp_path)
    assert write({Path("a/one.md"): "1\n", Path("two.md"): "3\n"}, tmp_path) == [Path("two.md")]
    assert (tmp_path / "two.md").read_bytes() == b"3\n"


def test_two_derivers_may_not_write_one_file(monkeypatch, contract):
    def again(_):
        return {RULES: "mine"}

    monkeypatch.setattr(registry, "DERIVERS", (*registry.DERIVERS, again))
    with pytest.raises(
        ContractError, match=r"^docs/reference/rules\.md: two derivers write this file; keep one$"
    ):
        derived_files(contract)


def test_an_incoherent_contract_is_told_in_one_line(copy, tmp_path, capsys):
    copy.edit("submission/aller_vers.odcs.yaml", "ancre: code_qpv", "ancre: quartier")
    assert main(["--contract", str(copy.root)], tmp_path / "out") == 1
    assert capsys.readouterr().err == (
        "contract: aller_vers, rule R02: its anchor `quartier` is no column of the sheet; correct it\n"
    )


def test_the_dictionary_describes_every_published_column_its_own_included(contract):
    described = [(row["nom_table"], row["colonne"]) for row in rows(contract)]
    published = contract.released.values()
    assert described == [(table.name, column.name) for table in published for column in table.columns]
    assert ("dictionnaire", "unite") in described


def test_a_row_of_the_dictionary_is_a_row_of_its_table(contract):
    columns = [column.name for column in contract.published["dictionnaire"].columns]
    assert all(list(row) == columns for row in rows(contract))
    assert rows(contract)[5] == {
        "nom_table": "indicateurs_nationaux",
        "colonne": "partenaires",
        "type": "BIGINT",
        "description": "Les structures partenaires actives au dernier jour du trimestre.",
        "unite": "partenaires",
    }


def test_the_page_of_rules_tells_every_rule_and_reason(contract):
    text = derived_files(contract)[RULES]
    assert [rule for rule in contract.submission.severities if f"\n| {rule} |" not in text] == []
    assert [reason for reason in contract.submission.refusals if f"\n| `{reason}` |" not in text] == []


def test_sheets_that_share_a_wording_share_a_row_of_the_page(contract):
    text = derived_files(contract)[RULES]
    assert text.count("\n| R10 | bloquant | Aller-vers, Actions innovantes | `id_action` |") == 1


def test_the_page_of_the_return_tells_every_column_and_code(contract):
    text = derived_files(contract)[Path("docs/reference/return.md")]
    names = [column.name for sheet in contract.submission.sheets for column in sheet.columns]
    codes = [code.code for codes in contract.reference.codelists.values() for code in codes]
    assert [name for name in (*names, *codes) if f"\n| `{name}` |" not in text] == []


def test_the_page_of_published_tables_tells_every_column(contract):
    text = derived_files(contract)[Path("docs/reference/published-tables.md")]
    for published in contract.published.values():
        section = text.split(f"## `{published.name}`")[1].split("\n## ")[0]
        told = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert told == [column.name for column in published.columns]


@pytest.mark.parametrize(
    "path", [RULES, Path("docs/reference/return.md"), Path("docs/reference/published-tables.md")]
)
def test_a_generated_page_says_so_in_its_first_line(path, contract):
    first = derived_files(contract)[path].splitlines()[0]
    assert first.startswith("<!-- Page générée depuis contracts/ par « make derive » : ")


def test_a_cell_cannot_break_a_table():
    assert table(("a", "b"), [("x|y", "two\nlines")]) == "| a | b |\n|---|---|\n| x\\|y | two lines |"


def test_a_page_ends_with_one_line_end():
    assert page("Titre", ["un", "deux"]).endswith("\n\n# Titre\n\nun\n\ndeux\n")
