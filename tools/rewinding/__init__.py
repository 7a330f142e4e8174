"""The shop as it was at an earlier moment, from what it is now and the ledger of what was done to it since."""
