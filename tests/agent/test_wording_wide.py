"""The widest rules: an end and what is to end, near each other; every rule is reached, and talk of orders is not."""

from __future__ import annotations

import pytest

from agent.consent import opt_out
from agent.wording import clauses
from agent.wording_wide import ENGLISH, SPANISH

REACHED = [
    ("for the love of god stop", "wording"),
    ("I'd appreciate it if you would take my number off", "wording"),
    ("thank you but please delete my number", "wording"),
    ("take his number off your list", "wording"),
    ("let me out of this texting thing", "wording"),
    ("how do I get removed", "wording"),
    ("where do I unsubscribe from this", "wording"),
    ("would you mind not texting me", "wording"),
    ("stop bombing my phone with all these ads", "wording"),
    ("stop with the damn ads", "wording"),
    ("that's enough texts", "wording"),
    ("stop texting 415 555 0101", "wording"),
    ("put me on the dnc list", "wording"),
    ("I said leave me alone", "wording"),
    ("told you people to quit", "wording"),
    ("stop them please", "doubtful"),
    ("I hate each of your ads", "doubtful"),
    ("these texts are so annoying", "doubtful"),
    ("que no me escriban más", "wording"),
    ("no llamen ni escriban", "wording"),
    ("no me vuelvan a mandar nada de eso", "wording"),
    ("no autorizo que me envíen cosas", "wording"),
    ("dejen de marear con sus mensajes", "wording"),
    ("pueden quitar mi número por favor", "wording"),
    ("sáquenme de ahí", "wording"),
    ("pueden quitar de su lista", "wording"),
    ("cómo puedo desactivar los mensajes", "wording"),
    ("ni un mensaje más", "wording"),
    ("por favor no más ofertas por sms", "wording"),
    ("ya les dije que no me escriban nunca", "wording"),
    ("basta de tanta publicidad", "wording"),
    ("para ya", "doubtful"),
    ("fuera de mi celular", "doubtful"),
    ("estoy cansado de todos sus anuncios", "doubtful"),
]


@pytest.mark.parametrize(("body", "kind"), REACHED)
def test_a_wording_has_its_kind(body: str, kind: str) -> None:
    found = opt_out(body, has_subscription=True)
    assert found is not None and found.kind == kind


def test_every_rule_is_reached() -> None:
    said = [clause for body, _ in REACHED for clause in clauses(body)]
    rules = (*ENGLISH, *SPANISH)
    unreached = [rule.pattern.pattern for rule in rules if not any(rule.pattern.search(clause) for clause in said)]
    assert unreached == []


@pytest.mark.parametrize(
    "body",
    [
        "no texts about my order came",
        "my texts are not going through",
        "take my old shoes out of the order",
        "can you get me the label",
        "how do I get it off",
        "stop it from leaking, how",
        "don't call me, just text me",
        "drop it at the door and text me",
        "no me llegan sus mensajes",
        "no llamen, manden mensaje",
        "quiten el artículo de mi pedido",
        "no me manden la talla 9",
        "para mi hermano",
        "salir a correr con ellas",
    ],
)
def test_ordinary_talk_is_left_alone(body: str) -> None:
    assert opt_out(body, has_subscription=True) is None
