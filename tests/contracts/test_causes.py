"""Every cause is worded, with words that it can be filled with, or the contract is refused."""

import pathlib

import pytest

from contracts.cause_texts import CAUSES, read_causes
from contracts.errors import ContractError

PATH = pathlib.Path("retour.odcs.yaml")
PLAIN = {"titre": "Titre", "constat": "Constat", "remede": "Remède"}


def test_every_cause_is_worded_in_the_order_in_which_it_is_told(contract):
    assert list(contract.submission.causes) == list(CAUSES)


@pytest.mark.parametrize(
    "change",
    [
        {"siren": None},
        {"inconnue": PLAIN},
        {"siren": {**PLAIN, "constat": "{valeur}"}},
        {"siren": {"titre": "Titre", "constat": "Constat"}},
        {"siren": {**PLAIN, "autre": "x"}},
    ],
)
def test_a_cause_that_cannot_be_told_is_refused(change):
    said = {**dict.fromkeys(CAUSES, PLAIN), **change}
    with pytest.raises(ContractError, match=r"retour\.odcs\.yaml"):
        read_causes({name: parts for name, parts in said.items() if parts is not None}, PATH)
