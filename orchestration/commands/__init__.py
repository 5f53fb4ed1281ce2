"""What each command of `cites` does: calls the rooms in order and shows the result. No thinking of its own."""
