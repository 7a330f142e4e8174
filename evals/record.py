"""What a run stores: its header (what was run, with which versions) and one result for each case and repetition."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from agent.model import Usage
from evals.cost import Cost
from evals.score import Score

FROZEN = ConfigDict(frozen=True, extra="forbid")


class Versions(BaseModel):
    """What the run read: where each came from (working tree, folder, git revision) and its content hash."""

    model_config = FROZEN

    prompts: str  # content hash; what every turn's basis names
    knowledge: str  # content hash
    prompts_from: str = "working tree"
    knowledge_from: str = "working tree"
    code: str = ""  # the git commit, or a digest of the sources; empty in runs of before it was kept


class SuiteHeader(BaseModel):
    """One suite of a run. A required suite may not get worse: the gate looks at it."""

    model_config = FROZEN

    name: str
    required: bool = False
    cases: int = Field(ge=0)


class RunHeader(BaseModel):
    """Everything that is needed to run the same again. ``case_hashes`` maps "suite/case" to the case's content hash.

    ``settings`` are the settings that shape answers, as text by name; ``thresholds`` those that this run overrode.
    """

    model_config = FROZEN

    id: str
    started_at: AwareDatetime
    model: str
    customer_model: str | None = None
    cascade: bool = False  # the embedded model before ``model``
    versions: Versions
    settings: dict[str, str] = {}
    thresholds: dict[str, float] = {}
    seed: int = 0
    repeat: int = Field(default=1, ge=1)
    suites: tuple[SuiteHeader, ...] = ()
    case_hashes: dict[str, str] = {}

    @property
    def total(self) -> int:
        """How many results a finished run has."""
        return sum(suite.cases for suite in self.suites) * self.repeat

    def requires(self, suite: str) -> bool:
        return any(one.required for one in self.suites if one.name == suite)


class Line(BaseModel):
    """One text of the conversation. ``speaker`` is customer, agent, person or brand; ``at`` is the case's own clock."""

    model_config = FROZEN

    speaker: str
    body: str
    at: AwareDatetime
    kind: str = "text"
    media: int = 0


class TurnRecord(BaseModel):
    """What one turn rested on. ``step`` counts the steps of the case from 0."""

    model_config = FROZEN

    step: int
    decided_by: str
    confidence: float
    reasons: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    prompt_version: str = ""
    handoff: str | None = None  # the reason code, where this turn handed over
    proposed: str | None = None  # the action that was previewed
    effect: str | None = None  # the action that was done
    segments: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    spared: Usage = Usage()  # what the cascade did not ask the large model for, estimated
    seconds: float = 0.0


class CustomerRecord(BaseModel):
    """The simulated customer of one try: who played them, how it ended, and what that took.

    ``model`` is empty where no model played them. ``failed``: their model did, so the conversation says nothing about
    the agent.
    """

    model_config = FROZEN

    model: str
    seed: int
    ended: str
    failed: bool = False
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Cost | None = None


class Violation(BaseModel):
    """A rule that was broken, not merely tried: ``code`` is the rule's short name, ``reason`` what happened."""

    model_config = FROZEN

    code: str
    reason: str


class CaseResult(BaseModel):
    """One conversation, played and scored.

    ``passed``: every score that the case asks for is perfect, no violation, no error. ``customer_fault``: the simulated
    customer erred, so the conversation says nothing about the agent, and is counted apart. ``skipped``: why it was not
    played at all, such as for want of a model that plays the customer. ``error``: it could not be played to its end.
    ``handoff_expected``: None, the case does not say; empty, there must be none; else any of these reason codes ("any":
    whichever). ``cost`` is None where the model's price is not known, ``spared_cost`` also where nothing was spared.
    """

    model_config = FROZEN

    suite: str
    case: str
    shows: str = ""
    tags: tuple[str, ...] = ()
    repeat: int = 0
    passed: bool
    scores: tuple[Score, ...] = ()
    policy_violations: tuple[Violation, ...] = ()
    customer_fault: str | None = None
    customer: CustomerRecord | None = None
    skipped: str | None = None
    error: str | None = None
    lines: tuple[Line, ...] = ()
    turns: tuple[TurnRecord, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Cost | None = None
    spared_cost: Cost | None = None
    latency_seconds: float = 0.0
    segments: int = 0
    handoff_expected: tuple[str, ...] | None = None
    handoff_got: str | None = None
    effects_expected: tuple[str, ...] | None = None
    effects_got: tuple[str, ...] = ()
    effects_right: tuple[str, ...] = ()  # done as expected, with the arguments that the case names

    @property
    def key(self) -> tuple[str, str, int]:
        """What makes a result one of its kind in a run."""
        return self.suite, self.case, self.repeat

    @property
    def counts(self) -> bool:
        """Whether it says something about the agent: a customer's own fault does not, nor what was not played."""
        if self.customer is not None and self.customer.failed:
            return False
        return self.customer_fault is None and self.skipped is None

    def score(self, name: str) -> Score | None:
        return next((one for one in self.scores if one.name == name), None)


class Run(BaseModel):
    """A run as it is read back: its header, and its results in the order of the suites' cases and repetitions."""

    model_config = FROZEN

    header: RunHeader
    results: tuple[CaseResult, ...] = ()

    @property
    def finished(self) -> bool:
        return len(self.results) >= self.header.total

    @property
    def started_at(self) -> datetime:
        return self.header.started_at
