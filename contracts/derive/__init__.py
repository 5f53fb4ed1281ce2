"""What follows from the contract: schemas, files of the dbt project, expectations, dictionary, pages.

Belongs here: one module per derived thing, each a function of the contract. Derivers that give files are
listed in `registry`; the others are called by the rooms that use them. Does not belong here: any own fact.
"""
