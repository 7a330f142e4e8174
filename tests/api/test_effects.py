"""Tests of `api.effects`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update

from agent.outcome import OutText, Turn
from agent.transcript import Transcript
from api import effects
from api.store import brands, handoffs, settle
from api.store.settle import Moment
from api.store.tables import EFFECTS, HANDOFFS, PROPOSALS, TEXTS
from tests.api.confirmed import ledger, planned, shown
from tests.api.line import Script, confirms, line_at
from tests.api.store.line import rows_of
from tests.scene import MAYA

pytestmark = pytest.mark.both_engines


async def test_a_confirmation_runs_the_effect_once_and_says_what_was_done(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        sid = await line.receive("CONFIRM")
        await line.worker(Script([confirms(proposal)])).work_once()
        row = await ledger(line)
        assert (row["state"], row["basis"], row["confirming_text_id"]) == ("done", "confirmed", sid)
        assert row["digest"] == proposal.digest
        assert [row["state"] for row in await rows_of(line.database, PROPOSALS)] == ["done"]
        assert await line.refunds() == 1
        assert len(await line.sent()) == 2


async def test_a_second_confirmation_does_nothing(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        for _ in range(2):
            await line.receive("CONFIRM")
            await line.worker(Script([confirms(proposal)])).work_once()
            line.clock.advance(seconds=1)
        assert await line.refunds() == 1
        assert (await line.sent())[-1] == "Nothing to confirm."


async def test_a_voided_proposal_cannot_be_confirmed(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)

        async def voided_meanwhile(transcript: Transcript) -> Turn:
            turn = await confirms(proposal)(transcript)
            async with line.database.writing() as session:
                await session.execute(update(PROPOSALS).values(state="void"))
            return turn

        await line.receive("CONFIRM")
        script = Script([voided_meanwhile, confirms(proposal)])
        await line.worker(script).work_once()
        assert script.effects_run == 0
        assert await line.refunds() == 0
        assert await rows_of(line.database, EFFECTS) == []
        assert (await line.sent())[-1] == "Nothing to confirm."


async def test_a_text_that_comes_before_the_effect_stops_it(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)

        async def interrupted(transcript: Transcript) -> Turn:
            turn = await confirms(proposal)(transcript)
            await line.receive("wait no")
            return turn

        async def declined(transcript: Transcript) -> Turn:
            saw = tuple(text.id for text in transcript.new)
            return Turn(saw=saw, texts=(OutText(body="Kept."),), void_proposals=(proposal.id,))

        await line.receive("CONFIRM")
        await line.worker(Script([interrupted, declined])).work_once()
        assert await line.refunds() == 0
        assert (await line.sent())[-1] == "Kept."


async def test_two_claims_at_once_run_one_effect(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        claim, transcript, turn = await planned(line, proposal)
        script = Script([turn])
        begun = await asyncio.gather(
            *(effects.carry_out(line.service, script.agent, claim, transcript, turn) for _ in range(5))
        )
        assert sum(begun) == 1
        assert script.effects_run == 1
        assert await line.refunds() == 1


@pytest.mark.parametrize("performed", [False, True], ids=["before_perform", "after_perform"])
async def test_a_crash_around_the_call_is_one_effect_and_one_reply(tmp_path: Path, performed: bool) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        script = Script([confirms(proposal)])
        claim, transcript, turn = await planned(line, proposal)
        assert turn.effect is not None
        entry = effects.entry_of(claim, turn.effect, turn.saw)
        assert await effects.begin(line.service, claim, entry)
        if performed:
            await script.run_effect(turn.effect, entry.key, transcript, line.deps)
        # SIGKILL here: the lease runs out, another worker finds the ledger row.
        line.clock.advance(seconds=91)
        await line.receive("hello?")
        second = Script([confirms(proposal)])
        await line.worker(second, "w2").work_once()
        row = await ledger(line)
        assert (row["state"], row["attempts"], row["key"]) == ("done", 2, entry.key)
        assert await line.refunds() == 1
        assert len(await line.sent()) == 2
        states = [row["state"] for row in await rows_of(line.database, TEXTS) if row["direction"] == "in"]
        assert states == ["handled", "handled", "new"]
        await line.worker(second, "w2").work_once()
        assert [transcript.said for transcript in second.asked] == ["hello?"]
        assert second.asked[0].effects_done == ("cancel_order 12346",)


async def test_an_effect_that_fails_before_the_call_is_tried_again_under_its_key(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        script = Script([confirms(proposal)], crash_before_perform=True)
        await line.worker(script).work_once()
        assert (await ledger(line))["state"] == "executing"
        script.crash_before_perform = False
        line.clock.advance(seconds=1)
        await line.worker(script).work_once()
        assert (await ledger(line))["state"] == "done"
        assert await line.refunds() == 1


async def test_an_effect_that_can_never_be_run_goes_to_a_person(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        script = Script([confirms(proposal)], crash_before_perform=True)
        for _ in range(4):
            await line.worker(script).work_once()
            line.clock.advance(seconds=3)
        (handoff,) = await rows_of(line.database, HANDOFFS)
        assert handoff["reason"] == "unknown_outcome"
        assert (await ledger(line))["state"] == "unknown"
        assert await line.refunds() == 0


@pytest.mark.parametrize("after_effect", [False, True])
async def test_a_shop_that_does_not_answer_is_asked_and_not_called_twice(tmp_path: Path, after_effect: bool) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        line.shop.fail_next(after_effect=after_effect)
        await line.worker(Script([confirms(proposal)])).work_once()
        row = await ledger(line)
        assert row["state"] == ("done" if after_effect else "unknown")
        assert await line.refunds() == int(after_effect)
        if not after_effect:
            (handoff,) = await rows_of(line.database, HANDOFFS)
            assert handoff["reason"] == "unknown_outcome"


async def test_what_a_person_has_is_asked_for_later_and_never_run_again(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        line.shop.fail_next(after_effect=False)
        await line.worker(Script([confirms(proposal)])).work_once()
        assert await effects.ask_the_shop(line.service) == 0
        row = await ledger(line)
        assert proposal.command is not None
        await line.shop.perform(str(row["phone"]), proposal.command, str(row["key"]))  # the late answer
        assert await effects.ask_the_shop(line.service) == 1
        assert (await ledger(line))["state"] == "done"


async def test_a_changed_shop_gives_a_fresh_preview_and_no_effect(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        order = await line.shop.order("12346")
        assert order is not None
        line.shop.put_order(order.model_copy(update={"total": order.total + order.shipping + order.lines[0].price}))
        await line.receive("CONFIRM")
        await line.worker(Script([confirms(proposal)])).work_once()
        row = await ledger(line)
        assert (row["state"], row["refusal"]) == ("refused", "changed")
        states = {row["id"]: row["state"] for row in await rows_of(line.database, PROPOSALS)}
        assert states.pop(proposal.id) == "refused"
        assert list(states.values()) == ["open"]
        assert await line.refunds() == 0


async def test_an_explicit_request_runs_what_was_never_shown(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await line.cancellation()
        await line.receive("cancel order 12346 now")
        await line.worker(Script([confirms(proposal, "explicit")])).work_once()
        assert (await ledger(line))["basis"] == "explicit"
        assert await line.refunds() == 1


async def test_a_command_that_was_not_shown_is_never_run(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        other = await line.cancellation("12347", MAYA)

        async def swapped(transcript: Transcript) -> Turn:
            turn = await confirms(proposal)(transcript)
            assert turn.effect is not None
            return turn.model_copy(update={"effect": turn.effect.model_copy(update={"command": other.command})})

        await line.receive("CONFIRM")
        script = Script([swapped])
        await line.worker(script).work_once()
        assert script.effects_run == 0
        assert await rows_of(line.database, EFFECTS) == []
        (handoff,) = await rows_of(line.database, HANDOFFS)
        assert handoff["status"] == "open"


async def test_a_pause_or_a_takeover_stops_an_effect_that_has_not_begun(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        async with line.database.writing() as session:
            await brands.save(session, line.deps.brand)

        async def paused_meanwhile(transcript: Transcript) -> Turn:
            async with line.database.writing() as session:
                await brands.pause(session, "smear", True)
            return await confirms(proposal)(transcript)

        await line.receive("CONFIRM")
        await line.worker(Script([paused_meanwhile])).work_once()
        assert await line.refunds() == 0
        async with line.database.writing() as session:
            await brands.pause(session, "smear", False)

        async def taken_over(transcript: Transcript) -> Turn:
            turn = await confirms(proposal)(transcript)
            async with line.database.writing() as session:
                await handoffs.take_over(session, transcript.thread_id, line.clock())
            return turn

        async def silent(transcript: Transcript) -> Turn:
            return Turn(saw=tuple(text.id for text in transcript.new), status="human")

        line.clock.advance(seconds=91)
        await line.worker(Script([taken_over, silent])).work_once()
        assert await line.refunds() == 0


async def test_a_worker_that_lost_its_lease_during_the_effect_leaves_the_end_to_the_other(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        claim, transcript, turn = await planned(line, proposal)
        assert turn.effect is not None
        assert await effects.begin(line.service, claim, effects.entry_of(claim, turn.effect, turn.saw))
        line.clock.advance(seconds=91)
        await line.worker(Script([confirms(proposal)]), "w2").work_once()
        async with line.database.writing() as session:
            late = Turn(saw=turn.saw, texts=(OutText(body="late"),))
            assert not await settle.settle_effect(session, claim, "t", transcript, late, Moment(line.clock()))
        assert await line.refunds() == 1
        assert len(await line.sent()) == 2
