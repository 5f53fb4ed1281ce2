"""What the cité gets back: its own workbook annotated, a page to print, a receipt, proposed repairs.

Belongs here: from a judgement to files that a coordinator can use within ten minutes.
Does not belong here: judging, and the wordings of rules (`contracts/submission`).
"""
