"""Which language a text is in, told by its common words: Spanish, or the one that is usual."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agent.punctuation import plain

SPANISH: Final = frozenset(
    """
    hola buenas buenos dias tardes noches gracias favor porfa porfavor oye oigan disculpa disculpe perdon saludos
    mi mis tu tus su sus nuestro yo usted ustedes ellos ella nosotros conmigo les nos lo los las del al el la un una
    unos unas este estos esta estas ese eso esa esos esas esto aquel
    que como cuando cuanto cuanta cuantos cuantas donde cual cuales quien quienes porque pues entonces
    y o pero sino aunque para por con sin sobre hasta desde entre segun hacia en de
    si ya aun todavia tambien tampoco muy mas menos mucho mucha muchos poco nada nadie algo alguien nunca siempre
    aqui ahi ahora hoy ayer manana luego despues antes pronto
    es son era fue eran estoy estan estaba estaban soy somos ser estar hay haber habia ha he han hemos
    tengo tiene tienen tienes tenemos tenia puedo puede pueden puedes podria podrian podemos quiero quiere quieren
    quisiera quieres queria necesito necesita necesitan necesitamos debo deben hago hace hacen hacer haz
    voy va vamos iba ir viene vienen venir dice dicen decir digo dijo dime dame denme da dan dar doy
    sabe saben saber se cree creo espero esperando llevo lleva llevan quedan queda quedaron quedo
    llega llegan llego llegado llegaron llegara llegar llegue lleguen sale salio salir recibi recibido recibir
    recibio mando mandan manda manden mandar mandaron envia envian enviar enviado enviaron envien envio envios
    pedi pedido pedidos pedir orden ordenes paquete paquetes entrega entregas entregar entregado compra compras
    comprar compre comprado pagar pague pago cobran cobrar cobraron cuesta cuestan vale precio precios barato caro
    devolver devuelvo devuelvan devolucion devoluciones devuelto cambiar cambio cambios cambie cambien cambia
    cancelar cancela cancelen cancelo cancelacion saltar salta saltate saltar aplazar mover terminar quitar
    reembolso reembolsos reembolsar dinero tarjeta direccion ayuda ayudar ayudame ayudan persona alguien hablar
    zapato zapatos zapatillas tenis chanclas sandalias calcetines magnesio suela talla tallas numero color colores
    chico chica chicos chicas grande grandes mediano pequeno pequenos ancho justo aprietan aprieta
    otra otro otros otras mismo misma segundo segunda primero primera ultimo ultima proximo proxima nuevo nueva
    mejor peor bien mal bueno malo roto rota rotos danado danada despegada despegado
    politica tarda tardan tardar demora retraso funciona funcionan programa puntos oferta ofertas descuento
    suscripcion suscripciones mensual mes meses semana semanas dia dia calle ciudad estado codigo postal
    gusta gustan gustaria olvidalo dejalo claro vale dale bueno verdad seguro confirmar confirmo confirmado
    agotado agotada disponible disponibles tienda horario rastreo rastrear
    """.split()
)
_ENGLISH: Final = frozenset(
    """
    the my is where when order orders want to please can could would you your i it its need size for and of in on at
    an be been was were are am have has had do does did how what why who which this that these those there they them
    not don't dont doesn't didn't isn't aren't arent wheres whats i'm im i'd i'll ill return cancel exchange change
    buy thanks thank thx hi hello hey help will get got with like just still yet here now again any some one ones
    shoes shoe socks package ship shipped shipping refund money about up out if but or so from by as all too also
    more back make send sent let me we our us ok yes no not much many long came come coming go going instead other
    bigger smaller half right wrong too late for card text texts person someone pls plz u ur r
    """.split()
)
_BOTH: Final = frozenset(
    "no me a once van come has sin he mover color vale va yo ya dice sale salio persona fin mal son pies".split()
)
"""Words of either language by their letters: they tell nothing."""
_IN_NAMES: Final = frozenset("la el los las y o de del si".split())
"""One of them alone may be part of a name: "La Sportiva", "Los Angeles"."""
_SPANISH_ENDING: Final = re.compile(
    r"(?:cion|ciones|[aei]rl[oae]s?|[aei]r(?:me|te|nos|se)|[ai]ndo|iendo|[aei]mos|[ai]eron|aron)$"
)
_ONLY_SPANISH: Final = re.compile(r"[ñ¿¡]")
_ASSENT: Final = frozenset(
    """
    si no ok okay okey k yes yep yeah yup nope nah y n sure confirm confirmed confirmar confirmo confirmado buy comprar
    compro dale claro vale stop start help
    """.split()
)
"""Words that people answer with in any language: a text of nothing else keeps the language of the talk."""
_LETTERS_OF_AN_ENDING: Final = 6
_MOST_TEXTS_BACK: Final = 8


def language_of(text: str, usual: str = "en") -> str:
    """``es`` or ``en`` when the words say so clearly, else ``usual``: "9" and "ok" are in no language."""
    return _told_by(text) or usual


def thread_language(texts: Sequence[str], usual: str = "en") -> str:
    """The language of a talk: that of the newest text which tells one. ``texts`` are the customer's, oldest first.

    A figure, a yes or the name of a product goes on in the language of the texts before it.
    """
    for text in reversed(texts[-_MOST_TEXTS_BACK:]):
        if told := _told_by(text):
            return told
    return usual


def _told_by(text: str) -> str:
    words = _words(text)
    if set(words) <= _ASSENT:
        return ""
    found = {word for word in words if _is_spanish(word)}
    sign = bool(_ONLY_SPANISH.search(text.casefold()))
    if len(found) == 1 and found <= _IN_NAMES and not sign:
        found = set()
    spanish = len([word for word in words if word in found]) + 2 * sign
    english = sum(word in _ENGLISH and word not in _BOTH for word in words)
    if spanish == english:
        return ""
    return "es" if spanish > english else "en"


def _is_spanish(word: str) -> bool:
    if word in _BOTH:
        return False
    if word in SPANISH or as_heard(word) in _HEARD:
        return word not in _ENGLISH
    return len(word) >= _LETTERS_OF_AN_ENDING and bool(_SPANISH_ENDING.search(word)) and word not in _ENGLISH


def as_heard(word: str) -> str:
    """A Spanish word by its sound, which is how people in a hurry spell it: "kiero", "sapatos", "ablar", "enbio"."""
    heard = word
    for written, sound in _SOUNDS:
        heard = written.sub(sound, heard)
    return heard


def _words(text: str) -> list[str]:
    return re.findall(r"[a-zñ']+", _bare(text))


def _bare(text: str) -> str:
    straight = "".join(plain(char) for char in text).casefold()
    return straight.translate(str.maketrans("áéíóúü", "aeiouu"))


_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"qu(?=[ei])", "k"), (r"c(?=[ei])", "s"), (r"c(?!h)", "k"), (r"z", "s"), (r"v", "b"), (r"ll", "y"),
        (r"(?<!c)h", ""), (r"m(?=[bp])", "n"), (r"g(?=[ei])", "j"), (r"x(?=[aeiou])", "ks"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip
_LEAST_HEARD: Final = 4
_HEARD: Final = frozenset(as_heard(word) for word in SPANISH if len(word) >= _LEAST_HEARD)
