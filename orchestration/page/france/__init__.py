"""The map's ground: outlines of the départements, and where each cité lies, ready to draw.

Belongs here: the derived file `france.json`, how it was derived (`derive`, `projection`, `outlines`, `places`), and
reading it (`ground`). Does not belong here: what the map shows of a quarter (`orchestration.page.territories`).
"""
