"""Opt-out wording as it is built, not as it is said: an end, and what is to end, near each other in a clause (S2, S3).

Tried last, on a clause that no narrower rule knew. Where the end is put as a wish or an order about our texts it ends
them; where only both kinds of words are there, the customer is asked, and marketing is on hold meanwhile.
"""

from __future__ import annotations

from typing import Final

from agent.english import CONTACT_VERB, ING, LISTED, NOUNS, UNSUBSCRIBE
from agent.wording import Rule, rule

_ASIDE = (
    r"(?:(?:for the love of (?:god|christ)|for gods sake|for christs sake|jesus|christ|jesus christ|dear god"
    r"|oh my god|omg"
    r"|ok|okay|so|well|look|listen|and|but|also|now|hey|hi|hello|hello there|yo|ugh|bro|dude|bruh|man|seriously"
    r"|really"
    r"|please|pls|plz|just|kindly|thanks|thank you|no thanks|no thank you|sorry|again) )*"
)
_BYE = (
    r"(?: (?:please|pls|plz|now|already|asap|immediately|thanks|thank you|thx|ty|again|ever|anymore|any more"
    r"|at all|guys"
    r"|forever|for good|have an? (?:nice|good|great|blessed) (?:day|one|night|evening|weekend)|today|permanently))*$"
)
_WISH = (
    r"(?:(?:can|could|will|would|wont|may|how (?:do|can|to|would)|where (?:do|can)|what (?:do|must|can)"
    r"|is there (?:a|any) way"
    r"|id (?:like|love|prefer|appreciate)|i would (?:like|love|prefer|appreciate)|i (?:want|need|wish|ask"
    r"|demand)|want|need"
    r"|want you|need you|let|you|u|ya|i|me|it if you|if you|would|to|to be|be|get|not|mind|have) )*"
)
_PHONE = r"(?:my|this|his|her|their|our|my [a-z]+s|the) (?:phone |cell |mobile )?(?:number|phone|cell|line|mobile)"
_OBJECT = rf"(?:me|us|myself|{_PHONE}|(?:my )?(?:info|contact|name|details)|\d{{7,11}}|\d{{3}} \d{{3}} \d{{4}})"
_REMOVE = (
    r"(?:remove|removed|delete|deleted|erase|scrub|drop|take|taken|get|pull|cut|forget|unlist|block"
    r"|exclude|opt)"
)
_OFF = r"(?:off|out|from|of|away)"
_WHERE = r"(?:your|ur|the|this|that|these|those|all|any|whatever|every)"
_LIST = (
    r"(?:lists?|texts?|texting|messages|messaging|database|system|contacts|program|thing|campaign|promos?|ads"
    r"|blasts?)"
)
_CONCERN = (
    r"(?:order\w*|track\w*|deliver\w*|ship\w*|label|refund\w*|receiv\w*|got|getting|get|code|when|where|why|did"
    r"|didnt|do you"
    r"|are you|still|keep|link|resend|see|sent|if|until|about|new|add|restock\w*|back|updates?|miss\w*|arriv\w*"
    r"|love\w*|error\w*)"
)
_TEXTS = r"(?:texts|texting|txts|text messages|messages|messaging|msgs|sms|promos|ads|spam|blasts|solicitations)"
_END = (
    r"(?:stop|quit|cease|end|enough|off|out|remove|delete|without|block|dont|do not|never|unwanted|no more"
    r"|over|done|hate|sick|tired)"
)

LONGEST_CHARS: Final = 90
"""Of a clause that is read this widely: what ends our texts is said in few words, and time stays bounded."""

