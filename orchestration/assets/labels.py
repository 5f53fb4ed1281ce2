"""Words that several assets share: who owns them, which pool they run in.

Belongs here: constants of the asset graph. Does not belong here: anything of one asset alone.
"""

OWNERS = ["team:cites-emploi"]
"""Who is asked about an asset, as Dagster writes a team."""

PUBLISHING = "publishing"
"""The pool of every step that needs the storage's lock: at most one run of the pool at a time (deploy/dagster.yaml)."""
