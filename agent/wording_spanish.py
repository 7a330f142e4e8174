"""Spanish wording that ends, doubts or does not touch consent (S2, S3, S14, S19): data, compiled once.

Accents are already gone when a rule is tried; order matters as in the English rules.
"""

from __future__ import annotations

from typing import Final

from agent.wording import Rule, rule

FILLERS: Final = frozenset(
    "por favor porfavor porfa porfis pf xfa xfavor ya gracias hola oye oigan senor senora les digo".split()
)

_F = (
    r"(?:(?:por favor|porfavor|porfa|porfis|xfa|xfavor|pls|plz|please|ya|hola|oye|oigan|buenas|buenos dias"
    r"|buenas tardes|gracias|pero|y|les pido que|le pido que|quiero que|favor de|hagan el favor de|los? de) )*"
)
_E = (
    r"(?: (?:por favor|porfavor|porfa|porfis|xfa|xfavor|pls|plz|please|ya|gracias|mas|nunca mas|jamas|nunca|otra vez"
    r"|de nuevo))*$"
)
_NOUNS = (
    r"(?:mensajes|mensajitos|textos|sms|msjs?|mensages|notificaciones"
    r"|promociones|promos|publicidad|anuncios|ofertas|spam|alertas)"
)
_BETWEEN = (
    r"(?:(?:de|mas|los|las|estos|estas|esos|sus|tus|todos|todas|mandar|enviar|recibir"
    r"|seguir|recibiendo|mandarme|enviarme|mandando|enviando|este|esta|tantos|tantas|con|el|la|tipo) ){0,6}"
)
_UNTIL = r"(?:antes|despues|hasta|cuando|mientras|de noche|tan tarde|tan temprano|hoy)"
_CONTACT = r"(?:escrib\w+|texte\w+|contact\w+|molest\w+|mensaje[ae]\w*|acos\w+)"
_LEAVE = r"(?:deja|dejen|deje|dejar|dejes|dejad|dejense|paren|para|pare|parar|parad|cesen|cese)"
_ERASE = (
    r"(?:quita|quite|quiten|elimina|elimine|eliminen|eliminar|borra|borre|borren|borrar|saca|saque|saquen|quitar"
    r"|quitad|eliminad|borrad|sacad"
    r"|remueva|remueve|remuevan|remover|retira|retire|retiren|retirar|suprima|supriman)"
)


