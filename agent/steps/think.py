"""Think: the model's next move, within what fits and what time is left."""

from __future__ import annotations

from typing import Any

from agent.deps import Deps
from agent.history import well_formed
from agent.model import ModelRequest
from agent.state import TurnState
from agent.toolbox import schemas_for


async def think(state: TurnState, deps: Deps) -> dict[str, Any]:
    """One move. Raises the leaves of ModelError; the turn decides what becomes of them."""
    tools = schemas_for(state.context)
    lines = deps.tokens.fit(well_formed(state.lines), deps.settings.context_tokens, tools)
    request = ModelRequest(
        lines=lines,
        tools=tools,
        thread_id=state.transcript.thread_id,
        language=state.context.language,
        deadline_seconds=deps.settings.model_seconds,
    )
    move = await deps.model.move(request)
    confidences = state.confidences if move.confidence is None else (*state.confidences, move.confidence)
    return {
        "move": move,
        "usage": state.usage + move.usage,
        "steps": state.steps + 1,
        "confidences": confidences,
        "reasons": (*state.reasons, *(reason for reason in move.reasons if reason not in state.reasons)),
    }
