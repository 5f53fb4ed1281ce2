"""How many cités a figure of the page stands for.

Belongs here: nothing but the page's way to `publication.coverage`, where all that show figures find their words.
"""

from orchestration.publication.coverage import STATUSES, Coverage, of_counts, of_row, over, status_of

__all__ = ["STATUSES", "Coverage", "of_counts", "of_row", "over", "status_of"]
