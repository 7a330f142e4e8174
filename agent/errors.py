"""The agent's errors, by who must act.

AgentError
+-- Paused                 the kill switch is on: nothing was done, it goes on when it is off (I25)
+-- ModelError
    +-- ModelUnavailable   no usable answer in time: the fallback model, then a person (F1, F3, F4, F5)
    +-- ModelExhausted     quota or credit is gone: the breaker opens, an admin acts (F2)
    +-- ModelRejected      wrong key, wrong model, wrong address: an admin acts (F12)
    +-- ModelRefused       content filter or refusal: fixed apology and a person, no loop (F9)
    +-- ModelConfused      nothing that can be run or said: one repair, then fallback or a person (F6, F8, F10)
    +-- ContextTooLong     does not fit, even trimmed (F13)
"""

from __future__ import annotations


class AgentError(Exception):
    """Base of all errors of the agent."""


class Paused(AgentError):
    """Everything or this brand is stopped, and the shop was not called."""


class ModelError(AgentError):
    """The model gave nothing to go on with."""


class ModelUnavailable(ModelError):
    """No usable answer in time."""


class ModelExhausted(ModelError):
    """Quota or credit is gone."""


class ModelRejected(ModelError):
    """The provider does not accept our key, model or address."""


class ModelRefused(ModelError):
    """The provider refused to answer this text."""


class ModelConfused(ModelError):
    """An answer that can be neither run nor said."""


class ContextTooLong(ModelError):
    """The request does not fit into the model's window."""
