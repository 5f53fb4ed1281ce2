"""The end of a run tells every figure with its denominator: a running total with that of all its quarters."""

from decimal import Decimal

from orchestration.commands.national_figures import SHOWN, national_figures

FLOWS = ("actions_aller_vers", "nouveaux_beneficiaires", "actions_innovantes", "beneficiaires_accompagnes")


def row(quarter, received, status, total, expected=84, mean="16.00"):
    return {
        "trimestre": quarter,
        "statut": status,
        "cites_repondantes": received,
        "cites_attendues": expected,
        "partenaires_par_cite": None if mean is None else Decimal(mean),
        **{f"cumul_{flow}": total + number for number, flow in enumerate(FLOWS)},
    }


def lines(*rows):
    return "\n".join(national_figures(rows)).splitlines()


def test_a_running_total_bears_the_returns_of_all_its_quarters_not_the_status_of_the_last():
    told = lines(row("2023-T3", 82, "provisoire", 50), row("2023-T4", 84, "complet", 61_000))
    assert told[2:4] == [
        "2023-T3  82/84  provisoire     16.00",
        "2023-T4  84/84  complet        16.00",
    ]
    assert told[8:10] == [
        "2023-T3    82/84  provisoire        50       51          52         53",
        "2023-T4  166/168  provisoire     61000    61001       61002      61003",
    ]
    assert told[10].startswith("totals from 2023-T3 on")


def test_a_mean_that_nobody_gives_is_empty():
    assert lines(row("2023-T4", 0, "partiel", 0, mean=None))[2] == "2023-T4   0/84  partiel"


def test_the_latest_quarters_are_told_and_totals_count_the_earlier_ones_too():
    rows = [row(f"{2020 + n // 4}-T{n % 4 + 1}", 1, "complet", n, expected=1) for n in range(SHOWN + 3)]
    told = lines(*rows)
    assert [line[:7] for line in told if line.startswith("20")] == 2 * [r["trimestre"] for r in rows[3:]]
    assert told[-3].startswith("2022-T3    11/11  complet")
    assert told[-2].startswith("totals from 2020-T1 on")


def test_it_fits_a_terminal_of_80_columns():
    assert max(map(len, lines(row("2023-T4", 83, "provisoire", 1_000_000)))) <= 80


def test_nothing_published_is_no_table():
    assert lines() == []
