"""The web page of a release, for those who look at figures: French, self-contained, no server, no script.

Belongs here: what the page shows, drawn from one `Edition`. Does not belong here: computing a published figure
(`dbt_project`), or the release's other files (`orchestration.publication`).
Each module gathers one part of the page as plain data; `drawing` draws, `page` lays out.
"""
