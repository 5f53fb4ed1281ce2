"""A second look at a file in which something is amiss: what makes a cell empty that a person sees filled, what swallowed a row.

Belongs here: observations (`Seen`), made in the worker where the file is. Does not belong here: reading values, findings, and
what an observation means (`judging.diagnosis`). A file without anything amiss is never looked at twice.
"""
