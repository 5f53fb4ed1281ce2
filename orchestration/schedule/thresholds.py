"""Every threshold of the schedules and of the checks on the collection, in one place.

Belongs here: numbers, each with its reason. Does not belong here: what is compared with them.
"""

from __future__ import annotations

from datetime import timedelta

COLLECTION_DAYS = 45
"""After a quarter's last day: how long its returns are collected; the deadline is the contract's (30 days)."""

CHART_DAYS = 135
"""After a quarter's last day: how far the chart of its returns goes; what comes later is told in its title."""

LONGEST_WAIT = timedelta(hours=26)
"""How long a dropped file may wait for its verdict: a night that was missed, and two hours."""

SHARE_AT_DEADLINE = 0.80
"""Cités with a return in force from the deadline on: below it, a quarter is published as `partiel`."""

SHARE_AFTER_COLLECTION = 0.95
"""The same once the collection is over: those that are missing then will stay missing unless somebody calls."""

SHARE_REJECTED = 0.20
"""Rejected files among those judged for a quarter: above it, the template or a rule is not understood."""

FILES_OF_A_BATCH = 1_000
"""Files that one run of the sensor takes; a larger drop is taken in several runs."""

LOCK_PATIENCE = timedelta(minutes=15)
"""How long a run that Dagster started waits for another run's lock: a run of 8,400 returns lasts less."""

CONSOLIDATIONS = 3
"""Runs that are asked for when verdicts are recorded but not published: an audit that fails, fails alike each time."""

LATE_STARTS = 3
"""Runs in a row that never began, each asked for again, after which people are told: one alone is a busy machine."""

LONGEST_RUN = timedelta(hours=2)
"""After how long a run that still holds the lock hangs; `max_runtime_seconds` of dagster.yaml ends one of Dagster then."""

LATE_LOOK = timedelta(minutes=5)
"""How late a look may be before the daemon counts as dead: on a machine with thirty busy processes looks come every
minute or two, and a restart of the services takes as long."""

LATE_PUBLICATION = timedelta(minutes=15)
"""How long verdicts may wait for a release while nobody holds the lock: the sensor asks for one long before."""

FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=1)
"""After how long a batch whose run failed is asked for again: doubled at each failure, up to the latter."""

REST_AFTER_A_LOOK = 20
LONGEST_REST = timedelta(minutes=5)
"""How long the sensor rests after a look at the landing area, in lengths of that look: so it costs 5 % of a processor
at most, and a look that takes longer than half a second (some 60,000 files in a folder) delays the next."""

SILENCE_OF_A_LOST_RUN = timedelta(minutes=1)
"""How long a run without its process has to be silent before it is told as failed; an S3 lock comes free after as long."""

GRID_COMPARED = timedelta(minutes=10)
"""How often the grid is compared with the register though nothing is known to have happened: somebody may have wiped it."""
