"""Spanish opt-out wording: every rule is reached, and ordinary talk is not."""

from __future__ import annotations

import pytest

from agent.wording import Rule, clauses
from agent.wording_spanish import RULES


def _rule_for(body: str) -> Rule | None:
    for clause in clauses(body):
        for rule in RULES:
            if rule.pattern.search(clause):
                return rule
    return None


@pytest.mark.parametrize(
    ("body", "kind", "scope"),
    [
        ("no me escriban más", "wording", "everything"),
        ("No me molesten", "wording", "everything"),
        ("no me manden más mensajes", "wording", "everything"),
        ("deja de escribirme", "wording", "everything"),
        ("dejen de mandarme mensajes", "wording", "everything"),
        ("déjenme en paz", "wording", "everything"),
        ("ya no quiero recibir mensajes", "wording", "everything"),
        ("no más textos por favor", "wording", "everything"),
        ("cancelar los mensajes", "wording", "everything"),
        ("elimina mi número", "wording", "everything"),
        ("quítame de tu lista", "wording", "everything"),
        ("bórrenme", "wording", "everything"),
        ("quiero darme de baja", "wording", "everything"),
        ("denme de baja de la lista", "wording", "everything"),
        ("quiero desuscribirme", "wording", "everything"),
        ("basta ya con los mensajes", "wording", "everything"),
        ("como puedo dejar de recibir mensajes", "wording", "everything"),
        ("suspendan los mensajes", "wording", "everything"),
        ("no vuelvan a mandarme mensajes", "wording", "everything"),
        ("ya no manden nada", "wording", "everything"),
        ("no me llamen ni escriban", "wording", "everything"),
        ("no quiero que me manden mensajes", "wording", "everything"),
        ("revoco mi consentimiento", "wording", "everything"),
        ("no autorizo más mensajes", "wording", "everything"),
        ("quiero salir de la lista", "wording", "everything"),
        ("¿cómo me doy de baja?", "wording", "everything"),
        ("den de baja mi número", "wording", "everything"),
        ("remuévanme de la lista", "wording", "everything"),
        ("cancelar mi suscripción", "wording", "subscription"),
        ("número equivocado", "wrong_number", "everything"),
        ("se equivocó de persona", "wrong_number", "everything"),
        ("no soy ella", "wrong_number", "everything"),
        ("este ya no es su número", "wrong_number", "everything"),
        ("no me escriban tan tarde", "doubtful", "everything"),
        ("ya basta", "doubtful", "everything"),
        ("¿por qué me siguen escribiendo?", "doubtful", "everything"),
        ("cómo consiguieron mi número", "doubtful", "everything"),
        ("demasiados mensajes", "doubtful", "everything"),
        ("¿quién es?", "doubtful", "identity"),
        ("yo no pedí nada", "doubtful", "identity"),
        ("dadme de baja", "wording", "everything"),
        ("pido la baja de este celular", "wording", "everything"),
        ("los denuncio si me vuelven a escribir", "wording", "everything"),
        ("no le envíen más publicidad a mi madre", "wording", "everything"),
        ("dejad de molestar", "wording", "everything"),
        ("borradme", "wording", "everything"),
        ("ya paren con los anuncios", "wording", "everything"),
        ("desapúntenme", "wording", "everything"),
        ("nunca me registré para esto", "doubtful", "everything"),
        ("me están molestando", "doubtful", "everything"),
        ("paren", "doubtful", "everything"),
    ],
)
def test_a_wording_has_its_kind_and_scope(body: str, kind: str, scope: str) -> None:
    rule = _rule_for(body)
    assert rule is not None
    assert (rule.kind, rule.scope) == (kind, scope)


@pytest.mark.parametrize(
    "body",
    [
        "no más quiero saber dónde está mi pedido",
        "quiero salir de la lista de espera",
        "no me manden la talla 9",
        "no manden el pedido todavía",
        "retiren los calcetines de mi pedido",
        "no acepto la devolución así",
        "¿cuándo dejo de recibir la caja?",
        "no me mandaron la talla 8",
        "no me envíen el pedido todavía",
        "cancelar mi pedido",
        "parar el envío",
        "me mandaron la talla equivocada",
        "quita la camisa del pedido",
        "para mi hermana",
        "no es como se describe, as described",
        "den mi número a mi esposo",
        "no le manden el pedido todavía",
    ],
)
def test_ordinary_talk_meets_no_rule(body: str) -> None:
    assert _rule_for(body) is None


def test_a_wrong_number_in_an_order_is_ordinary() -> None:
    rule = _rule_for("puse el número equivocado en mi pedido")
    assert rule is not None
    assert rule.kind is None
