"""What the partitions page shows is what the register says, whoever changed it and whatever was missed."""

import json
from datetime import date

import dagster as dg
import pytest
from dagster._core.events import DagsterEvent, DagsterEventType
from dagster._core.storage.partition_status_cache import AssetPartitionStatus

from contracts.loading import load_contract
from orchestration.assets.drawing import PARTITIONS, keep_current, known
from orchestration.assets.grid import REJECTED, RETURNS, Author, Drawn, differs
from orchestration.schedule.view import View
from orchestration.submissions.findings import Finding
from tests.integration.dagster.conftest import append
from tests.unit.register.making import fingerprint, judged

GREEN, RED = AssetPartitionStatus.MATERIALIZED, AssetPartitionStatus.FAILED
LATER = {"recue_le": "2024-01-20T08:00:00.000000Z"}


def rejected(name, **changes):
    return judged(name, verdict="rejetee", bloquants=1, **changes)


def withdrawn(name, **changes):
    return {
        "evenement": "retiree",
        "instant": "2024-02-02T09:00:00.000000Z",
        "empreinte": fingerprint(name),
        "code_cite": "cde-001",
        "trimestre": "2023-T4",
        "motif": "essai",
    } | changes


class Wall:
    """The grid as somebody sees it, and the hand that draws it."""

    def __init__(self, instance, storage):
        self.instance, self.storage = instance, storage

    def view(self, day=date(2024, 2, 20)):
        return View(self.storage, load_contract(), append(self.storage), day)

    def draw(self, *events, author=None) -> Drawn | None:
        append(self.storage, *events)
        return keep_current(self.instance, self.view(), author)

    @property
    def colours(self):
        keys = [str(key) for key in PARTITIONS.get_partition_keys(dynamic_partitions_store=self.instance)]
        statuses = self.instance.get_status_by_partition(RETURNS, keys, PARTITIONS) or {}
        return {key: status for key, status in statuses.items() if status}

    def facts(self, key):
        records = self.instance.fetch_materializations(
            dg.AssetRecordsFilter(RETURNS, asset_partitions=[key]), limit=1
        ).records
        return {name: value.value for name, value in records[0].asset_materialization.metadata.items()}


@pytest.fixture
def wall(instance, storage):
    return Wall(instance, storage)


def test_green_in_force_red_rejected_empty_missing(wall):
    drawn = wall.draw(judged("a"), rejected("b", code_cite="cde-002"))
    assert drawn == Drawn(1, 1)
    assert wall.colours == {"cde-001|2023-T4": GREEN, "cde-002|2023-T4": RED}


def test_the_grid_has_every_quarter_that_is_over_and_every_cite(wall):
    wall.draw()
    quarters = wall.instance.get_dynamic_partitions("trimestres")
    assert (quarters[0], quarters[-1]) == (load_contract().submission.first_quarter, "2023-T4")
    assert len(PARTITIONS.get_partition_keys(dynamic_partitions_store=wall.instance)) == 84 * len(quarters)


def test_a_quarter_appears_on_the_day_after_its_end(wall):
    keep_current(wall.instance, wall.view(date(2024, 3, 31)), None)
    assert wall.instance.get_dynamic_partitions("trimestres")[-1] == "2023-T4"
    keep_current(wall.instance, wall.view(date(2024, 4, 1)), None)
    assert wall.instance.get_dynamic_partitions("trimestres")[-1] == "2024-T1"


def test_drawing_again_writes_nothing(wall):
    wall.draw(judged("a"), rejected("b", code_cite="cde-002"))
    assert wall.draw() == Drawn(0, 0)
    assert not differs(wall.instance, known(wall.view()), PARTITIONS)


def test_a_correction_turns_red_into_green(wall):
    wall.draw(rejected("a"))
    assert wall.draw(judged("b", **LATER)) == Drawn(1, 0)
    assert wall.colours == {"cde-001|2023-T4": GREEN}


def test_a_rejected_correction_leaves_green_and_is_told(wall):
    wall.draw(judged("a"))
    wall.draw(rejected("b", **LATER))
    assert wall.colours == {"cde-001|2023-T4": GREEN}
    assert wall.facts("cde-001|2023-T4")["rejected_since"] == 1


def test_only_what_changed_is_drawn(wall):
    wall.draw(judged("a"), judged("b", code_cite="cde-002"))
    assert wall.draw(judged("c", **LATER)) == Drawn(1, 0)
    assert wall.facts("cde-001|2023-T4")["where_it_is"]["fingerprint"] == fingerprint("c")


def test_a_withdrawn_return_leaves_an_empty_square_and_the_others_stand(wall):
    wall.draw(judged("a"), judged("b", code_cite="cde-002"), rejected("c", code_cite="cde-003"))
    drawn = wall.draw(withdrawn("a"))
    assert drawn == Drawn(1, 1, anew=True)
    assert wall.colours == {"cde-002|2023-T4": GREEN, "cde-003|2023-T4": RED}


def test_withdrawing_a_correction_brings_back_the_facts_of_the_one_before(wall):
    wall.draw(judged("a"), judged("b", **LATER))
    wall.draw(withdrawn("b"))
    assert wall.colours == {"cde-001|2023-T4": GREEN}
    assert wall.facts("cde-001|2023-T4")["where_it_is"]["fingerprint"] == fingerprint("a")


