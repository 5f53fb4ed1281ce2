"""Texts as returns hold them, made of their parts: those that tell of a person, and those that only look so.

Belongs here: the parts and how they are put together. Does not belong here: what is expected of them.
"""

from itertools import pairwise, product

_NUMBERS = (
    ("06", "45", "82", "17", "93"),
    ("07", "68", "04", "91", "30"),
    ("01", "49", "77", "12", "86"),
    ("04", "75", "20", "63", "08"),
    ("05", "96", "31", "70", "44"),
)
_WAYS = (
    *("{0} {1} {2} {3} {4}", "{0}.{1}.{2}.{3}.{4}", "{0}-{1}-{2}-{3}-{4}", "{0}/{1}/{2}/{3}/{4}"),
    *("{0}{1}{2}{3}{4}", "{0} - {1} - {2} - {3} - {4}", "{0} / {1} / {2} / {3} / {4}", "{0}·{1}·{2}·{3}·{4}"),
    *("{0}{1} {2} {3} {4}", "{0}{1}-{2}-{3}-{4}", "{0} {1}{2} {3}{4}", "{0} : {1} {2} {3} {4}"),
    *(
        "({0}) {1} {2} {3} {4}",
        "{0}. {1}. {2}. {3}. {4}",
        "{0}_{1}_{2}_{3}_{4}",
        "{0} – {1} – {2} – {3} – {4}",
    ),
)
_WHO = (
    *(
        "{}",
        "M. Traoré {}",
        "Contact : {}",
        "Référente Mme Nguyen, {}, le matin",
        "port. {}",
        "Tél. : {} poste 41",
    ),
    *(
        "appeler le {} avant 18h",
        "({})",
        "voir avec Paul au {}.",
        "Mission locale, 3 rue Foch 59100 Roubaix, {}",
    ),
)
PHONES = tuple(
    who.format(way.format(*number))
    for position, (who, way) in enumerate(product(_WHO, _WAYS))
    for number in (_NUMBERS[position % len(_NUMBERS)],)
)
ABROAD = tuple(
    who.format(number)
    for who, number in product(
        ("{}", "Mme Payet {}", "joindre {}"),
        (
            *(
                "+33 6 45 82 17 93",
                "+33645821793",
                "+33 (0)6 45 82 17 93",
                "(+33) 6 45 82 17 93",
                "0033645821793",
            ),
            *(
                "00 33 6 45 82 17 93",
                "+33.6.45.82.17.93",
                "+33-6-45-82-17-93",
                "+262 692 45 82 17",
                "+590690458217",
            ),
            *("+594 694 45 82 17", "+596 696 45 82 17", "+508 41 45 82", "0692 45 82 17", "0590-45-82-17"),
        ),
    )
)
WITHOUT_ZERO = tuple(
    f"{label} {number}"
    for label, number in product(
        ("tél", "Tél. :", "portable", "mobile :"),
        ("6 45 82 17 93", "7.45.82.17.93", "645821793", "6-45-82-17-93"),
    )
)
_AT = (
    "@",
    " @ ",
    "(at)",
    " (at) ",
    "[at]",
    "{at}",
    "[@]",
    "(@)",
    " AT ",
    " arobase ",
    " (arobase) ",
    "[arobase]",
    "<at>",
)
_DOT = (".", " point ", "(point)", " dot ", "[dot]")
EMAILS = tuple(
    f"{before}{local}{at}{host}{dot}{ending}{after}"
    for position, (at, dot) in enumerate(product(_AT, _DOT))
    for local, host, ending in (
        (("k.benali", "mairie-creil", "fr"), ("nadia", "orange", "com"), ("ml93", "asso-relais", "org"))[
            position % 3
        ],
    )
    for before, after in (("", ""), ("Écrire à ", ", merci"))
)
_DATES = (
    "14/07/1988",
    "14.07.88",
    "4-7-1979",
    "14 juillet 1988",
    "1er août 1991",
    "1988-07-14",
    "14 07 1988",
)
_BORN = (
    *(
        "né le {}",
        "née le {}",
        "nee le {}",
        "NÉ LE {}",
        "Karim B. né le {}",
        "Mme Fofana, née le {}, suivie par la ML",
    ),
    *(
        "DDN {}",
        "DDN : {}",
        "ddn {}",
        "date de naissance : {}",
        "Date de naissance {}",
        "naissance {}",
        "naissance le {}",
    ),
    *(
        "né(e) le {}",
        "né·e le {}",
        "née à Bobigny le {}",
        "née au Mali, le {}",
        "Mme Sow née Diop le {}",
        "(né le {})",
    ),
)
BIRTHS = tuple(born.format(day) for born, day in product(_BORN, _DATES))
_NIRS = ("285042813400143", "295109912611193")
_CUTS = ((1, 3, 5, 7, 10, 13), (1, 4, 7, 10, 13), (13,), (), (3, 7, 10, 13))


def _cut(number: str, cuts: tuple[int, ...], between: str) -> str:
    edges = (0, *cuts, len(number))
    return between.join(number[start:end] for start, end in pairwise(edges))


NIRS = tuple(
    who.format(_cut(number, cuts, between))
    for who, number, cuts, between in product(("{}", "NIR {}", "n° SS : {}"), _NIRS, _CUTS, (" ", ".", "-"))
)
PERSONAL = {
    "telephone": (*PHONES, *ABROAD, *WITHOUT_ZERO),
    "courriel": EMAILS,
    "naissance": BIRTHS,
    "nir": NIRS,
}

