"""Opt-out wordings and ordinary talk as people might write them, for the two figures of S16; all made for this file.

``HELD_OUT`` was written before the rules were read, and measured once before they were mended: 123 of 147 in English
and 64 of 78 in Spanish were heard. ``AFTERWARDS`` was written with the rules known: 30 of 40 and 12 of 20; ``THIRD``
after a mending, and harder on purpose: 15 of 29 and 9 of 15. All are regression sets since; that none is missed today
says nothing of new wordings. Whoever wants such a figure writes new ones first.
"""

from __future__ import annotations

from typing import Final


def _split(said: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in said.replace("\n", " ").split(" | "))


HELD_OUT_ENGLISH: Final = _split(
    """
please quit sending me these messages | I don't want to receive any more texts from you |
kindly remove me from this list | take my number off | take this number off your list please |
stop messaging me | stop contacting me | do not text me again | do not contact me anymore |
don't message me any more | never text this number again | pls stop sending me stuff |
no more messages please | no more marketing | no more promos | i want out | opt me out |
please opt me out of all messages | I'd like to opt out | I would like to unsubscribe |
how do i unsubscribe from these texts | unsubscribe me please | unsub | unsubscribe pls |
pls unsubscribe me from your texts | cancel these texts | cancel text messages | end these texts |
delete my number | delete my number from your system | erase my number from your list | forget my number |
leave me alone | quit texting me | quit bothering me | cease all communication |
cease and desist texting me | I revoke my consent to be texted | i revoke consent | I withdraw my consent |
stop spamming me | stop the spam | stop the texts | stop all messages | stop sending these |
stop sending me ads | stop harassing me with texts | enough with the texts, stop |
not interested, remove me | not interested please stop texting | i'm not interested, take me off |
dont text me | do not text | do not send any more messages | i never signed up for this, remove me |
I didn't sign up for these texts. stop them | stop already | stop now | stop it | please stop |
STOP!!!! NOW | stpo | sotp | stop plz | stop thx | stop, thank you | stop thanks | sto p | STOP. |
Stop please and thank you | PLEASE STOP TEXTING ME | I said stop | i already said stop texting me |
this is my third time asking you to stop texting | for the last time stop | remove | remove me |
remove my number please | remove this number from your database | take me off this | take me off please |
get me off this list | get me off your texting list | put me on your do not call list |
put me on the do not contact list | add me to your do not text list | turn off these texts |
turn off notifications | turn these messages off | i wish to stop receiving messages |
i no longer wish to receive texts | I no longer want these messages |
no longer interested in getting texts from you | discontinue these messages | discontinue texting |
please discontinue | I want to stop getting these texts | can you stop texting me |
could you please stop sending texts to this number | can you take me off your list? |
would you please remove my phone number from your list | how do i stop these messages |
how do i get off this list | how can i stop getting these texts? | how to opt out | lose my number |
block me from your list | quit it with the texts | text me again and i'll report you |
if you text me again i will sue | stop texting or i'm calling my lawyer | go away | go away stop texting |
f off and stop texting me | no thanks stop | no texts please | no texting | i don't want texts |
i dont want these | don't send me anything else | don't send me these anymore | dont ever text me again |
don't contact me again | stop blowing up my phone | stop sending me messages every day | please no more |
no more thanks | i hate these texts take me off | unenroll me | unregister my number | deactivate texts |
exclude me from your messages | please cease | opt-out | opting out | opt out please | I opt out |
i am opting out | end texts | end messages | cancel my texts | cancel the text alerts | cancel sms |
stop sms | stop alerts | stop promotions | quit sending texts
"""
)
"""Each ends our texting, or asks (S3)."""

HELD_OUT_SPANISH: Final = _split(
    """
no me manden más mensajes | no me envíen más mensajes | no quiero recibir más mensajes |
ya no quiero mensajes | ya no me escriban | dejen de escribirme | deja de mandarme mensajes |
dejen de enviarme mensajes por favor | dejen de mandar textos | paren de enviar mensajes |
para de mandarme mensajes | quítenme de la lista | quiteme de su lista por favor | sáquenme de la lista |
saquenme de esta lista | bórrenme de su lista | borren mi número | borra mi numero | eliminen mi número |
elimíneme de su lista | eliminar mi numero | quiero darme de baja | deseo darme de baja | denme de baja |
dame de baja por favor | dar de baja | baja por favor | cancelen los mensajes | cancelar mensajes |
cancelar suscripción a los mensajes | no más mensajes | no mas mensajes por favor | no mas textos |
no más por favor | basta de mensajes | basta ya con los mensajes | ya basta | no me contacten más |
no me vuelvan a contactar | no me vuelvan a escribir | no vuelvan a mandarme mensajes |
no me molesten más | dejen de molestarme | déjenme en paz | dejame en paz | no me interesa, quítenme |
no me interesa dejen de escribirme | alto | alto por favor | detener | detener mensajes |
detengan los mensajes | pare de enviarme textos | parar mensajes | stop por favor | remover mi número |
remuévanme de la lista | retiren mi número | retiro mi consentimiento | revoco mi consentimiento |
no autorizo más mensajes | cómo me doy de baja | como puedo dejar de recibir mensajes |
como cancelo estos mensajes | desuscribir | desuscribirme | quiero cancelar estos mensajes |
anular suscripción | no deseo recibir mensajes | no deseo más mensajes de texto | suspendan los mensajes |
ya no más | no me escriban | no me texteen más | no me manden nada |
no quiero nada de ustedes, no escriban más | salir de la lista | quiero salir de la lista
"""
)
"""The same in Spanish."""

