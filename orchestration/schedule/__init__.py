"""What happens when, and what is worth a look: the calendar of the collection, drops that have settled, thresholds.

Belongs here: plain thinking that sensors, schedules and checks of `orchestration.assets` ask. Does not belong here: Dagster.
"""
