"""Is all that is kept still what it was? Everything below the storage is read and held against what was written down of it.

Belongs here: originals, staged rows, reports, register, releases and pointer, each against its record, and what puts it back.
Does not belong here: the records themselves (`submissions.register`, `publication.manifest`, `publication.pointer`).
"""
