"""One run is equipped once: its model, its versions, its thresholds."""

from __future__ import annotations

import pytest

from agent.config import AgentSettings
from agent.testing import FixedClock
from evals.equipment import EPOCH, BadThreshold, Choice, equip, with_thresholds
from evals.versions import VersionNotFound
from prompts.thresholds import Thresholds
from tests.encoder import DATA_DIR, shared_encoder
from tools.demo.world import demo_world
from tools.testing import MemoryShop


def settings() -> AgentSettings:
    shared_encoder()
    return AgentSettings(_env_file=None, PARLEY_DATA_DIR=DATA_DIR, PARLEY_MODEL="embedded")


async def test_the_same_case_gets_the_same_ids_every_time() -> None:
    equipment = equip(settings(), Choice())
    clock = FixedClock(EPOCH)
    shop = MemoryShop(demo_world(EPOCH), clock)
    first, second = (equipment.deps(shop, clock) for _ in range(2))
    assert [first.new_id(), first.new_id()] == [second.new_id(), second.new_id()]
    await equipment.close()


async def test_a_named_model_is_asked_at_the_settings_address() -> None:
    equipment = equip(settings().model_copy(update={"openai_api_key": "k"}), Choice(model="some-model"))
    assert (equipment.model.name, equipment.settings.model) == ("some-model", "openai")
    await equipment.close()


def test_a_version_that_is_not_there_is_refused() -> None:
    with pytest.raises(VersionNotFound):
        equip(settings(), Choice(prompts="no-such-version"))


def test_thresholds_are_the_brands_numbers() -> None:
    assert with_thresholds(Thresholds(), (("handoff_below", 0.9),)).handoff_below == 0.9
    assert with_thresholds(Thresholds(), ()) == Thresholds()


@pytest.mark.parametrize(
    "threshold", [("shadow", 0.5), ("nonsense", 0.5), ("handoff_below", 1.5), ("cascade_act_above", 0.1)]
)
def test_what_is_no_threshold_is_refused(threshold: tuple[str, float]) -> None:
    with pytest.raises(BadThreshold):
        with_thresholds(Thresholds(), (threshold,))
