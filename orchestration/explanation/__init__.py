"""7. Why a figure is what it is: from the published value down to the cells of the files received.

Belongs here: the way of a number back to its sources, and what it would be without some of them.
Does not belong here: computing any figure (`dbt_project`), publishing (`orchestration.publication`).
"""
