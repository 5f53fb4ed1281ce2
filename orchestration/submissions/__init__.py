"""2. One file → tables, findings and a verdict; and the register of all that was received."""