def test_red_survives_the_loss_of_the_cache_and_of_its_record(wall):
    wall.draw(rejected("a"))
    (record,) = wall.instance.get_runs(dg.RunsFilter(job_name=REJECTED))
    wall.instance.delete_run(record.run_id)
    wall.instance.wipe_assets([RETURNS])
    assert wall.colours == {}
    assert wall.draw() == Drawn(0, 1)
    assert wall.colours == {"cde-001|2023-T4": RED}


def test_however_many_are_rejected_one_record_stands_for_all(wall):
    wall.draw(*(rejected(f"r{n}", code_cite=f"cde-{n:03d}") for n in range(1, 6)))
    wall.draw(rejected("later", code_cite="cde-010"))
    (record,) = wall.instance.get_runs(dg.RunsFilter(job_name=REJECTED))
    said = [entry.message for entry in wall.instance.all_logs(record.run_id) if entry.message]
    assert len(said) == 7
    assert said[0].startswith("This is no failure of the programme.")
    assert said[-1] == "cde-010, 2023-T4: rejected (landing/later.xlsx)"


def test_the_record_opens_like_a_run_that_has_failed_and_alarms_nobody(wall):
    """A plan to draw, times, a log; and no event that a sensor on failed runs would take for one."""
    wall.draw(rejected("a"))
    (found,) = wall.instance.get_run_records(dg.RunsFilter(job_name=REJECTED))
    run = found.dagster_run
    assert run.status == dg.DagsterRunStatus.FAILURE
    assert found.start_time and found.end_time
    plan = wall.instance.get_execution_plan_snapshot(run.execution_plan_snapshot_id)
    assert [step.key for step in plan.steps] == ["no_failure_of_ours"]
    assert wall.instance.get_job_snapshot(run.job_snapshot_id).description.startswith("This is no failure")
    failures = dg.RunStatusChangeRecordsFilter(event_type=DagsterEventType.RUN_FAILURE)
    assert wall.instance.fetch_run_status_changes(failures, limit=10).records == []


def test_a_record_that_was_cut_off_in_the_making_is_made_whole(wall):
    wall.draw(rejected("a"))
    (record,) = wall.instance.get_runs(dg.RunsFilter(job_name=REJECTED))
    begun = DagsterEvent(DagsterEventType.PIPELINE_START.value, job_name=REJECTED)
    wall.instance.handle_run_event(record.run_id, begun)
    wall.draw(rejected("b", code_cite="cde-002"))
    assert wall.colours == {"cde-001|2023-T4": RED, "cde-002|2023-T4": RED}


def report(wall, name, *findings, cite="cde-001"):
    said = json.dumps({"constats": [one.as_dict() for one in findings]})
    wall.storage.write(f"reports/2023-T4/{cite}/{fingerprint(name)}.json", said.encode())


WRONG = Finding("R05", "bloquant", "Aller-vers", 14, "femmes", "I14", "27", "27 en tout. Corrigez.")


def test_a_red_square_tells_the_cite_and_what_to_correct_where(wall):
    report(wall, "a", WRONG)
    wall.draw(rejected("a"))
    facts = wall.facts("cde-001|2023-T4")
    assert facts["cite"] == load_contract().reference.cites["cde-001"].name
    assert facts["what_is_wrong"] == "- **R05**, Aller-vers, I14\u00a0: 27 en tout.\\\n  Corrigez."
    assert (facts["rules"], facts["verdict"]) == ("R05", "rejetée")


def test_a_green_square_tells_why_its_correction_was_rejected(wall):
    report(wall, "b", WRONG)
    wall.draw(judged("a"), rejected("b", **LATER))
    facts = wall.facts("cde-001|2023-T4")
    assert facts["verdict"] == "acceptée"
    assert facts["wrong_in_correction"].startswith("- **R05**, Aller-vers, I14")
    assert "what_is_wrong" not in facts


@pytest.mark.parametrize(("make", "page"), [(judged, "recu.html"), (rejected, "a-corriger.html")])
def test_a_square_says_what_to_paste_into_the_address_bar(wall, make, page):
    wall.draw(make("a"))
    kept = wall.facts("cde-001|2023-T4")["where_it_is"]
    place = f"{wall.storage.url}/reports/2023-T4/cde-001/{fingerprint('a')}"
    assert kept == {
        "answer": f"file://{place}/{page}",
        "report": f"{place}.json",
        "original": f"{wall.storage.url}/returns/{fingerprint('a')[:2]}/{fingerprint('a')}",
        "fingerprint": fingerprint("a"),
    }


def test_a_green_square_names_the_run_that_drew_it(wall):
    run = wall.instance.create_run_for_job(refresh())
    wall.draw(judged("a"), author=Author(run.job_name, run.run_id))
    (record,) = wall.instance.fetch_materializations(RETURNS, limit=1).records
    assert record.run_id == run.run_id


def refresh():
    from orchestration.assets.returns import refresh_grid

    return refresh_grid


def test_a_cite_that_left_the_reference_is_no_trouble(wall):
    wall.draw(judged("a", code_cite="cde-999"))
    assert wall.colours == {}


def test_nothing_is_drawn_where_nobody_keeps_it(storage):
    append(storage, judged("a"))
    with dg.DagsterInstance.ephemeral() as instance:
        assert Wall(instance, storage).draw() is None


def test_a_quarter_of_all_cites_is_drawn_in_one_go(wall):
    drawn = wall.draw(*(judged(f"f{n}", code_cite=f"cde-{n:03d}") for n in range(1, 85)))
    assert drawn == Drawn(84, 0)
    assert set(wall.colours.values()) == {GREEN} and len(wall.colours) == 84
