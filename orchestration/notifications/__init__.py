"""Tell those who run the programme what a run met: rejected returns, or its own failure. Off until configured.

Belongs here: what is said, and by which way. Does not belong here: when (`run`, `commands.run`, Dagster's sensor), or
letters to the cités (`reminders`). No notice names a file or a person, and none that fails makes a run fail.
"""
