"""`indicateurs.xlsx`: every table of a release in one workbook, for managers.

Belongs here: French headings, number formats, the table of contents, the notes. Does not belong here: one table as
`cites pull --format xlsx` gives it, with its technical names (`formats.sheet`).
"""
