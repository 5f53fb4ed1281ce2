"""Is what runs by itself alive: the traces that looks and runs leave on this machine, the answer to a monitor, the ping.

Belongs here: who is alive and who is not. Does not belong here: how the collection does (`schedule.health`), notices to the team
(`notifications`), Dagster's sensors (`assets`). Imports no Dagster: a monitor waits for no second.
"""
