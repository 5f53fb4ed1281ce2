"""What a cité promises in its return, and what the programme promises in what it publishes.

Belongs here: the contract files (Open Data Contract Standard), the reference CSVs, the frozen objects that
they are read into, and what is derived from them. Does not belong here: anything that reads a return or runs
a pipeline; nothing in this package imports `orchestration`.
"""
