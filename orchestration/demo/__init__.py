"""Fictitious returns of all the cités over eight quarters; in force, they add up to the published figures."""
