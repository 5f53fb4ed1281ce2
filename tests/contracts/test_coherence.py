"""A contract that contradicts itself is refused at once, in one line that says where and what to do."""

import pytest

from contracts.errors import ContractError
from contracts.loading import load_contract

AV = "submission/aller_vers.odcs.yaml"
RETURN = "submission/retour.odcs.yaml"
IDENTITY = "submission/identification.odcs.yaml"
CATEGORIES = "published/partenaires_categories.odcs.yaml"
R07 = "respecte: nouveaux_beneficiaires <= personnes_rencontrees"


def refusal(copy) -> str:
    with pytest.raises(ContractError) as caught:
        copy.load()
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_an_untouched_copy_is_the_same_contract(copy, contract):
    assert copy.load() == contract


def test_the_digest_follows_every_byte(copy, contract):
    copy.append(AV, "# a remark\n")
    assert copy.load().digest != contract.digest


@pytest.mark.parametrize("folder", ["reference/codelists.csv", "published/dictionnaire.odcs.yaml"])
def test_the_digest_covers_every_folder(folder, copy, contract):
    path = copy.root / folder
    path.write_bytes(path.read_bytes() + b"\n")
    assert copy.load().digest != contract.digest


def test_the_contract_is_read_once(contract):
    assert load_contract() is contract


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            AV,
            "value: modalite_aller_vers}",
            "value: modalites}",
            "aller_vers, column modalite: code list `modalites` is not in codelists.csv;"
            " add it there or correct it here",
        ),
        (
            AV,
            R07,
            "respecte: nouveaux_beneficiaires <= rencontres",
            "aller_vers, rule R07: `rencontres` is neither a column of the sheet nor a context name",
        ),
        (
            AV,
            R07,
            "respecte: nouveaux_beneficiaires <= detail_partenaires",
            "aller_vers, rule R07: `detail_partenaires` is neither a column of the sheet nor a context name",
        ),
        (
            AV,
            R07,
            "respecte: max(nouveaux_beneficiaires)",
            "aller_vers, rule R07: `max(nouveaux_beneficiaires)` uses more than names, constants, + - *,"
            " single comparisons, and, or, not; reword it",
        ),
        (AV, "- name: hommes\n", "- name: femmes\n", "aller_vers: column femmes is given twice; rename one"),
        (
            AV,
            "businessName: Dont hommes",
            "businessName: Dont Femmes",
            "aller_vers: two columns have the label dontfemmes; reword one",
        ),
        (
            AV,
            "businessName: Dont hommes",
            "businessName: Femmes",
            "aller_vers, column hommes: its label is the name of femmes; reword it",
        ),
        (
            AV,
            "- name: hommes\n",
            "- name: Hommes\n",
            "aller_vers, column Hommes: a name is lower case letters, digits and `_`; rename it",
        ),
        (
            AV,
            "- name: date_fin\n",
            "- name: fin_trimestre\n",
            "aller_vers: column fin_trimestre has the name of a context value; rename it",
        ),
        (
            AV,
            "value: siret}",
            "value: siren}",
            "aller_vers, column siret_porteur: type `siren` is unknown;"
            " use text, int, decimal, date, bool, code, siret, qpv",
        ),
        (
            AV,
            "{property: type, value: code}",
            "{property: type, value: text}",
            "aller_vers, column modalite: a column has a `liste` exactly where its type is code;"
            " correct one of them",
        ),
        (
            AV,
            "{property: liste, value: modalite_aller_vers}",
            "{property: texte_libre, value: true}",
            "aller_vers, column modalite: a column has a `liste` exactly where its type is code;"
            " correct one of them",
        ),
        (
            AV,
            "- {property: type, value: siret}",
            "- {property: type, value: siret}\n          - {property: texte_libre, value: true}",
            "aller_vers, column siret_porteur: only a text is `texte_libre`; take the property out",
        ),
        (
            RETURN,
            'proche: "Vouliez-vous dire « {proche} » ?"',
            'proche: "Vouliez-vous dire autre chose ?"',
            "retour: propositions: word `proche` with {proche} and nothing else",
        ),
        (
            RETURN,
            "corrigez plutôt ce nom",
            "corrigez plutôt {ce_nom}",
            "retour: propositions: word `present` with {proche} and nothing else",
        ),
        (
            RETURN,
            "De même dans {lignes} de cette colonne.",
            "De même ailleurs.",
            "retour: suite: word it with {lignes} and nothing else",
        ),
        (
            AV,
            "businessName: Aller-vers\n",
            "businessName: Actions d'aller-vers\n",
            "aller_vers: the label `Actions d'aller-vers` is not the name's; returns are matched by it",
        ),
        (
            AV,
            "disposition, value: lignes}",
            "disposition, value: colonnes}",
            "aller_vers: disposition `colonnes` is unknown; use champs, lignes, indicateurs",
        ),
        (
            AV,
            "{property: ordre, value: 4}",
            "{property: rang, value: 4}",
            "aller_vers.odcs.yaml: the sheet lacks `ordre`; add it",
        ),
        (
            AV,
            "{property: ordre, value: 4}",
            "{property: ordre, value: quatre}",
            "aller_vers.odcs.yaml: an entry is not of the standard's shape"
            " (ValueError: invalid literal for int() with base 10: 'quatre'); correct it",
        ),
        (
            AV,
            "businessName: Dont hommes\n        logicalType: integer",
            "businessName: Dont hommes\n        logicalType: timestamp",
            "aller_vers.odcs.yaml: column hommes has the type `timestamp`;"
            " use one of string, integer, number, date, boolean",
        ),
        (
            "submission/gouvernance.odcs.yaml",
            "logicalTypeOptions: {minimum: 1, maximum: 999999999}",
            "logicalTypeOptions: {minimum: 1}",
            "gouvernance, column structures_presentes: a number needs a minimum and a maximum;"
            " add them to logicalTypeOptions",
        ),
        (
            IDENTITY,
            "{property: colonne_cle, value: champ}",
            "{property: colonne_clef, value: champ}",
            "identification: colonne_cle and colonne_valeur are both needed here; add them",
        ),
        (
            IDENTITY,
            "ancre: etp_coordination",
            "ancre: etp",
            "identification, rule P02: its anchor `etp` is no column of the sheet; correct it",
        ),
        (
            IDENTITY,
            "          ancre: etp_coordination\n",
            "",
            "identification, rule P02: a rule with `respecte` needs an `ancre`; add it",
        ),
        (
            IDENTITY,
            "          attendu: 3\n",
            "",
            "identification, rule P02: its wording uses {attendu} or {ecart}, but the rule has no `attendu`;"
            " add it",
        ),
        (
            IDENTITY,
            "- name: P02\n",
            "- name: P2\n",
            "identification, rule P2: an id is a letter of S I T R C Q P and two digits; correct it",
        ),
        (
            IDENTITY,
            "etape: plausibility",
            "etape: vraisemblance",
            "identification, rule P02: severity `alerte` or stage `vraisemblance` is unknown; correct it",
        ),
        (
            IDENTITY,
            "qui désigne « {cite} »",
            "qui désigne « {ville} »",
            "identification, rule I04: unknown placeholder {ville} in its wording; correct it",
        ),
        (
            "submission/gouvernance.odcs.yaml",
            "severity: bloquant",
            "severity: alerte",
            "rule R03: its entries differ in severity or stage; make them the same",
        ),
        (
            "submission/gouvernance.odcs.yaml",
            "remede: Corrigez la date, ou déclarez la réunion dans la remontée de son trimestre.",
            "remede: ''",
            "gouvernance.odcs.yaml: rule R03 lacks `remede`; add it",
        ),
        (
            RETURN,
            "premier_trimestre, value: 2022-T1}",
            "premier_trimestre, value: 2022T1}",
            "retour: premier_trimestre `2022T1` is no quarter; write it AAAA-Tn",
        ),
        (
            RETURN,
            "      illisible:\n",
            "      autre:\n",
            "retour: motifs_refus lacks `illisible`, said where no other reason fits; add it",
        ),
        (
            RETURN,
            "dépasse {fichier}",
            "dépasse {poids}",
            "retour.odcs.yaml: reason taille: its placeholders may be {fichier}, {decompresse}, {ratio},"
            " {lignes}, {colonnes}, {memoire}, {secondes}, {feuille}, {cellules}",
        ),
        (RETURN, "- name: S01\n", "- name: S99\n", "retour.odcs.yaml: rule S01 is missing; restore it"),
        (RETURN, "      secondes: 30\n", "", "retour.odcs.yaml: `limites` lacks `secondes`; add it"),
        (
            RETURN,
            "      siret: un numéro SIRET de 14 chiffres\n",
            "",
            "partenaires, column siret: types_lisibles of retour does not describe `siret`; add it",
        ),
        (
            RETURN,
            "kind: DataContract",
            "kind: Contract",
            "retour.odcs.yaml: not a data contract; give it `kind: DataContract`",
        ),
        (
            CATEGORIES,
            "value: categorie_partenaire}",
            "value: categories}",
            "partenaires_categories.odcs.yaml: column categorie names the code list `categories`,"
            " which is not in codelists.csv",
        ),
        (
            CATEGORIES,
            "- name: cites\n",
            "- name: partenaires\n",
            "partenaires_categories: column partenaires is given twice; rename one",
        ),
        (
            CATEGORIES,
            "primaryKeyPosition: 2",
            "primaryKeyPosition: 3",
            "partenaires_categories: primaryKeyPosition must number the key's columns 1, 2, 3 …;"
            " correct them",
        ),
        (
            CATEGORIES,
            "dataGranularityDescription: Une ligne par catégorie",
            "dataGranularityDescription: Par catégorie",
            "partenaires_categories: dataGranularityDescription must begin with « Une ligne par »; reword it",
        ),
        (
            "published/indicateurs_nationaux.odcs.yaml",
            '"DECIMAL(18,4)"',
            "DOUBLE",
            "indicateurs_nationaux, column taux_remontee: physicalType `DOUBLE` is unknown;"
            " use VARCHAR, BIGINT, DATE, DECIMAL(p,s)",
        ),
        (
            "published/indicateurs_nationaux.odcs.yaml",
            "        required: true\n        primaryKey: true\n",
            "        primaryKey: true\n",
            "indicateurs_nationaux, column trimestre: a column of the key is required; say so",
        ),
        (
            CATEGORIES,
            "  - name: partenaires_categories\n",
            "  - name: dictionnaire\n",
            "published: two files describe the same table; keep one",
        ),
    ],
)
def test_a_contradiction_is_told_where_it_stands(file, old, new, message, copy):
    assert refusal(copy.edit(file, old, new)) == message


def test_two_sheets_of_one_name_are_refused(copy):
    text = (copy.root / AV).read_text(encoding="utf-8")
    (copy.root / "submission/autre.odcs.yaml").write_text(text, encoding="utf-8")
    assert refusal(copy) == "submission: two sheets are called allervers; rename one"


def test_broken_yaml_is_told_by_file_and_line(copy):
    copy.edit(AV, "  - name: aller_vers\n", "  - name: [aller_vers\n")
    assert refusal(copy).startswith("aller_vers.odcs.yaml, line ")


def test_a_second_schema_in_one_file_is_refused(copy):
    copy.append(CATEGORIES, "  - name: autre\n")
    assert refusal(copy) == "partenaires_categories.odcs.yaml: give it exactly one entry under `schema`"


def test_a_missing_return_file_is_told_by_name(copy):
    (copy.root / RETURN).unlink()
    assert refusal(copy) == "submission/retour.odcs.yaml is missing; restore it"


def test_what_holds_where_another_wording_is_needed_is_not_lost(copy):
    copy.edit(AV, R07, f"{R07} or femmes == 0")
    rule = copy.load().submission.rule("R07", "aller_vers")
    assert rule.inputs == {"nouveaux_beneficiaires", "personnes_rencontrees", "femmes"}
