"""What Parley's own software costs a turn, beside the same job in other hands: `make bench`."""
