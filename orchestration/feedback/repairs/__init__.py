"""Repairs that are offered, never made: what can be corrected without a doubt, shown before and after.

Belongs here: finding such repairs, and what would be left after them. Does not belong here: counting anything;
what is repaired counts when the cité sends it, and not before.
"""
