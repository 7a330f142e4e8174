"""The four steps of a turn: recall, think, act, check."""
