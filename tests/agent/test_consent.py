"""Reserved words and opt-out wording: S1, S2, S3, S9, S10, S12, S14, S15, S19, S62."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent import Keyword, OptOut, keyword, opt_out, opt_out_of

LEGAL = ["stop", "stopall", "unsubscribe", "quit", "revoke", "optout", "opt out", "end", "alto", "parar", "baja"]
FRAMES = [
    "{}",
    "{}.",
    "{}!!!",
    "  {}",
    '"{}"',
    "“{}”",
    "{} 🙏",
    "🛑{}",
    "{}\nSent from my iPhone",
    "\u200b{}\u200d",
    "{} {}",
]


@pytest.mark.parametrize("word", LEGAL)
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_a_legal_word_opts_out_however_it_is_written(word: str, frame: str, case: object) -> None:
    assert callable(case)
    body = frame.replace("{}", case(word))
    if frame == "{} {}" and " " in word:
        return
    assert keyword(body) is Keyword.STOP
    assert opt_out(body) == OptOut("keyword")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("s t o p", Keyword.STOP),
        ("s.t.o.p.", Keyword.STOP),
        ("5t0p", Keyword.STOP),
        ("$top", Keyword.STOP),
        ("qu1t", Keyword.STOP),
        ("st0pa11", Keyword.STOP),
        ("ＳＴＯＰ", Keyword.STOP),
        ("stop stop stop", Keyword.STOP),
        ("🛑", Keyword.STOP),
        ("🛑🛑", Keyword.STOP),
        ("No más", Keyword.STOP),
        ("CANCEL", Keyword.CANCEL),
        ("c4ncel", Keyword.CANCEL),
        ("Cancelar.", Keyword.CANCEL),
        ("start", Keyword.START),
        ("UNSTOP!", Keyword.START),
        ("Help?", Keyword.HELP),
        ("INFO", Keyword.HELP),
        ("ayuda", Keyword.HELP),
    ],
)
def test_a_reserved_word_is_read_through_its_disguise(body: str, expected: Keyword) -> None:
    assert keyword(body) is expected


@pytest.mark.parametrize(
    "body",
    ["YES", "yes", "sí", "👍", "", "1042", "4170", "HELP I would like to return my order", "start a return",
     "st4rt", "h3lp", "stop it", "cancel it", "the end!", "👍🛑", "Liked “STOP”"],
)  # fmt: skip
def test_anything_else_is_no_keyword(body: str) -> None:
    assert keyword(body) is None


@pytest.mark.parametrize(
    "body",
    ["pls no more texts", "take me off your list", "SOTP", "stop texting me", "remove my number", "lose my number",
     "STOP PLEASE", "Unsubscribe please", "The noise is unbearable. STOP", "stoppp", "STOP!! I never signed up",
     "stop, unsubscribe, quit", "deja de escribirme", "alto por favor", "no quiero más mensajes"],
)  # fmt: skip
def test_ordinary_wording_opts_out(body: str) -> None:
    assert opt_out(body) == OptOut("wording")


@pytest.mark.parametrize("body", ["CANCEL", "Cancelar", "cancel!"])
def test_a_bare_cancel_is_an_opt_out_of_its_own_kind(body: str) -> None:
    assert opt_out(body) == OptOut("keyword", word=Keyword.CANCEL)


def test_a_polite_cancel_is_one_too() -> None:
    assert opt_out("please cancel") == OptOut("wording", word=Keyword.CANCEL)
    assert opt_out("stop, cancel") == OptOut("wording", word=Keyword.CANCEL)


@pytest.mark.parametrize(
    "body", ["ok cancel", "yes cancel", "yes, please cancel", "just cancel", "Cancel. It is order 1042"]
)
def test_an_answer_about_an_order_is_no_opt_out(body: str) -> None:
    assert opt_out(body) is None


@pytest.mark.parametrize(
    "body",
    ["can the driver stop by after 5?", "please stop sending size 8", "the end!", "by the end of the week",
     "quit asking, just refund me", "don't stop the refund", "cancel my order", "cancel it", "Cancel 12345",
     "cancel #1042 pls", "HELP I would like to return my order", "yes", "why did you stop texting me",
     "I got no texts about my order", "you sent the wrong order", "that's enough", "start over", "🙏",
     "cancelar mi pedido", "this isn't her order"],
)  # fmt: skip
def test_ordinary_uses_of_the_words_do_not_opt_out(body: str) -> None:
    assert opt_out(body) is None
    assert opt_out(body, has_subscription=True) is None


@pytest.mark.parametrize(
    "body", ["ugh enough", "why do you keep texting", "stop, I want it in blue", "no, stop", "🚫", "ya basta"]
)
def test_doubtful_wording_is_doubtful(body: str) -> None:
    assert opt_out(body) == OptOut("doubtful")


@pytest.mark.parametrize(
    "body", ["why do I keep getting these, i want out", "me están acosando, ¡paren!", "not interested. remove"]
)
def test_two_doubts_are_no_doubt(body: str) -> None:
    assert opt_out(body) == OptOut("wording")


@pytest.mark.parametrize("body", ["don't call me, text is better", "no me llamen, mejor escríbanme"])
def test_who_asks_to_be_texted_is_not_asked_whether_to_stop(body: str) -> None:
    assert opt_out(body) is None


def test_an_end_of_only_some_texts_asks_first() -> None:
    assert opt_out("stop the promo texts, the order updates are fine") == OptOut("doubtful", "marketing")


@pytest.mark.parametrize(
    ("bodies", "found"),
    [
        (("ugh enough", "stop texting me"), OptOut("wording")),
        (("no more", "texts"), OptOut("wording")),
        (("dejen de", "mandarme mensajes"), OptOut("wording")),
        (("cancel my", "order please"), None),
        (("I have no more questions about my order", "texts are fine"), None),
        (("stop texting me",), OptOut("wording")),
        ((), None),
    ],
)
def test_a_burst_says_the_gravest_of_its_texts(bodies: tuple[str, ...], found: OptOut | None) -> None:
    assert opt_out_of(bodies) == found


@pytest.mark.parametrize("body", ["cancel my subscription", "stop my subscription", "unsubscribe me from the coffee"])
def test_a_product_subscription_makes_it_doubtful(body: str) -> None:
    assert opt_out(body) == OptOut("wording")
    assert opt_out(body, has_subscription=True) == OptOut("doubtful", "subscription")


def test_unsubscribe_alone_opts_out_in_spite_of_a_subscription() -> None:
    assert opt_out("unsubscribe", has_subscription=True) == OptOut("keyword")
    assert opt_out("please unsubscribe me", has_subscription=True) == OptOut("wording")


@pytest.mark.parametrize(
    "body",
    [
        "wrong number",
        "this isn't her",
        "you have the wrong person",
        "This isn't Maria",
        "wrong person, stop texting me",
    ],
)
def test_a_wrong_number_is_known(body: str) -> None:
    assert opt_out(body) == OptOut("wrong_number")


@pytest.mark.parametrize("body", ["who is this", "I have no order with you", "¿quién es?"])
def test_a_doubtful_owner_asks_who_we_are(body: str) -> None:
    assert opt_out(body) == OptOut("doubtful", "identity")


@pytest.mark.parametrize(
    "body", ["Liked “Text STOP to opt out.”", "👍 to “STOP”", 'Removed a like from "no more texts"', "Le gustó “ALTO”"]
)
def test_a_tapback_never_opts_out(body: str) -> None:
    assert opt_out(body) is None


@given(st.text(max_size=80), st.booleans())
def test_no_text_makes_it_fail(body: str, has_subscription: bool) -> None:
    found = opt_out(body, has_subscription=has_subscription)
    assert (found is not None and found.kind == "keyword") == (keyword(body) in (Keyword.STOP, Keyword.CANCEL))


@given(st.sampled_from(LEGAL), st.text(st.sampled_from(" .!?'\"…🙏😡\u200b\n"), max_size=8))
def test_marks_around_a_legal_word_change_nothing(word: str, marks: str) -> None:
    assert opt_out(marks + word + marks) == OptOut("keyword")
