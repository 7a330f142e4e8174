"""The preview of a proposal: rendered by code from fixed words; no model and no marketer can change it (W3)."""

from __future__ import annotations

from agent.deps import Deps
from agent.outcome import OutText, TextKind
from agent.transcript import Ask
from agent.word import printed
from tools.proposal import Proposal


def preview_text(deps: Deps, proposal: Proposal, language: str = "en") -> OutText:
    """The text that shows what will happen and asks for the customer's word."""
    template = deps.prompts.template("preview", proposal.preview, language)
    body = template.render(**{**proposal.facts, "word": printed(proposal.word, language)})
    return OutText(body=body, kind=TextKind.PREVIEW, proposal_id=proposal.id, ask=_ask(proposal))


def _ask(proposal: Proposal) -> Ask | None:
    """What a preview with an open option asks for, so that a bare "9" finds its object."""
    if proposal.choice is None:
        return None
    return Ask(
        intent=proposal.action,
        missing=proposal.choice.option,
        known={name: value for name, value in proposal.facts.items() if name in ("order", "item")},
        options=tuple(proposal.choice.values),
    )
