"""Settings of the whole suite: the same examples at every run, on machines of any speed."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")
