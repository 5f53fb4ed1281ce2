"""Texts written by hand, one a line, of the kinds that the parts of `personal_texts` do not make.

Belongs here: the texts. Does not belong here: what is expected of them (`test_personal_data`).
"""

INNOCENT = """\
Redevance 05 00 00 00 00 francs CFP
Compteur 0345678912
Repères 010-200-3000
Collectif né du travail de 12 habitants
Réseau « Elles », née un 8 mars 2018
Convention pluriannuelle n° 0145678923
Convention de partenariat 0145678923
Notre convention (n° 0145678923)
Convention CPO-2023-0145678923
Facture du prestataire 0145678923
Facture n°: 0145678923 du 12/03/2023
Bon de commande n° BC0145678923
Numéro d'agrément 0145678923
N° d'engagement 0145678923
n° de dossier 0612345678
numéro de convention : 0623456789
Projet FSE+ 202301234
FSE n° 2023 01 23 45 67
Subvention ANCT 01 23 45 67 89
RNA : W 283 001 234
Salles 12/14/16/18/20
Salle 01-02-03-04
Créneaux 09/10/11/12/14
09 h 00 - 12 h 30 / 14 h 00 - 17 h 30
10h00 12h00 14h00 16h00 18h00
9:00 10:30 12:00 14:00
08:30 12:00 13:30 17:00 18:00
Lots n° 1, 2, 3, 4 et 5
Lots 02 et 04, 06 et 08 et 10
Départements : 02-60-80-59-62
dans les départements 01 / 07 / 26 / 38 / 69
Numéro vert : 0800 23 45 67
0 800 23 45 67 (appel gratuit)
Le 0 825 123 456
Service au 3646
Code postal 06300 06000 06100
APE 8899B, NAF 88.99
Budget 01 234 567,89 €
1 234 567 890 €
Compte 6228000000
Opération 0123 456 789
Ticket 0123-456-789
Action 04 2023 0012
Effectif : 06 12 08 15 10
Effectifs par tranche : 06/12/08/15/10
Scores : 01 12 05 09 22
Semaines 01 02 03 05 06
Semaines 36-37-38-39-40
Groupe 1 : 12 - 14 - 16 - 18 - 20
Les 03-10-17-24-31 mars
Les 03, 10, 17, 24, 31 mars
Séances 05/02 12/02 19/02 26/02 05/03
du 01 au 05 07 2023
Le projet né en 2019, relancé le 12/03/2023
La Fabrique, née le 3 mai 2021
Le Forum, né le 12/03/2022
Le réseau emploi né le 12/03/2009
L'association Les Amis, née le 12 mars 2021
Collectif des femmes du quartier né le 5 juin 2018
Initiative portée par Emmaüs, née le 12/03/2023
Action nouvellement née (12/03/2023)
Enfants nés entre 2010 et 2015
Journée « Née le 8 mars »
Nés avant le 31/12/1990
nées depuis le 01/01/2000
Public : nés après le 12/03/1990
naissance d'un réseau le 12/03/2022
Atelier préparation à la naissance, le 12/03/2024
congés de naissance en mars 2023
https://mastodon.social/@emploi/10203
https://www.google.fr/maps/@48.7,1.3,15z
https://www.youtube.com/@villedecreil
https://t.me/emploi@groupe.html
Twitter : @villedecreil.officiel
Suivez @creil_emploi sur X
Forum emploi @ Creil le 12
Atelier CV @home
Prix : 12 € @ 3 pers.
Réunion @ mairie. Puis visite
at home dot painting
Rendez-vous place (a) ou (b) du marché. Org
1 90 05 28 134 001
190052813400
SIREN n° 055 804 124
SIRET : 055 804 124 00015
INSEE 285042813
Cap sur l'emploi 2850428134
""".splitlines()

