"""The same bytes again: accepted ones change nothing, rejected ones are judged again; whose file is in doubt is nobody's."""

import hashlib
from datetime import date

import pytest

from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
from tests.integration.commands.test_life_of_a_return import followed, in_all, larger, outreach, rejected
from tests.making.files import make
from tests.making.returns import valid_return


def register(desk):
    return Register.load(open_storage(desk.url))


def judged(desk):
    return [(event["cle"], event["verdict"]) for event in register(desk).of_kind("jugee")]


def kept(desk, prefix):
    return sorted(entry.key for entry in open_storage(desk.url).entries(prefix))


def sha(data):
    return hashlib.sha256(data).hexdigest()


def quality(desk):
    return {
        row["regle"]: (row["constats"], row["fichiers"], row["cites"]) for row in desk.table("qualite_regles")
    }


def of_two_quarters(desk):
    """T3 accepted, and T4 rejected, since it repeats the first action of T3."""
    desk.drop("t3.xlsx", valid_return("cde-001", "2023-T3"), "2024-01-10")
    again = valid_return("cde-001", "2023-T4")
    for column in ("id_action", "intitule", "siret_porteur", "nouveaux_beneficiaires", "femmes", "hommes"):
        again.set(
            "aller_vers",
            column=column,
            value=valid_return("cde-001", "2023-T3").get("aller_vers", column=column),
        )
    data = desk.drop("t4.xlsx", again, "2024-01-15")
    desk.run()
    return data


def withdraw(desk, quarter):
    asked = desk.ask("withdraw", "--cite", "cde-001", "--quarter", quarter, "--reason", "essai")
    assert asked.status == 0


def test_accepted_bytes_again_change_nothing_and_the_summary_says_what_they_are(desk):
    data = desk.drop("a.xlsx", valid_return())
    desk.run()
    desk.drop("copy.xlsx", data)
    said = desk.run().out
    assert "landing/copy.xlsx: accepted before, in force for cde-001 2023-T4; nothing changes" in said
    assert "nothing new: r0001" in said
    assert judged(desk) == [("landing/a.xlsx", "acceptee")]


def test_rejected_bytes_again_are_judged_again_and_the_same_verdict_is_no_news(desk):
    data = desk.drop("a.xlsx", rejected())
    desk.drop("b.xlsx", valid_return("cde-002"))
    desk.run()
    before, reports = judged(desk), kept(desk, "reports/")
    staged, releases = kept(desk, "staged/"), desk.releases()
    desk.drop("again.xlsx", data)
    said = desk.run().out
    assert "landing/again.xlsx: rejected before; judged again, rejected for the same reasons" in said
    assert (judged(desk), kept(desk, "reports/"), kept(desk, "staged/")) == (before, reports, staged)
    assert desk.releases() == releases
    assert "sent again" not in desk.run().out  # what stays in the landing area is not dropped again
    desk.drop("again.xlsx", data, "2024-03-01")  # touched
    assert "landing/again.xlsx: rejected before" in desk.run().out


def test_an_action_that_was_in_the_way_is_withdrawn_and_the_same_file_is_accepted(desk):
    data = of_two_quarters(desk)
    assert judged(desk)[-1] == ("landing/t4.xlsx", "rejetee")
    assert "Q01" in quality(desk) or followed(desk, quarter="2023-T3")["statut_remontee"] == "acceptee"
    withdraw(desk, "2023-T3")
    desk.drop("t4 again.xlsx", data, "2024-02-01")
    said = desk.run().out
    assert "landing/t4 again.xlsx: rejected before; judged again, accepted for cde-001 2023-T4" in said
    line = followed(desk)
    assert (line["statut_remontee"], line["versions"], line["rejets"], line["erreurs"]) == (
        "acceptee",
        1,
        0,
        0,
    )
    assert "Q01" not in quality(desk)
    place = f"reports/2023-T4/cde-001/{sha(data)}"
    assert kept(desk, place) == [f"{place}.json", f"{place}/recu.html"]
    (event,) = [e for e in register(desk).accepted() if e["trimestre"] == "2023-T4"]
    assert event["recue_le"] == "2024-01-15T12:00:00.000000Z"  # received when it first came
    explained = desk.ask(
        "explain",
        "suivi_remontees",
        "--where",
        "code_cite=cde-001,trimestre=2023-T4",
        "--column",
        "rejets",
        "--json",
    )
    assert explained.json["valeur"] == 0


def test_a_file_accepted_late_does_not_count_where_a_later_one_is_in_force(desk):
    data = of_two_quarters(desk)
    withdraw(desk, "2023-T3")
    desk.drop("t4 corrected.xlsx", larger(), "2024-01-20")
    desk.run()
    desk.drop("t4 again.xlsx", data, "2024-02-01")
    said = desk.run().out
    assert "landing/t4 again.xlsx (cde-001 2023-T4): landing/t4 corrected.xlsx counts" in said
    assert outreach(desk) == in_all(larger())


