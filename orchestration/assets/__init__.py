"""Dagster's view of a run: assets, checks and resources that call the steps of `orchestration.run`.

Belongs here: names, groups, metadata and checks. Does not belong here: any thinking; that is in the plain rooms.
"""
