"""A summary: how often each case passed, and which rules were broken; what is published, committed and compared."""

from __future__ import annotations

from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from evals.record import CaseResult, Run, RunHeader

FROZEN = ConfigDict(frozen=True, extra="forbid")
PUBLISHED = Path(__file__).parent / "published.json"
STEADY_MODELS = frozenset({"embedded"})


class NotPublished(ValueError):
    """There is no published summary, or it cannot be read."""


class CaseSummary(BaseModel):
    """One case. Tries in which the simulated customer erred are not in ``played``."""

    model_config = FROZEN

    played: int = Field(ge=0)
    passed: int = Field(ge=0)
    content: str = ""  # the case's content hash
    why: str = ""  # of the first try that did not pass

    @property
    def share(self) -> float:
        return self.passed / self.played if self.played else 0.0


class SuiteSummary(BaseModel):
    model_config = FROZEN

    required: bool
    cases: dict[str, CaseSummary]


class Summary(BaseModel):
    """A run without its transcripts. ``violations`` are in words, one for each that was committed."""

    model_config = FROZEN

    run: str
    started_at: AwareDatetime
    model: str
    prompts: str
    knowledge: str
    suites: dict[str, SuiteSummary]
    violations: tuple[str, ...] = ()

    @property
    def steady(self) -> bool:
        """Whether the same text always gets the same answer: such a model has no noise."""
        return self.model in STEADY_MODELS


def why(result: CaseResult) -> str:
    """In one line, why a try did not pass: an error, why it does not count, a broken rule, or its first bad score."""
    if apart := result.error or result.skipped or result.customer_fault:
        return apart
    if result.policy_violations:
        return result.policy_violations[0].reason
    return next((f"{score.name}: {score.reason}" for score in result.scores if not score.perfect), "")


def summarize(run: Run) -> Summary:
    header = run.header
    return Summary(
        run=header.id,
        started_at=header.started_at,
        model=header.model,
        prompts=header.versions.prompts,
        knowledge=header.versions.knowledge,
        suites={
            suite.name: SuiteSummary(required=suite.required, cases=_cases(run, suite.name)) for suite in header.suites
        },
        violations=tuple(
            f"{result.suite}/{result.case}: {one.reason} ({one.code})"
            for result in run.results
            for one in result.policy_violations
        ),
    )


def _cases(run: Run, suite: str) -> dict[str, CaseSummary]:
    """Every case the header names is there, also one that was never played."""
    tries: dict[str, list[CaseResult]] = {name: [] for name in _named(run.header, suite)}
    for result in run.results:
        if result.suite == suite:
            tries.setdefault(result.case, []).append(result)
    return {
        name: _case([one for one in held if one.counts], run.header.case_hashes.get(f"{suite}/{name}", ""))
        for name, held in tries.items()
    }


def _named(header: RunHeader, suite: str) -> list[str]:
    return [key.removeprefix(f"{suite}/") for key in header.case_hashes if key.startswith(f"{suite}/")]


def _case(tries: list[CaseResult], content: str) -> CaseSummary:
    reason = next((why(one) for one in tries if not one.passed), "")
    return CaseSummary(played=len(tries), passed=sum(one.passed for one in tries), content=content, why=reason)


def load_published(path: Path = PUBLISHED) -> Summary:
    """The baseline in the repository. Raises NotPublished: without a baseline the gate fails, it does not pass."""
    try:
        return Summary.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise NotPublished(f"nothing is published yet ({path.name}); `parley eval publish RUN` does it") from error
    except ValidationError as error:
        raise NotPublished(f"{path.name} cannot be read: {error.errors()[0]['msg']}") from error


def publish(run: Run, path: Path = PUBLISHED) -> Summary:
    """Store the run's summary as the baseline. Raises NotPublished for a run that is not finished."""
    if not run.finished:
        raise NotPublished(f"run {run.header.id} is not finished: {len(run.results)} of {run.header.total} are there")
    summary = summarize(run)
    written = path.with_suffix(".new")
    written.write_text(summary.model_dump_json(indent=1) + "\n", encoding="utf-8")
    written.replace(path)
    return summary
