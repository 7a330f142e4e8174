"""The brand: its name, number and hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict


class Brand(BaseModel):
    """Settings of one brand. Hours are local to ``timezone``; weekdays count from Monday = 0.

    ``carrier_confirms`` says that the carrier itself answers STOP and START, as Twilio does by default: a second text
    from us would break S5 and S6.
    ``marketing_per_week`` is how many texts a person gets in seven days that the brand starts by itself (S30).
    ``target_minutes`` is how soon a colleague should answer within those hours, by how grave the matter is (S85).
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    number: str
    email: str
    site: str
    timezone: str
    support_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    support_opens: time = time(9)
    support_closes: time = time(17)
    link_hosts: tuple[str, ...] = ()
    max_segments: int = 2
    carrier_confirms: bool = True
    marketing_per_week: int = 2
    target_minutes: dict[str, int] = {"grave": 10, "high": 20, "usual": 40}

    def answers_by(self, now: datetime) -> datetime:
        """When a person will have answered: an hour from now or from the next opening, to the quarter (S83)."""
        local = now.astimezone(ZoneInfo(self.timezone))
        for days in range(8):
            day = (local + timedelta(days=days)).date()
            if day.weekday() not in self.support_days:
                continue
            opens = datetime.combine(day, self.support_opens, tzinfo=local.tzinfo)
            closes = datetime.combine(day, self.support_closes, tzinfo=local.tzinfo)
            start = max(local, opens)
            if start < closes:
                return _quarter_up(start + timedelta(hours=1))
        raise ValueError(f"brand {self.id} has no support days")


def _quarter_up(moment: datetime) -> datetime:
    late = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment - late + timedelta(minutes=15) if late else moment
