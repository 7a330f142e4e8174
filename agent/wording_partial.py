"""What a text says beside an opt-out: that only some texts are meant, that texts are welcome, or how it leans.

Read over the clauses of a whole text, in plain lower-case words, after the rules of single clauses have spoken.
"""

from __future__ import annotations

import re
from typing import Final

from agent.english import AFTER, BEFORE

_KEPT = r"(?:order|orders|delivery|shipping|tracking|other|others|rest|ones?|pedidos?|envios?|otros|demas|resto)"
_TEXTS = r"(?:texts|updates|alerts|messages|msgs|notifications|ones|stuff|avisos|mensajes|notificaciones)"
_ONLY: Final = re.compile(
    rf"\bkeep (?:getting |sending |me )?(?:the |my |on |for )*{_KEPT}\b"
    rf"|\b{_KEPT} {_TEXTS} (?:are|is) (?:fine|ok|okay|good|great|welcome)\b"
    rf"|\b(?:still|do|but) (?:want|need|get|like|keep) (?:the |my |to get |to have )*{_KEPT} {_TEXTS}\b"
    r"|\b(?:alerts?|updates?|texts|messages|reminders|notifications) only$"
    rf"|\b(?:l[ao]s|el) (?:del? |de mi |de los )*{_KEPT} si\b"
    rf"|\bs[io] quiero (?:l[ao]s|el) (?:de |del |de mi )*{_KEPT}\b"
    r"|\bsolo (?:l[ao]s|el|quit\w+|dej\w+ de) (?:de |del |l[ao]s )*(?:promociones|avisos|ofertas|publicidad)"
)
_INVITES: Final = re.compile(
    r"(?:^|\b(?:and|but|just|please|pls|better|rather|instead|prefer|can|only) )(?:text|txt|message|msg|texts|texting) "
    r"(?:me|us|is|are|works|instead|only|here|when|if|once)\b(?! (?:again|one more))"
    r"|\b(?:mejor|solo|pero|por favor) (?:escrib|mand|envi|texte)\w+|^(?:escrib|mand|envi|texte)[ae]n?me\b"
)
_LEANING: Final = re.compile(
    rf"^{BEFORE}(?:(?:i am|im|not|no longer|we are|were) )*(?:not|no longer) interested{AFTER}"
    rf"|^{BEFORE}no (?:thanks|thank you){AFTER}|^(?:ya )?no (?:me interesa|estoy interesad[oa]|gracias)$"
    r"|\b(?:harass|acos)\w+|\bspam\w*$"
)


def only_some(said: tuple[str, ...]) -> bool:
    """Whether other texts are to go on: then one plain question comes before an end of all (S3, S4)."""
    return any(_ONLY.search(clause) for clause in said)


def invites(said: tuple[str, ...]) -> bool:
    """Whether the customer asks to be texted: "don't call me, text me"."""
    return any(_INVITES.search(clause) for clause in said)


def leanings(said: tuple[str, ...]) -> int:
    """Clauses that decide nothing alone, and take the doubt away from a doubtful one beside them."""
    return sum(_LEANING.search(clause) is not None for clause in said)
