"""Scales: from months, dates and counts to positions, and the values that an axis labels."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: The start and end of the plot, as shares of the width; the labels of the axis are left of it.
LEFT, RIGHT = 7.0, 97.0

#: The numbers of months that may be between the labels of an axis.
_STEPS = (1, 2, 3, 6, *(12 * base * 10**power for power in range(5) for base in (1, 2, 5)))


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days along the width, ``first`` at :attr:`left` and ``last`` at :attr:`right`."""

    first: datetime.date
    last: datetime.date
    left: float = LEFT
    right: float = RIGHT

    def __call__(self, day: datetime.date) -> float:
        """Return the position of a day as a share of the width; days outside are at the border."""
        whole = (self.last - self.first).days or 1
        part = min(1.0, max(0.0, (day - self.first).days / whole))
        return self.left + part * (self.right - self.left)

    def ticks(self, most: int = 6) -> Iterator[tuple[datetime.date, str]]:
        """Yield at most ``most`` first days of months at equal distances, with their names."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next(each for each in _STEPS if months // each < most)
        begin = self.first.year * 12 + self.first.month - 1
        for number in range(begin - begin % step, begin + months + 1, step):
            day = datetime.date(max(1, number // 12), number % 12 + 1, 1)
            if self.first <= day <= self.last:
                yield day, f"{day:%Y}" if step % 12 == 0 else f"{day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class CountScale:
    """Counts upwards: 0 at ``bottom``, ``most`` at ``top``, in pixels."""

    most: int
    top: int
    bottom: int

    def __call__(self, count: float) -> float:
        """Return the height of a count in pixels."""
        return round(self.bottom - (self.bottom - self.top) * count / max(1, self.most), 1)

    def ticks(self) -> Sequence[int]:
        """Return round numbers from 0 on, about five steps apart."""
        step = next(
            base * 10**power for power in range(12) for base in (1, 2, 5) if base * 10**power * 5 >= self.most
        )
        return range(0, self.most + 1, step)
