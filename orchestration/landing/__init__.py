"""1. What arrived, untouched: new files are kept under their fingerprint before anything is read in them."""
