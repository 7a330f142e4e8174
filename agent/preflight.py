"""What is asked of a model before anybody relies on it, and what an admin reads when it does not answer (F12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from agent.fault import FaultKind, ProviderFault
from agent.model import ChatLine, ModelRequest

_PING: Final = {
    "type": "function",
    "function": {
        "name": "ping",
        "description": "Does nothing.",
        "parameters": {"type": "object", "properties": {}, "required": [], "additionalProperties": False},
        "strict": True,
    },
}
HELLO: Final = ModelRequest(
    lines=(ChatLine(role="user", content="Answer with the one word: ready"),), tools=(_PING,), thread_id="preflight"
)
"""One word, with a tool beside it: a server that takes no tools is of no use."""

ADVICE: Final[Mapping[FaultKind, str]] = {
    FaultKind.UNREACHABLE: "Nothing answers at {url}. Check OPENAI_BASE_URL, and the network on the way there.",
    FaultKind.TIMED_OUT: "{url} does not answer in time. Check OPENAI_BASE_URL, or whether the server is overloaded.",
    FaultKind.SERVER: "{url} answers, but with an error of its own. Try again later; customers get the fallback.",
    FaultKind.RATE_LIMITED: "{url} takes the key but limits its rate just now. Try again in a minute.",
    FaultKind.EXHAUSTED: "{url} takes the key, but its quota or credit is used up. Top it up with the provider.",
    FaultKind.KEY: "{url} does not take the key. Check OPENAI_API_KEY, and that it is a key for this address.",
    FaultKind.MODEL: "{url} does not know the model {model}, or the key may not use it. Check OPENAI_MODEL.",
    FaultKind.ADDRESS: "{url} knows no chat completions. Check OPENAI_BASE_URL; it often ends in /v1.",
    FaultKind.REQUEST: "The model {model} does not take requests with tools. Choose another in OPENAI_MODEL.",
    FaultKind.STRICT: "The model {model} takes no tool schemas as we write them. Choose another in OPENAI_MODEL.",
    FaultKind.TOO_LONG: "The model {model} has no room even for one word. Choose another in OPENAI_MODEL.",
    FaultKind.REFUSED: "The model {model} refuses a plain greeting. Check the content filter set up with the provider.",
    FaultKind.UNREADABLE: "{url} answers with something that is no chat completion. Check OPENAI_BASE_URL (.../v1).",
}


@dataclass(frozen=True)
class Preflight:
    """Whether a model can be used; ``words`` say what is wrong and how to mend it, and never hold a key."""

    ok: bool
    words: str


def advice(fault: ProviderFault, url: str, model: str) -> Preflight:
    """A fault in plain words, with the provider's own behind them."""
    plain = ADVICE[fault.kind].format(url=url, model=model)
    return Preflight(False, f'{plain} It said: "{fault.words}"' if fault.words else plain)