_REFERENCES = (
    *(
        "Convention n° {}",
        "convention {}",
        "Convention FSE n° {}",
        "Facture {}",
        "facture n° {}",
        "Réf. {}",
        "réf : {}",
    ),
    *(
        "Référence {}",
        "Dossier {}",
        "dossier n° {}",
        "Marché n°{}",
        "Bon de commande {}",
        "Devis n° {}",
        "Arrêté n° {}",
    ),
    *(
        "Délibération n° {}",
        "Agrément {}",
        "Subvention n° {}",
        "Code {}",
        "Identifiant {}",
        "N° {}",
        "Contrat n° {}",
    ),
    *(
        "Ma démarche FSE {}",
        "Décision {}",
        "Avenant n° {}",
        "Engagement n° {}",
        "EJ {}",
        "RNA {}",
        "Compte {}",
    ),
)
REFERENCES = tuple(
    name.format(number)
    for name, number in product(_REFERENCES, ("0145678923", "0234567891", "2023/0145678923", "202301234567"))
)
LISTS = tuple(
    text.format(between.join(numbers))
    for text, between, numbers in product(
        (
            "Lots {}",
            "Salles {}",
            "Départements {}",
            "{} : départements concernés",
            "Bâtiments {}",
            "lignes de bus {}",
        ),
        ("/", "-", ", ", " ", "."),
        (("01", "02", "03", "04", "05"), ("02", "27", "60", "76", "80"), ("06", "13", "83", "84", "05")),
    )
)
TIMES = (
    *(
        "09 00 10 30 14 00 15 30",
        "08 30 12 30 13 30 17 30",
        "09.00 12.30 13.30 17.00",
        "08:30-12:30 / 13:30-17:30",
    ),
    *(
        "9h-12h / 14h-17h",
        "de 09h00 à 12h30 et de 13h30 à 17h",
        "Permanence 24h/24 7j/7",
        "lundi 09 30, mardi 10 30",
    ),
    *(
        "les 03/05/10/12/17 mai",
        "les 05, 12, 19 et 26 septembre",
        "06.10 07.11 08.12",
        "du 05/06/2023 au 07/08/2023",
    ),
    *("05.06.2023 - 07.08.2023", "01/02/23 14h30 - 16h00", "Ateliers des 01, 02, 03, 04 et 05 octobre"),
)
NUMBERS = (
    *(
        "SIREN 732 829 320",
        "SIRET 732 829 320 00074",
        "73282932000074",
        "N° RNA W751234567",
        "NDA 11 75 12345 75",
    ),
    *(
        "12 000 / 15 000 / 18 000 € par an",
        "1 250 000,50 €",
        "0145678923 €",
        "de 10 000 à 25 000 euros",
        "+12 % en 2023",
    ),
    *(
        "Numéro vert 0800 123 456",
        "N° vert : 0 805 23 45 67",
        "n° indigo 0820 12 34 56",
        "Appeler le 3949",
        "le 115",
    ),
    *(
        "59100 Roubaix CS 10057",
        "BP 20145 93200 Saint-Denis Cedex",
        "75019, 75020 et 93500",
        "QN09301M, QN09302M",
    ),
    *(
        "QP059001 et QP059002",
        "2021 2022 2023 2024",
        "R.S.A. 01/2024",
        "1 85 04 28 134 001",
        "2 95 10 99 126 111",
    ),
    *(
        "285042813400144",
        "2 85 04 28 134 001 44",
        "12 rue du 8 mai 1945",
        "17 actions, 245 personnes, 1 340 heures",
        "3e âge, 4e étage",
    ),
)
WEB = (
    *(
        "www.ville-creil.fr/emploi",
        "https://framaforms.org/forum@2023.html",
        "https://site.org/a/@cite/2024.php",
    ),
    *(
        "suivez-nous sur @cite_emploi",
        "Instagram @emploi.creil",
        "contact@",
        "@tous",
        "Forum (A) www.site.fr",
        "12 € @ 3",
    ),
    *(
        "Emploi @ Creil",
        "Pas à pas @ l'emploi",
        "groupes (a), (b) et (c)",
        "https://www.site.fr/?id=0145678923",
    ),
    *(
        "atelier at home",
        "Café des métiers [accueil] du site",
        "un point sur le projet",
        "voir le site citesemploi.fr",
    ),
)
_THINGS = (
    *(
        "Le collectif, né le {}",
        "Association née le {}",
        "projet né le {}",
        "Initiative des habitants, née le {}",
    ),
    *(
        "Le bus, né le {}",
        "L'atelier est né le {}",
        "La démarche (née le {})",
        "Le café des voisins, né le {}",
        "Ciné le {}",
    ),
    *(
        "Aînés le {}",
        "Tournée le {}",
        "Année le {}",
        "Journée le {}",
        "Réseau de femmes né le {}",
        "Nos jardins sont nés le {}",
    ),
)
THINGS = tuple(
    name.format(day) for name, day in product(_THINGS, ("12/10/2023", "5 octobre 2024", "01.02.2022"))
)
AGES = (
    *(
        "Jeunes nés entre le 01/01/1998 et le 31/12/2006",
        "Personnes nées avant 1975",
        "nés en 2001",
        "née en mars 1990",
    ),
    *(
        "Femmes née(s) à l'étranger",
        "Jeunes nés après le 01/01/2000",
        "Personnes nées à partir du 01/01/1996",
        "née le 8 mars",
    ),
    *(
        "Naissance du projet le 12/03/2022",
        "la naissance d'un collectif en 2023",
        "Nés quelque part",
        "nouveau-nés",
    ),
)
INNOCENT = (*REFERENCES, *LISTS, *TIMES, *NUMBERS, *WEB, *THINGS, *AGES)