ENGLISH: Final = (
    rule(
        "wording",
        rf"^(?!(?:stop|quit)$){_ASIDE}(?:stop|quit|unsubscribe|opt out|remove me|take me off)(?: (?:all"
        rf"|everything|me))?{_BYE}",
    ),
    rule(
        "wording",
        rf"^{_ASIDE}{_WISH}{_REMOVE} {_OBJECT}(?: {_OFF})*(?: {_WHERE})*(?: {LISTED})*(?: {_LIST})?"
        rf"(?: youve got)?{_BYE}",
    ),
    rule("wording", rf"\b(?:please|kindly|just) {_REMOVE} {_OBJECT}{_BYE}"),
    rule("wording", rf"\b{_REMOVE} {_PHONE} (?:off|from|out of) (?:{_WHERE} )+(?:{LISTED} )*{_LIST}\b"),
    rule(
        "wording",
        rf"^{_ASIDE}{_WISH}(?:{_REMOVE} )?(?:off|out"
        rf"|from)(?: of)? (?:{_WHERE} )+(?:{LISTED} )*{_LIST}{_BYE}",
    ),
    rule(
        "wording",
        rf"^{_ASIDE}{_WISH}(?:removed|unsubscribed|opted out|taken off)(?: (?:from"
        rf"|of))?(?: {_WHERE})*(?: {_LIST})?{_BYE}",
    ),
    rule(
        "wording",
        rf"^{_ASIDE}{_WISH}(?:{UNSUBSCRIBE}|opt(?:ing)? out)(?: (?:from|of))?(?: {_WHERE})*(?: {_LIST}| it"
        rf"| here)?{_BYE}",
    ),
    rule("wording", rf"\bnot {CONTACT_VERB}{ING}? (?:me|us|{_PHONE}){_BYE}"),
    rule(
        "wording",
        rf"^{_ASIDE}(?:stop|quit) (?:\w+ )?(?:me|us|my phone|it)(?: \w+)? (?:with|w) (?:\w+ ){{0,3}}{NOUNS}{_BYE}",
    ),
    rule("wording", rf"^{_ASIDE}(?:stop|quit|end) (?:\w+ ){{0,2}}(?:w |with )?(?:\w+ ){{0,2}}{_TEXTS}{_BYE}"),
    rule("wording", rf"^{_ASIDE}(?:thats|that is|this is|youve sent|had)? ?(?:more than )?enough {NOUNS}\b(?! me)"),
    rule("wording", rf"^{_ASIDE}(?:stop|quit) {CONTACT_VERB}{ING} (?:to )?(?:\d[\d ]{{6,14}}|{_PHONE}){_BYE}"),
    rule(
        "wording",
        rf"^{_ASIDE}(?:put me on |add me to |add us to )?(?:your |the |ur |a )*(?:dnc|do not (?:call|text"
        rf"|contact))(?: list)?{_BYE}",
    ),
    rule(
        "wording",
        rf"^{_ASIDE}i (?:already )?(?:said|meant|mean|told you|texted) (?:no more|stop|quit|leave me alone"
        rf"|unsubscribe|to quit){_BYE}",
    ),
    rule(
        "wording",
        rf"^{_ASIDE}(?:told|asked) (?:you|u|yall)(?: people| guys)? (?:to )?(?:quit|stop|remove me"
        rf"|take me off){_BYE}",
    ),
    rule("doubtful", rf"^{_ASIDE}(?:stop|quit) (?:it|them|these|this|that)(?: (?:already|all))?{_BYE}"),
    rule("doubtful", rf"^(?!.*\b{_CONCERN}\b).*\b{_END}\b(?: \w+){{0,4}} {_TEXTS}\b"),
    rule(
        "doubtful",
        rf"^(?!.*\b{_CONCERN}\b).*\b{_TEXTS}\b(?: \w+){{0,4}} (?:stop|off|end|out|unwanted|nuts|crazy|annoying)\b",
    ),
)
"""An end, and our texts or this phone as what it is about."""

_F = (
    r"(?:(?:por favor|porfavor|porfa|porfis|xfa|pls|ya|hola|oye|oigan|buenas|buenos dias|gracias|pero|y|que|q|k"
    r"|si|yo|les|le"
    r"|te|me|nos|pido|ruego|solicito|quiero|quisiera|deseo|necesito|favor de|podrian|pueden|puede|puedes|podria"
    r"|como|donde"
    r"|hago para|puedo|hagan el favor de|ahora|mejor) )*"
)
_E = (
    r"(?: (?:por favor|porfavor|porfa|porfis|xfa|pls|ya|gracias|mas|nunca|nunca mas|jamas|de una vez|otra vez"
    r"|ahora|urgente"
    r"|(?:por|a|en|de) (?:mensaje|sms|texto|aqui|este (?:numero|telefono|celular)|mi (?:numero|telefono|celular))))*$"
)
_QUE = r"(?:que|q|k)"
_SEND = r"(?:mand|envi|escrib|texte|contact|molest|fastidi|acos|insist)\w+"
_OURS = (
    r"(?:mensajes?|mensajitos|textos?|sms|msjs?|publicidad|promociones|promos|anuncios|ofertas|spam|avisos"
    r"|notificaciones)"
)
_UNLIST = r"(?:quit|elimin|borr|saqu|sac|retir|remuev|suprim|tach|exclu)(?:a|e|en|an|ar|ad|es|yan|ya)?(?:me|nos|lo)?"
_OUR_LIST = (
    r"(?:(?:de|la|su|sus|tu|esta|ese|este|esa|los|las|ahi|aqui|esto|eso|todo) ?)*(?:lista|listas|base"
    r"|sistema|mensajes|contactos|registros|grupo)?"
)
_CONCERN_ES = (
    r"(?:pedidos?|orden|envio|paquete|talla|etiqueta|reembolso|devolu\w+|cambio|caja|tarjeta|direccion|llego"
    r"|llegan?|llegaron"
    r"|recibi|recibido|cuando|donde|espera|deseos|cupon|codigo|por que|carrito|articulo|quiero recibir)"
)

