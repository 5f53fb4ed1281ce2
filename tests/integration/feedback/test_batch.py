"""Every file of a batch gets its answer beside its report."""

from orchestration.clock import now, today
from orchestration.feedback.batch import write_back
from orchestration.landing.intake import take_in
from orchestration.storage.folder import Folder
from orchestration.submissions.batch import judge_arrivals
from orchestration.submissions.register import Register
from orchestration.terminal import Progress
from tests.making.files import make
from tests.making.returns import valid_return


def answered(tmp_path, **files):
    """Judge these files (by name, in order of receipt) and give the answers by landing name."""
    import os

    from contracts.loading import load_contract

    home = tmp_path / "storage"
    (home / "landing").mkdir(parents=True)
    for age, (name, book) in enumerate(files.items()):
        path = home / "landing" / f"{name}.xlsx"
        path.write_bytes(make(book))
        os.utime(path, (1_700_000_000 + age, 1_700_000_000 + age))
    storage, contract = Folder(home), load_contract()
    register = Register.load(storage)
    intake = take_in(storage, register, now())
    batch = judge_arrivals(storage, register, intake.new, contract, today())
    write_back(storage, register, batch, contract, today(), demo=False, progress=Progress())
    folders = {
        judgement.fichier[:-5]: home / "reports" / judgement.place(contract.submission)
        for judgement in batch.judgements
    }
    return {
        name: {path.name: path.read_bytes() for path in folder.iterdir()} for name, folder in folders.items()
    }


def test_an_accepted_return_gets_its_receipt_and_a_rejected_one_its_workbook_and_page(tmp_path):
    answers = answered(
        tmp_path,
        good=valid_return(),
        bad=valid_return("cde-002").set("aller_vers", column="femmes", value=99),
    )
    assert set(answers["good"]) == {"recu.html"}
    assert set(answers["bad"]) >= {"a-corriger.html", "retour-annote.xlsx"}


def test_of_two_versions_in_one_batch_the_first_is_told_that_it_no_longer_counts(tmp_path):
    later = valid_return().add_row("aller_vers", id_action="AV-PLUS")
    answers = answered(tmp_path, first=valid_return(), second=later)
    assert "une version reçue plus tard compte à sa place" in answers["first"]["recu.html"].decode()
    assert "C&#39;est elle qui compte" in answers["second"]["recu.html"].decode().replace(
        "’", "&#39;"
    ).replace("'", "&#39;")


def test_a_cite_s_own_return_is_told_nothing_of_a_version_that_is_in_doubt(tmp_path):
    odd = valid_return(nom_cite="La cité du bout du monde").add_row("partenaires")
    answers = answered(tmp_path, odd=odd, own=valid_return())
    assert "Version précédente" not in answers["own"]["recu.html"].decode()
    assert (
        "Version précédente"
        in answered(tmp_path / "known", first=valid_return().add_row("partenaires"), own=valid_return())[
            "own"
        ]["recu.html"].decode()
    )
