"""Which language a text is in, told by its common words: Spanish, or the one that is usual."""

from __future__ import annotations

import re
from typing import Final

_SPANISH: Final = frozenset(
    """
    hola gracias donde dónde esta está mi mis pedido orden paquete quiero quisiera necesito por favor cuando cuándo
    llega llegan cuanto cuánto cuesta zapatos talla cambiar devolver cancelar cancela comprar para que qué como cómo
    tengo tienen puedo puede pueden es son un una los las del con sin pero también ya muy buenos buenas dias días
    tardes noches envio envío reembolso dinero direccion dirección ayuda si sí usted ustedes hay otro otra mas más
    hacen envios devolucion devoluciones reembolsos cambio cambios politica tarda tardan programa puntos funciona
    funcionan cual cuales cuantos cuántos cuantas tiene hacer llego llegó necesita mandan ustedes mande oye perdon
    quedan queda grandes chicos compra tarjeta persona hablar llevo dame enviar enviado todavia todavía nunca
    """.split()
)
_ENGLISH: Final = frozenset(
    """
    the my is where when order want to please can you i it need size for and of in an have do does how what this
    that they don't return cancel exchange buy thanks hi hello help will get are was would like change with
    """.split()
)
_ONLY_SPANISH: Final = re.compile(r"[ñ¿¡]")
_LEAST_WORDS: Final = 1


def language_of(text: str, usual: str = "en") -> str:
    """``es`` or ``en`` when the words say so clearly, else ``usual``: "9" and "ok" are in no language."""
    words = re.findall(r"[a-záéíóúñü']+", text.casefold())
    spanish = sum(word in _SPANISH for word in words) + 2 * bool(_ONLY_SPANISH.search(text.casefold()))
    english = sum(word in _ENGLISH for word in words)
    if spanish > english and spanish > _LEAST_WORDS - 1:
        return "es"
    return "en" if english > spanish else usual