SPANISH: Final = (
    rule(
        "wording",
        rf"^{_F}no (?:me |nos |le |les )?(?:vuelv\w+ a |sig\w+ )?{_SEND}(?: (?:mas|nada|esto"
        rf"|nunca))*(?: {_OURS})?{_E}",
    ),
    rule("wording", rf"\bno (?:me |nos |le |les )?(?:llam\w+|{_SEND}) (?:ni|y|o) (?:me |nos )?{_SEND}"),
    rule("wording", rf"\bno (?:me |nos |le |les )?vuelv\w+ a {_SEND}"),
    rule(
        "wording",
        rf"\b(?:no|nunca) (?:les? )?(?:quiero|deseo|autoriz\w+|acept\w+|permit\w+|consient\w+|doy permiso"
        rf"|di permiso) "
        rf"(?:a |para )?{_QUE} (?:me|nos) {_SEND}",
    ),
    rule("wording", rf"\b(?:deja|dejen|deje|dejad|paren?|parad|basta) de \w+(?: con)?(?: \w+){{0,2}} {_OURS}\b"),
    rule(
        "wording",
        rf"^{_F}{_UNLIST}(?:me|nos)?(?: (?:mi|este|el|mis) (?:numero|telefono|celular|datos"
        rf"|nombre))(?: {_OUR_LIST})?{_E}",
    ),
    rule("wording", rf"\b{_UNLIST}(?:me|nos) de (?:ahi|aqui|esto|eso|{_OUR_LIST}){_E}"),
    rule("wording", rf"^{_F}(?:saquen|quiten|borren|eliminen|sacar|quitar|borrar|eliminar) de {_OUR_LIST}{_E}"),
    rule(
        "wording",
        rf"^{_F}(?:salir|salirme|salgo|me salgo|desactivar?|desactiven|cancelar?|cancelo|cancelen|anular|quitar)"
        rf"(?: (?:de|la|los|las|mi|sus|suscripcion|a))*(?: {_OURS}| lista| esta lista)(?: de {_OURS}|de texto)?{_E}",
    ),
    rule("wording", rf"^{_F}ni(?:ngun)?(?: un)? {_OURS} mas{_E}"),
    rule("wording", rf"^{_F}no (?:mas|recibir mas|mandar mas|enviar mas) {_OURS}{_E}"),
    rule(
        "wording",
        rf"\b(?:dije|dicho|pedi|pedido|digo|pido)\b(?: \w+){{0,3}} (?:stop|alto|basta|{_QUE} (?:paren|pararan"
        rf"|no me \w+|me (?:quit|sac|borr)\w+))",
    ),
    rule("wording", rf"^{_F}(?:no mas|alto a|alto con|fin a|basta de|suficientes?)(?: \w+){{0,3}} {_OURS}{_E}"),
    rule("doubtful", rf"^{_F}(?:para|paren?|parale|parenle)(?: ya)?{_E}"),
    rule("doubtful", rf"^{_F}fuera de mi (?:celular|telefono|numero){_E}"),
    rule(
        "doubtful",
        rf"^(?!.*\b{_CONCERN_ES}\b).*\b(?:no|ya no|nunca|dejen|paren|basta|fuera|sin|hart[oa]"
        rf"|cans\w+)\b(?: \w+){{1,5}} {_OURS}\b",
    ),
)
"""The same in Spanish, where the verb says both who ends it and what."""

RULES: Final[tuple[Rule, ...]] = (*ENGLISH, *SPANISH)
