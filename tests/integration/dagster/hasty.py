"""The definitions as they are deployed, with minutes of patience made seconds: what a test of killed services loads."""

from datetime import timedelta

from orchestration.schedule import thresholds

thresholds.SILENCE_OF_A_LOST_RUN = timedelta(seconds=10)
thresholds.FIRST_RETRY = timedelta(seconds=1)

from orchestration.definitions import defs  # noqa: E402, F401
