"""5. Release or nothing: the published tables, complete and verified before the pointer moves.

Belongs here: the fingerprint of the published tables, their formats, the release and the pointer to the
current one. Does not belong here: deciding whether the tables are right (`orchestration.audit`).
"""
