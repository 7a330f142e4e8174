"""The days of the demo world: D-3 is three days before today, in the brand's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRAND_ZONE = "America/Los_Angeles"


@dataclass(frozen=True)
class Days:
    """Day arithmetic from one moment. ``now`` is aware; results are aware UTC."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(BRAND_ZONE)).date()

    def day(self, offset: int) -> date:
        """``day(-3)`` is D-3, ``day(1)`` is tomorrow."""
        return self.today + timedelta(days=offset)

    def at(self, offset: int, hour: int) -> datetime:
        """That day at ``hour`` o'clock where the brand is; never later than now for today or before."""
        local = datetime.combine(self.day(offset), time(hour), tzinfo=ZoneInfo(BRAND_ZONE))
        moment = local.astimezone(UTC)
        return min(moment, self.now.astimezone(UTC)) if offset <= 0 else moment
