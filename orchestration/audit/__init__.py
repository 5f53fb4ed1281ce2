"""4. Is the whole consistent? The candidate against its contract, a second count and the current release.

Belongs here: controls, the second count, running them with Great Expectations, the report. Does not belong
here: whether a single return is acceptable (`orchestration.submissions`), or publishing
(`orchestration.publication`).
"""