AFTERWARDS_ENGLISH: Final = _split(
    """
remove us from the mailing list for texts | please take my cell off your list |
I'm asking you to stop sending texts | quit spamming my phone | can u quit messaging this number |
knock it off with the texts | no further messages please | I do not consent to these texts |
I do not give you permission to text me | stop w the texts | cut it out with the messages |
stop these annoying msgs | plz remove my cell from ur list | i'd rather not get texts |
please dont send texts anymore | i asked you to stop | wrong, stop texting | no more msgs |
never contact me | kindly stop | unsubcribe | unsuscribe me | i want to unsubscribe |
unsubscribe from all | i need to opt out of this | would like to be removed from your list |
please have me removed | i want to be removed | end all messages | stop everything you send me |
you need to stop texting me | y'all need to stop texting me | don't want your texts |
quit sending me promos | stop promo texts | drop me from your list | scrub my number |
stop sending sms to my number | please halt all messages | enough texts, unsubscribe
"""
)
"""Written with the rules known."""

AFTERWARDS_SPANISH: Final = _split(
    """
ya no me manden textos | no quiero que me manden mensajes | por favor dejen de mandar mensajes |
ya no quiero recibir promociones | quiten mi número | sáqueme de la lista por favor |
no mandes mas mensajes | deseo cancelar los mensajes | den de baja mi número | quiero que me den de baja |
me quiero dar de baja | no me llamen ni escriban | dejen de molestar | no mas promociones |
no quiero sus mensajes | quítame de tu lista | parenle a los mensajes | ya no manden nada |
basta de textos | borren mi teléfono
"""
)
"""The same in Spanish."""

THIRD_ENGLISH: Final = _split(
    """
pls get rid of my number | don't hit me up anymore | I'm good, no need to text me anymore |
please make these stop | these texts need to stop | I'm done with these messages, unsubscribe |
no longer want to hear from you guys | remove this phone from all campaigns | you have been asked to stop |
do not send texts to this phone | quit w the msgs | I want no further contact | stop all this texting |
can I be taken off the text list | can you unsubscribe this number | plz stop w the promos |
I'd like these messages to end | never send me texts again | stop immediately | STOP SENDING TEXTS |
hey stop texting this phone | my kid uses this phone, stop sending ads | this is harassment stop |
stop or I file a complaint | I don't want any promotional messages | opt this number out |
please end this text subscription | no more sms from your store | not subscribing, take my number out
"""
)
"""Written after the first mending; 15 of 29 were heard before the second."""

THIRD_SPANISH: Final = _split(
    """
por favor no me manden promociones | quiero cancelar los textos | me pueden quitar de la lista |
no me sigan mandando mensajes | ya párenle | no vuelvan a escribirme nunca |
quiten este número de su lista | no quiero más publicidad | dejen de mandar cosas |
deseo dejar de recibir sus promociones | ya no envíen mensajes a este número |
cómo hago para no recibir más mensajes | elimínenme de su base de datos | no más sms | stop mensajes
"""
)
"""The same in Spanish: 9 of 15."""

ORDINARY: Final = _split(
    """
can the driver stop at the front desk | please stop the shipment, wrong address |
stop my order from shipping | can you stop the order before it ships | cancel my order please |
cancel the blue ones | cancel it | cancel order 12345 | i want to cancel my return |
remove the socks from my order | remove one pair from my cart | take the laces off my order |
take off the discount | delete my address | please delete my account |
can i unsubscribe from the monthly box | don't send the black ones, send white |
don't send it to my old address | do not ship yet | i don't want these shoes anymore |
i no longer want the sneakers | i don't want the size 9 | no more questions thanks |
no more than 50 dollars | quit running small on me lol | the shoes end at my ankle |
i want out of the pre-order | end of the month works | leave it at the door |
leave the package with my neighbor | go ahead | please stop charging my card | stop charging me |
enough padding in these? | stop by the store | when does the sale end | how do I return these |
how do i stop the insoles from slipping | i'll text you again later | text me when it ships |
please text me the tracking | not interested in the exchange, just refund me |
i am not interested in the blue, do you have red | the box never came, leave it | remove the tag? |
i want to opt for the refund | which options do I have to opt into express | revoke the return request |
turn off auto-renew on my box | turn off gift wrap | quiero cancelar mi pedido | cancela la orden 12345 |
no me manden la talla 9 | no quiero los negros | ya no quiero los zapatos |
quiten los calcetines de mi pedido | no me enviaron el pedido | dejen el paquete en la puerta |
para mi hijo, talla 8 | para cuando llega | alto o bajo el tacón? | baja calidad | el precio bajó? |
quiero devolver los zapatos | no me gusta el color | dejen de cobrarme | parar el envío por favor |
cancelar la devolución | borren la dirección vieja de mi pedido | me quitan el descuento?
"""
)
"""Talk of orders, parcels and shops with the same verbs (S15)."""