RULES: Final[tuple[Rule, ...]] = (
    rule(
        None,
        r"^(?!(?:\w+ )?(?:tiene|tienes|tienen) (?:el|un) numero equivocado$).*"
        r"\b(?:puse|di|escribi|tengo|ingrese|me dieron|tienen|hay|direccion|pedido)\b.*\bnumero"
        r" (?:equivocado|incorrecto)",
    ),
    rule(None, r"\bno (?:quiero |quise )?(?:cancel\w+|parar|darme de baja)\b|\brepartidor\b|\bmensajero\b"),
    rule("doubtful", rf"\bno (?:me |nos )?{_CONTACT} {_UNTIL}\b"),
    rule(
        "wrong_number",
        r"\b(?:numero|persona|telefono) (?:equivocad[oa]|incorrect[oa])\b|\bequivocad[oa] de "
        r"(?:numero|persona)\b|\bse equivoc\w+ de (?:numero|persona)\b",
    ),
    rule(
        "wrong_number",
        r"\beste (?:ya )?no es (?:el|su|un) (?:numero|telefono|celular)\b"
        r"|\bya no (?:tiene|usa|contesta) (?:este|ese) (?:numero|telefono|celular)\b"
        r"|\beste (?:numero|telefono|celular) ya no es de\b|\bno soy (?:ella|el"
        r"|esa persona|quien busca\w*)\b|\baqui no (?:vive|hay) (?:nadie|ningun\w*)",
    ),
    rule(
        "wording",
        rf"\bno (?:me|nos) (?:vuelv\w+ a )?{_CONTACT}(?: mas| nunca| jamas| por favor| a este"
        r" numero|$)",
    ),
    rule(
        "wording",
        rf"\bno (?:me|nos) (?:mand\w+|envi\w+) (?:mas(?:$| {_BETWEEN}{_NOUNS})|nada(?: mas)?$"
        rf"|{_BETWEEN}{_NOUNS})",
    ),
    rule(
        "wording",
        rf"\b{_LEAVE} de (?:{_CONTACT}|(?:mandar|enviar)(?:me|nos)?(?:$| (?:cosas|esto|eso)$"
        rf"| {_BETWEEN}{_NOUNS}))",
    ),
    rule("wording", r"\b(?:dejame|dejenme|dejeme|dejen me) (?:en paz|tranquil[oa])\b"),
    rule("wording", rf"\b(?:ya )?no (?:quiero|deseo|quisiera|me interesa\w*) {_BETWEEN}{_NOUNS}\b"),
    rule("wording", rf"^{_F}(?:no mas|ni un)(?: {_BETWEEN}(?:{_NOUNS}|mensaje|texto))?{_E}"),
    rule(
        "wording",
        rf"\b(?:par(?:en(?:le)?|e|ad)(?: ya)?(?: con| de| a)?|parar|alto (?:a|con)|(?:ya )?basta(?: ya)? (?:de|con)"
        rf"|cancel\w+|deten\w+|quit\w+|suspend\w+"
        rf"|desactiv\w+|dej\w+ de recibir) {_BETWEEN}{_NOUNS}\b",
    ),
    rule(
        "wording",
        r"\b(?:me|nos) (?:puede|pueden|puedes|podrian) (?:quitar|sacar|borrar|eliminar) de (?:la|su|tu) lista\b",
    ),
    rule("wording", rf"\bno (?:me|nos) (?:sigan|sigas|siga) (?:mandando|enviando) {_BETWEEN}{_NOUNS}\b"),
    rule("wording", rf"\b(?:ya )?no (?:mand|envi)\w+ {_BETWEEN}{_NOUNS} a (?:mi|este) (?:numero|telefono|celular)\b"),
    rule("wording", rf"\bno recibir mas {_BETWEEN}{_NOUNS}\b|^stop {_NOUNS}$|^no mas {_NOUNS} (?:pls|plz|please)$"),
    rule("wording", rf"^{_F}parenle(?: ya)?{_E}"),
    rule("wording", r"\bno vuelv\w+ a (?:mandar|enviar|escrib|contact|molest|texte)\w*"),
    rule("wording", rf"^{_F}no (?:mand\w+|envi\w+) (?:mas )?(?:{_BETWEEN}{_NOUNS}|nada){_E}"),
    rule("wording", rf"^{_F}no (?:(?:me |nos )?llam\w+ ni )?(?:escrib\w+|texte\w+|contact\w+|molest\w+){_E}"),
    rule("wording", rf"\bno quiero que (?:me|nos) (?:manden|envien|sigan mandando) {_BETWEEN}{_NOUNS}\b"),
    rule("wording", r"\b(?:retir|revoc)\w+ (?:mi |el |todo )*(?:consentimiento|permiso|autorizacion)\b"),
    rule("wording", rf"\bno (?:autorizo|acepto|consiento) {_BETWEEN}{_NOUNS}\b"),
    rule("wording", r"\b(?:salir|salirme) de (?:la|su|tu|esta) lista\b(?! de (?:deseos|espera|regalos|precios))"),
    rule("wording", rf"^(?:como |quiero que |puedo |me quiero |quiero )*(?:me doy|me den|darme|dar) de baja{_E}"),
    rule("wording", r"\b(?:de|da|den|dar|demos) de baja (?:a )?(?:mi|este) (?:numero|telefono|celular)\b"),
    rule("wording", rf"\b{_ERASE} (?:mi|este) (?:numero|telefono|celular|contacto)\b"),
    rule("wording", rf"\b{_ERASE}(?:me|nos)(?: (?:de|ya).*\b(?:listas?|mensajes|base|sistema)\b|{_E})"),
    rule(
        "wording", r"\b(?:cancel\w+|dar de baja|deten\w+|termin\w+)\b(?: \w+){0,3} su[bs]?s?cripci?on\b", "subscription"
    ),
    rule(
        "wording",
        rf"^{_F}(?:(?:quiero|quisiera|deseo|necesito) )?(?:darme|dame|date|deme|denme|dadme|dar|la|me doy) "
        rf"(?:de )?baja{_E}",
    ),
    rule(
        "wording",
        rf"\b(?:darme|dame|deme|denme|dadme|me doy|me den) de baja (?:de )?{_BETWEEN}(?:{_NOUNS}|lista|la lista|su"
        r" lista|tu lista|esto)\b",
    ),
    rule(
        "wording",
        rf"\b(?:de[sz]?s?u[bs]?s?crib|des(?:ins|ubs?)crib|desapunt|desafili|desregistr)\w+{_E}"
        rf"|\b(?:anular|cancelar) (?:la )?suscripcion{_E}",
    ),
    rule(
        "wording",
        rf"\b(?:solicit|pid|exij|quier|dese|necesit|tramit)\w* (?:la |mi |una )?baja"
        rf"(?: (?:de|en|a) (?:mi |este |los |la |su )*"
        rf"(?:numero|telefono|celular|lista|servicio|suscripcion|{_NOUNS}))?{_E}",
    ),
    rule(
        "wording",
        rf"\b(?:report|denunci|demand|bloque)\w+\b.*\b(?:siguen?|sigues|vuelv\w+ a|otra vez|otro|un) (?:me )?{_CONTACT}"
        rf"|\bsi (?:me |nos )?(?:siguen?|sigues|vuelv\w+ a) (?:mand|envi|escrib|texte|contact|molest)\w+.*"
        r"\b(?:report|denunci|demand|bloque)",
    ),
    rule("wording", rf"\bno (?:le|les) (?:mand|envi)\w+ (?:mas )?{_BETWEEN}{_NOUNS}\b"),
    rule(
        "doubtful",
        r"\b(?:nunca|no) (?:yo )?(?:me |les |les )?(?:he )?(?:suscrib|apunt|registr|inscrib|anot|autoric)\w*"
        r"(?: a| en| para)?(?: esto| nada| eso| sus?| estos?| recibir)",
    ),
    rule("doubtful", r"\b(?:me|nos) (?:estan?|siguen?) (?:acosando|molestando|hostigando)\b|\besto es acoso\b"),
    rule("doubtful", rf"^{_F}(?:paren?|parad|alto){_E}"),
    rule("doubtful", rf"^{_F}(?:basta|ya basta|suficiente|ya estuvo){_E}"),
    rule(
        "doubtful",
        rf"\bpor ?que (?:me|nos) (?:siguen |sigues |sigue |estan |estas )?(?:{_CONTACT}|mand\w+"
        rf"|envi\w+)(?: {_BETWEEN}{_NOUNS}| tanto|$)",
    ),
    rule("doubtful", r"\b(?:como|de donde) (?:consigui\w+|obtuv\w+|sac\w+|tien\w+) mi (?:numero|telefono)"),
    rule("doubtful", rf"\b(?:demasiados|tantos|muchos) {_BETWEEN}{_NOUNS}\b"),
    rule(
        "doubtful",
        r"^(?:hola |perdon |disculpe )?(?:quien es|quien habla|quien eres|quien me escribe|con"
        r" quien hablo|de quien es este numero)$",
        "identity",
    ),
    rule("doubtful", r"\b(?:nunca|no) (?:he )?(?:pedi|pedido|compre|comprado|ordene|ordenado) nada\b", "identity"),
    rule("wording", rf"\bno quiero que (?:me|nos) (?:{_CONTACT}|manden|envien)(?: mas| nada)?{_E}"),
)