PERSONAL = {
    "telephone": """\
Mme K. 064 582 1793
Mme K. 06 45 82 17 93
Joindre Paul (06 45 82 17 93)
06.45.82.17.93 ou 04.75.20.63.08
06 45 82 17 93 / 04 75 20 63 08
tel 06 45821793
n° de tél 0475206308
numéro de téléphone : 04 75 20 63 08
Son n° : 06 45 82 17 93
Mme K., chargée de projet, 0475206308
Mme K 06 45 82 17 93, convention signée
Convention signée avec Mme K., 06 45 82 17 93
Dossier suivi par Mme K. 06 45 82 17 93
Projet porté par M. Sow (0645821793)
0692-45-82-17
0696 45 82 17
06 45 82 1793
06-4582-1793
0645-82-17-93
06 - 45 82 17 93
06: 45 82 17 93
(0) 6 45 82 17 93
+33645 82 17 93
+33 645 821 793
+ 33 6 45 82 17 93
0033.6.45.82.17.93
33 6 45 82 17 93
Fixe 02.37.46.00.00 p. 12
Standard : 02 37 46 00 00
M. Sow - 0237460000
tél: (02) 37 46 00 00
Mme K. 0 6 4 5 8 2 1 7 9 3
GSM 0645.82.17.93
Mme K. 06,45,82,17,93
Fax 0475206308
N°06 45 82 17 93
T. 06 45 82 17 93
Mme Lefèvre 06 12 34 56 78 le 12/03/2023
12/03/2023 06 12 34 56 78
Action 3 : Mme K. 06 45 82 17 93
06*45*82*17*93
06|45|82|17|93
06 45 82 17 93 (Action Emploi)
Lots 1 : M. Sow 06 45 82 17 93
""".splitlines(),
    "courriel": """\
k.benali @mairie-creil.fr
k.benali@ mairie-creil.fr
k.benali@mairie-creil .fr
k.benali@mairie-creil. fr
k.benali@mairie-creil point fr
k.benali [arobase] mairie-creil [point] fr
k.benali(AT)mairie-creil(DOT)fr
k.benali at mairie-creil.fr
k.benali At mairie-creil dot fr
k point benali arobase mairie point fr
k.benali@mairie-creil,fr
k_benali&#64;mairie.fr
k.benali-at-mairie-creil.fr
k.benali [ at ] mairie-creil.fr
k.benali ( @ ) mairie-creil.fr
k.benali « at » mairie-creil.fr
mailto:k.benali@mairie.fr
K.BENALI@MAIRIE.FR
k.benali@sous.domaine.gouv.fr
k.benali arobas mairie.fr
k.benali@mairie fr
""".splitlines(),
    "naissance": """\
Mme K., née en date du 12/03/1990
Mme K. née un 12 mars 1990
Moussa né à Dakar (Sénégal) le 7 juin 1988
Fatima D., née le 12 mars 1990
Fatima née 12/03/1990
D.D.N. 12/03/1990
DDN:12/03/90
Date naiss. 12/03/1990
naissance: 12-03-1990
Né le 12.3.1990
né le 12 / 03 / 1990
nee en France le 12/03/1990
Nee Diop le 12/03/1990
M. Sow, né le vendredi 12 mars 1990
née le 12/03/1990 à Creil
bénéficiaire né le 12/03/1990
Son fils né le 12/03/2015
Mme Sow et sa fille née le 12/03/2018
Yanis né le 12/03/2008
Sow Mamadou né le 12 mars 1990
participante née le 12-03-1990
Né: 12/03/1990
né le:12/03/1990
Association X : Mme Sow née le 12/03/1990
date de naissance de Mme Sow : 12/03/1990
né Le 12 Mars 1990
""".splitlines(),
    "nir": """\
NIR 2 85 04 28 134 001 43
n° sécu 285042813400143
2 85 04 28 134 001 (43)
2 85 04 28 134 001 - 43
2 85 04 28 134001 43
285 04 28 134 001 43
2.85.04.28.134.001.43
2850428134001 clé 43
2850428134001 clé : 43
2850428134001-43
2 850428134001 43
NIR2850428134001 43
""".splitlines(),
}
