"""Where a release keeps its page. On its own, so that who only asks for the place does not load the charts."""

PAGE = "page/index.html"
"""Relative to the release's folder."""
