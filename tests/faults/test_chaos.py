"""A server that is killed at random: nothing is lost and nothing doubled (D1). `make chaos` kills it far more often."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.aftermath import Aftermath
from tests.faults.chaos import Figures, chaos

KILLS = 10


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_server_that_is_killed_at_random_loses_and_doubles_nothing() -> None:
    figures = await chaos(KILLS, "sqlite", seed=1)
    assert figures.total.faults == []
    assert figures.kills == KILLS
    assert figures.posted[200] > KILLS and figures.total.replies > KILLS and figures.total.effects > 0


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_web_and_a_worker_that_are_killed_at_random_lose_and_double_nothing_either() -> None:
    figures = await chaos(KILLS // 2, "sqlite", seed=3, processes=2, hurried=True)
    assert figures.total.faults == []
    assert set(figures.deaths) == {"web", "worker"} and sum(figures.deaths.values()) == figures.kills == KILLS // 2 + 1
    assert figures.posted[200] > 0 and figures.total.replies > 0


def test_the_figures_say_what_is_wrong_and_bound_what_was_not_seen() -> None:
    figures = Figures(kills=200, texts=900, posted=Counter({200: 900}))
    assert figures.lines()[-1].endswith("0.0150")
    figures.total.add(Aftermath(lost=["lost: 'hi' of +1 is nowhere"]))
    assert figures.lines()[1].startswith("lost 1") and figures.lines()[-1] == "lost: 'hi' of +1 is nowhere"
