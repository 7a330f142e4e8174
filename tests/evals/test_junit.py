"""JUnit tells failures, errors and skipped tries apart, whatever a customer wrote."""

from __future__ import annotations

from xml.etree import ElementTree

from evals.junit import junit
from evals.record import Line
from tests.evals.test_record import STARTED
from tests.evals.test_summary import whole


def test_each_outcome_has_its_own_element() -> None:
    run = whole("a")
    errored = run.results[1].model_copy(update={"error": "shop is down", "passed": False})
    skipped = run.results[2].model_copy(update={"customer_fault": "gave up"})
    root = ElementTree.fromstring(junit(run.model_copy(update={"results": (run.results[0], errored, skipped)})))
    founding, texting = root.findall("testsuite")
    assert (founding.get("failures"), founding.get("errors"), texting.get("skipped")) == ("1", "1", "1")


def test_a_hostile_text_does_not_break_the_file() -> None:
    run = whole("a")
    line = Line(speaker="customer", body="\x00]]><testcase/>\ufffe", at=STARTED)
    hostile = run.results[0].model_copy(update={"lines": (line,)})
    root = ElementTree.fromstring(junit(run.model_copy(update={"results": (hostile,)})))
    assert len(root.findall(".//testcase")) == 1
