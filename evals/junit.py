"""JUnit XML of a run: what continuous-integration systems show beside the other tests."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from evals.record import CaseResult, Run
from evals.summary import why

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(run: Run) -> str:
    """One testsuite a suite. What could not be played is an error, what a simulated customer spoiled is skipped."""
    root = ElementTree.Element("testsuites", name=run.header.id)
    for suite in run.header.suites:
        held = [one for one in run.results if one.suite == suite.name]
        element = ElementTree.SubElement(
            root,
            "testsuite",
            name=suite.name,
            tests=str(len(held)),
            failures=str(sum(_outcome(one) == "failure" for one in held)),
            errors=str(sum(_outcome(one) == "error" for one in held)),
            skipped=str(sum(_outcome(one) == "skipped" for one in held)),
            time=f"{sum(one.latency_seconds for one in held):.3f}",
        )
        for one in held:
            _add(element, one, run.header.repeat)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _outcome(result: CaseResult) -> str:
    if result.error:
        return "error"
    if not result.counts:
        return "skipped"
    return "passed" if result.passed else "failure"


def _add(suite: ElementTree.Element, result: CaseResult, repeat: int) -> None:
    name = f"{result.case} [{result.repeat + 1}]" if repeat > 1 else result.case
    case = ElementTree.SubElement(
        suite, "testcase", name=name, classname=result.suite, time=f"{result.latency_seconds:.3f}"
    )
    outcome = _outcome(result)
    if outcome == "passed":
        return
    told = _NOT_XML.sub("\ufffd", why(result))
    element = ElementTree.SubElement(case, outcome, message=told)
    element.text = _NOT_XML.sub("\ufffd", "\n".join(f"{line.speaker}: {line.body}" for line in result.lines))
