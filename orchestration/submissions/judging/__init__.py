"""From the readings of a whole batch to findings and verdicts, sheet by sheet, all rows together (pandera).

Belongs here: frames, context of the rules, evaluation, messages.
Does not belong here: reading files, storing anything.
"""
