"""The pace of sending: a bucket of segments that fills at the rate that the sender is allowed (S50).

What is in a bucket is in the database, one for all processes (`api.store.paces`); here is only what a take comes to.
"""

from __future__ import annotations

from typing import Final

BURST_SECONDS: Final = 30.0
"""How much of an idle time may be made up for at once."""


class Purse:
    """What one unit of work may take of a bucket: ``room`` now, ``most`` when it is full. Writes nothing.

    A ``most`` of 0 is a bucket without a bottom: everything may be taken.
    """

    def __init__(self, room: float, most: float) -> None:
        self.room = room
        self.taken = 0.0
        self._most = most

    def take(self, units: int) -> bool:
        """Whether so many may go now. What is larger than the bucket goes when that is full, and leaves a debt."""
        if not self._most:
            return True
        if self.room < min(float(units), self._most):
            return False
        self.room -= units
        self.taken += units
        return True