def test_other_findings_make_a_new_judgement_of_the_one_file(desk, monkeypatch):
    """Signed on a day that has not come, with a wrong sum; once that day has come, the sum alone is wrong."""
    desk.drop("good.xlsx", valid_return("cde-002"))
    book = rejected().set("identification", column="date_remontee", value=date(2024, 2, 10))
    data = desk.drop("a.xlsx", book)
    monkeypatch.setattr("orchestration.run.today", lambda: date(2024, 2, 1))
    desk.run()
    before, rules = followed(desk), set(quality(desk))
    assert (before["rejets"], before["erreurs"] >= 2, "I06" in rules) == (1, True, True)
    monkeypatch.setattr("orchestration.run.today", lambda: date(2024, 2, 10))
    desk.drop("again.xlsx", data, "2024-02-10")
    said = desk.run().out
    assert "landing/again.xlsx: rejected before; judged again, rejected for other reasons, see below" in said
    after = followed(desk)
    assert (after["statut_remontee"], after["rejets"], after["erreurs"]) == (
        "rejetee",
        1,
        before["erreurs"] - 1,
    )
    assert set(quality(desk)) == rules - {"I06"}
    for column, value in (("rejets", 1), ("erreurs", after["erreurs"])):
        place = "code_cite=cde-001,trimestre=2023-T4"
        told = desk.ask("explain", "suivi_remontees", "--where", place, "--column", column, "--json").json
        assert (told["valeur"], told["egal"]) == (value, True)
    old = desk.ask(
        "explain",
        "qualite_regles",
        "--where",
        "regle=I06,trimestre=2023-T4",
        "--column",
        "constats",
        "--release",
        "r0001",
        "--json",
    ).json
    assert (old["valeur"], old["egal"]) == (1, True)


# --- in doubt


def of_another_cite():
    """Forbach's code, Dreux's name and figures."""
    names = {
        line: valid_return(line).get("identification", column="nom_cite") for line in ("cde-001", "cde-002")
    }
    return valid_return("cde-002", nom_cite=names["cde-001"])


def test_nothing_of_a_file_that_bears_another_name_stands_as_the_cite_s_whose_code_it_bears(desk):
    desk.drop("good.xlsx", valid_return("cde-003"))
    data = desk.drop("odd.xlsx", of_another_cite())
    said = desk.run().out
    assert "landing/odd.xlsx (I09): rejected; its answer: reports/inconnu/inconnue/" in said
    assert kept(desk, "reports/2023-T4/cde-002") == []
    assert f"reports/inconnu/inconnue/{sha(data)}.json" in kept(desk, "reports/")
    line = followed(desk, "cde-002")
    assert (line["statut_remontee"], line["rejets"], line["erreurs"]) == ("manquante", 0, 0)
    assert quality(desk)["I09"] == (1, 1, 1)
    status = {one["code_cite"]: one for one in desk.ask("status", "--quarter", "2023-T4", "--json").json}
    assert (status["cde-002"]["statut_remontee"], status["cde-002"]["en_doute"]) == ("manquante", 1)
    assert desk.ask("reminders", "--quarter", "2023-T4", "--receipts").status == 0
    letter = open_storage(desk.url).read("reminders/2023-T4/cde-002.txt").decode()
    assert "Nous n'avons pas encore de remontée acceptée" in letter.replace("\u00a0", " ")
    assert (sha(data) in letter, "I09" in letter, "a-corriger" in letter) == (False, False, False)


def test_a_file_whose_name_is_nobody_s_counts_and_its_receipt_goes_to_nobody_by_itself(desk):
    data = desk.drop("a.xlsx", valid_return(nom_cite="La cité du bout du monde"))
    said = desk.run().out
    assert "landing/a.xlsx (I04): counts for cde-001 2023-T4, whose name it does not bear" in said
    assert followed(desk)["statut_remontee"] == "acceptee"
    assert kept(desk, "reports/2023-T4/") == []
    page = open_storage(desk.url).read(f"reports/inconnu/inconnue/{sha(data)}/recu.html").decode()
    assert "Cité et trimestre à confirmer" in page.replace("\u00a0", " ")
    desk.ask("reminders", "--quarter", "2023-T4", "--receipts")
    assert "reminders/2023-T4/cde-001.txt" not in kept(desk, "reminders/")


def test_what_systems_leave_about_is_told_by_its_number_alone(desk):
    desk.drop(".DS_Store", b"x")
    desk.drop("idf/~$a.xlsx", b"y")
    told = "left alone: 2 files that systems left about"
    assert told in desk.run().out
    desk.drop("a.xlsx", valid_return())
    assert told in desk.run().out
    assert told in desk.run().out
    assert [cle for cle, _ in judged(desk)] == ["landing/a.xlsx"]


@pytest.mark.s3
def test_the_same_in_a_bucket(bucket_desk):
    desk = bucket_desk
    desk.drop("a.xlsx", valid_return("cde-002"))
    data = desk.drop("b.zip", make(rejected(), "zip"))
    desk.run()
    desk.drop("c.zip", data)
    said = desk.run().out
    assert "landing/c.zip: rejected before; judged again, rejected for the same reasons" in said
    assert [verdict for _, verdict in judged(desk)].count("rejetee") == 1
