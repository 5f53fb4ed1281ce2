"""What several findings of one file come from: a totals row, a shifted row, merged cells, the wrong quarter …

Belongs here: pure functions from a file's reading and its findings to causes, and how the findings speak of them. Which findings
there are is decided before; a cause changes what is said, never the verdict. Where it is not beyond doubt, it asks.
Does not belong here: the wordings (`contracts/submission`), looking at the file (`reading.observing`), showing (`feedback`).
"""
