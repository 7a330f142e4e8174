"""Tapbacks, automatic replies and texts without words are told apart (S61, S62, S63)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.inbound import InboundKind, Reaction, Tapback, kind_of, tapback


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Liked “Text STOP to opt out.”", Tapback(Reaction.LIKED, "Text STOP to opt out.", False)),
        ('Loved "reply CONFIRM 4821"', Tapback(Reaction.LOVED, "reply CONFIRM 4821", False)),
        ("Disliked “line one\nline two”", Tapback(Reaction.DISLIKED, "line one\nline two", False)),
        ("Laughed at “We said “hi” to…", Tapback(Reaction.LAUGHED, "We said “hi” to…", False)),
        ('Liked "We said "hi" to…', Tapback(Reaction.LIKED, 'We said "hi" to…', False)),
        ("Emphasized “cut without a mark", Tapback(Reaction.EMPHASIZED, "cut without a mark", False)),
        ("Questioned an image", Tapback(Reaction.QUESTIONED, None, False)),
        ("Liked a movie", Tapback(Reaction.LIKED, None, False)),
        ("Reacted 😂 to “BUY 12”", Tapback(Reaction.LAUGHED, "BUY 12", False)),
        ("Reacted 🎉 to an attachment", Tapback(Reaction.OTHER, None, False)),
        ("Removed a like from “STOP”", Tapback(Reaction.LIKED, "STOP", True)),
        ("Removed an exclamation from “a”", Tapback(Reaction.EMPHASIZED, "a", True)),
        ("Removed 👎🏽 from an image", Tapback(Reaction.DISLIKED, None, True)),
        ("❤️ to “STOP”", Tapback(Reaction.LOVED, "STOP", False)),
        ("\u200a👍\u200a to “\u200aCONFIRM\u200a”", Tapback(Reaction.LIKED, "CONFIRM", False)),
        ("\u200b❓\u200b to «STOP»", Tapback(Reaction.QUESTIONED, "STOP", False)),
        ("Le gustó “ALTO”", Tapback(Reaction.LIKED, "ALTO", False)),
        ("No le gustó “BAJA”", Tapback(Reaction.DISLIKED, "BAJA", False)),
        ("Le encantó una imagen", Tapback(Reaction.LOVED, None, False)),
        ("Reaccionó con 👍 a “Responda STOP”", Tapback(Reaction.LIKED, "Responda STOP", False)),
        ("Eliminó un “me gusta” de “STOP”", Tapback(Reaction.LIKED, "STOP", True)),
        ("Quitó un corazón de “hola”", Tapback(Reaction.LOVED, "hola", True)),
        ("👍 a “STOP”", Tapback(Reaction.LIKED, "STOP", False)),
    ],
)
def test_a_tapback_is_known_by_its_frame(body: str, expected: Tapback) -> None:
    assert tapback(body) == expected
    assert kind_of(body) is InboundKind.TAPBACK


@pytest.mark.parametrize(
    "body",
    [
        "Liked it a lot",
        "Loved “the blue one” but I need a refund",
        'I liked "the blue one"',
        "STOP",
        "CONFIRM 4821",
        "Removed from my order?",
        "Questioned my bank and they said no",
        "👍 to the blue one",
        "Liked",
        "Loved an image of the blue one, do you have it",
    ],
)
def test_words_of_a_customer_are_no_tapback(body: str) -> None:
    assert tapback(body) is None
    assert kind_of(body) is InboundKind.TEXT


@pytest.mark.parametrize(
    "body",
    [
        "I’m driving with Do Not Disturb While Driving turned on. I’ll see your message when I get where I’m going.",
        "I'm driving with Focus turned on.",
        "(I’m not receiving notifications. If this is urgent, reply “urgent” to send a notification through.)",
        "[Auto-reply] I will be back on Monday",
        "Automatic reply: out until June",
        "I am out of the office until Monday",
        "Sorry, I can’t talk right now.",
        "Thanks for contacting Bob's Plumbing! We will get back to you shortly.",
        "Free Msg: Your plan renews tomorrow",
        "Joe's Pizza: 2 for 1 tonight! Reply STOP to unsubscribe",
        "Message could not be delivered",
        "This number does not accept text messages",
        "Respuesta automática: vuelvo el lunes",
        "Estoy conduciendo, te llamo luego",
    ],
)
def test_an_automatic_reply_is_known(body: str) -> None:
    assert kind_of(body) is InboundKind.AUTO_REPLY


@pytest.mark.parametrize(
    "body",
    [
        "I'm driving to the store, is it open?",
        "I'm out of the blue ones, reorder",
        "I am out of the office until Monday, can you hold my order",
        "I'm on vacation till Friday. Where is it now?",
        "sorry, i can't talk right now because my order is late",
        "my message was deleted, resend the link",
        "thanks for contacting me, where is my order",
        "?",
        "8.5",
        "1️⃣",
        "STOP 🛑",
        "my office is out of paper",
    ],
)
def test_a_customer_is_not_taken_for_a_machine(body: str) -> None:
    assert kind_of(body) is InboundKind.TEXT


@pytest.mark.parametrize("body", ["👍", "🙏🏽 🙏🏽", "❤️", "🛑"])
def test_a_thumb_alone_is_only_emoji(body: str) -> None:
    assert kind_of(body) is InboundKind.EMOJI_ONLY
    assert kind_of(body, 1) is InboundKind.EMOJI_ONLY


@pytest.mark.parametrize("body", ["", "   ", "\n", "\u200b", "\ufffc", "\u2800"])
def test_nothing_to_see_is_blank_or_a_picture(body: str) -> None:
    assert kind_of(body) is InboundKind.BLANK
    assert kind_of(body, 1) is InboundKind.MEDIA_ONLY


def test_a_picture_with_words_is_a_text() -> None:
    assert kind_of("it came broken", 2) is InboundKind.TEXT


@given(st.text(max_size=80), st.integers(0, 10))
def test_every_text_has_a_kind(body: str, media_count: int) -> None:
    kind = kind_of(body, media_count)
    assert (kind is InboundKind.TAPBACK) <= (tapback(body) is not None)
    assert kind is not InboundKind.MEDIA_ONLY or media_count


@given(st.sampled_from(["Liked", "Loved", "👍 to", "Removed a heart from", "Le gustó"]), st.text(max_size=40))
def test_whatever_is_quoted_between_its_marks_is_a_tapback(frame: str, quoted: str) -> None:
    assert tapback(f"{frame} “{quoted}”") is not None
