"""The same tests on a port's real adapter and on its memory twin."""
