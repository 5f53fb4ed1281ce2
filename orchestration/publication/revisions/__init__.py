"""What changed since the release before, and why: the published table `revisions`.

Belongs here: causes, the way from one release to the next cause by cause, and the table's rows. Does not belong here:
computing figures (they are replayed by `explanation.states`), how differences are shown (`commands`, the page).
Why so: docs/explanation/adr/0007-revisions-by-replay.md.
"""
