"""Talk about products: finding, prices, stock, what they are like, offers, and buying."""

from __future__ import annotations

import re
from typing import Any, Final

from agent.embedded.knowledge_talk import answer as answer_articles
from agent.embedded.knowledge_talk import answer_from_articles, answer_or_offer, look_up, tells_of
from agent.embedded.scene import Result
from agent.embedded.slots_color import wanted_color
from agent.embedded.slots_item import NOT_ALONE, item_mentions
from agent.embedded.slots_quantity import quantity
from agent.embedded.slots_size import size_beside, wanted_size
from agent.embedded.speak_products import (
    details_words,
    offers_words,
    products_words,
    stock_words,
)
from agent.embedded.talk import Talk
from agent.embedded.words import Words
from agent.escalation import plain
from agent.model import Move

_NOISE: Final = re.compile(
    r"\b(?:hi|hello|hey|please|pls|plz|thanks|thank you|do you (?:have|sell|carry|make)|show me|i'?m looking for|"
    r"looking for|"
    r"i (?:want|need|would like)|i'?d like|to (?:buy|order|get|purchase)|buy|order|purchase|get me|give me|"
    r"can i (?:get|have|buy|order)|"
    r"how much (?:is|are|does|do|for)|what(?:'s| is) the price of|price of|cost|costs|tell me (?:more )?about|"
    r"i'?ll (?:take|have)|in stock|available|is|are|the|an?|any|some|your|my|you|got|one|for me|quiero|comprar|"
    r"do you do|can you do|cuanto cuestan?|tienen|busco)\b",
    re.I,
)
_COURTESY: Final = re.compile(
    r"\b(?:please|pls|plz|yes|yep|ok|i want|i'll take|the|an?|one|thanks|me|buy|por favor)\b|[^\w\s]"
)
_AGAIN: Final = re.compile(
    r"\b(?:again|same (?:one|order|thing|as)|reorder|re-order|another (?:one|pair)|last time|bought before|my usual|"
    r"otra vez|lo mismo)\b"
)
_HAVE: Final = re.compile(r"\b(?:have|got|carry|sell|tienen|hay|stock|available)\b")
_TELL_ME: Final = re.compile(
    r"^\W*(?:(?:can|could) (?:you|u) )?(?:tell me (?:more )?about|info on|more (?:info )?(?:on|about)|"
    r"describe|cuentame (?:de|sobre)|hablame de)\b"
)
_TEXTS_BACK: Final = 3
_WISHES: Final = re.compile(
    r"\b(?:i'?d like|id like|i want|i wanna|gimme|give me|i'?ll (?:take|have|get)|ill (?:take|have|get)|get me|"
    r"let me get|lemme get|sign me up|quiero|dame|me llevo)\b"
)
_SET_ASIDE: Final = re.compile(
    r"\b(?:hold|reserve|put|set|keep|save|lay)\b.{0,40}\b(?:aside|away|for me|on hold|til|till|until)\b|"
    r"\b(?:hold|reserve) (?:me |us )?(?:an?|one|the|my|some|those|these|it|them|that)\b|"
    r"\b(?:apart(?:a|ar|an|en|as)|reserv(?:a|ar|an|en|as)|guard(?:a|ar|an|en|as))(?:me|nos)?\b"
    r".{0,30}\b(?:par|unos|unas|uno|una|el|los|las)\b"
)
_OFFER: Final = re.compile(r"\b(?:offers?|deals?|for me|specials?|ofertas?)\b")


def names_seen(talk: Talk) -> list[str]:
    """Names of products that this turn's tools brought up: offers first, then what a search found."""
    offers = talk.scene.result("list_offers")
    found = talk.scene.result("search_products")
    offered = [one["product"] for one in offers.facts.get("offers", ())] if offers and offers.ok else []
    searched = [one["product"] for one in found.facts.get("products", ())] if found and found.ok else []
    return [*offered, *searched]


def keyword(talk: Talk) -> str | None:
    """The keyword of a live offer, written by itself or as a word of its own in capitals."""
    offers = talk.scene.result("list_offers")
    words = set(re.findall(r"[A-Za-z0-9]+", talk.text))
    short = len(words) <= 4
    for offer in offers.facts.get("offers", ()) if offers and offers.ok else ():
        word = str(offer["keyword"])
        if word in words or (short and word.casefold() in {one.casefold() for one in words}):
            return word
    return None


def offer_of(talk: Talk, product: str) -> str | None:
    """The keyword of the live offer of this product."""
    offers = talk.scene.result("list_offers")
    listed = offers.facts.get("offers", ()) if offers and offers.ok else ()
    return next((str(one["keyword"]) for one in listed if product.startswith(str(one["product"]))), None)


def offer_wished(talk: Talk) -> str | None:
    """The keyword of the one offered product that the text names and wants: "I'd like that drago deal in a 10"."""
    named = item_mentions(talk.text, names_seen(talk))
    return offer_of(talk, named[0].name) if len(named) == 1 and _WISHES.search(plain(talk.text)) else None


def is_bare(text: str, word: str) -> bool:
    """Whether the text is the keyword and nothing else but courtesy: the offer asked for exactly that."""
    return " ".join(_COURTESY.sub(" ", text.casefold()).split()) == word.casefold()


def search(talk: Talk) -> Move:
    """What the shop has of what they look for; one clear product is told more about."""
    answer = talk.once("search_products", query=query(talk.text))
    if isinstance(answer, Move):
        return answer
    products = answer.facts.get("products", [])
    named = item_mentions(talk.text, [one["product"] for one in products])
    if len(named) == 1:
        return stock(talk) if _HAVE.search(plain(talk.text)) else details(talk)
    products = [one for one in products if _is_meant(str(one["product"]), talk.text)]
    if not products:
        return answer_or_offer(talk, query(talk.text))
    return Move(text=products_words(talk.words, products))


def stock(talk: Talk) -> Move:
    """Whether it is there; which size, when none was said."""
    answer = looked_up(talk)
    if isinstance(answer, Move):
        return answer
    product, text = answer.facts["product"], stock_words(talk.words, answer.facts)
    if _SET_ASIDE.search(plain(talk.text)):
        return Move(text=Words.join([talk.words.reply("cannot_set_aside"), text]))
    if answer.facts.get("variant") is None and product["in_stock"] and product["options"]:
        name, values = next(iter(product["options"].items()))
        options = tuple(map(str, values))
        return talk.ask(
            text, "color" if name == "color" else "size", options, intent="stock", product=product["product"]
        )
    return offered(talk, answer, text)


def return_rules(talk: Talk) -> Move:
    """Whether something can go back: of a product that is named by its own facts, else from the articles."""
    named = item_mentions(talk.text, names_seen(talk))
    if len(named) == 1:
        answer = talk.once("product_details", product=named[0].name, size=None, color=None)
        if isinstance(answer, Move):
            return answer
        if answer.ok and answer.facts["product"]["final_sale"]:
            return talk.say("final_sale_product", product=answer.facts["product"]["product"])
    return answer_articles(talk)


def details(talk: Talk) -> Move:
    """What a product is like: its description."""
    answer = looked_up(talk)
    return Move(text=details_words(talk.words, answer.facts)) if isinstance(answer, Result) else answer


def product_question(talk: Talk) -> Move:
    """An article when one answers, else the product's description if it tells of what is asked, else a colleague."""
    if _TELL_ME.search(plain(talk.text)) and len(item_mentions(talk.text, names_seen(talk))) == 1:
        return details(talk)
    answer = look_up(talk)
    if isinstance(answer, Move):
        return answer
    if text := answer_from_articles(talk, answer):
        return Move(text=text)
    if not (talk.known.get("product") or item_mentions(talk.text, names_seen(talk)) or talk.scene.last_words):
        return talk.ask_colleague(talk.words.reply("not_found"))
    described = looked_up(talk)
    if isinstance(described, Move):
        return described
    text = details_words(talk.words, described.facts)
    if tells_of(text, talk.text, str(described.facts["product"]["product"])):
        return Move(text=text)
    return talk.ask_colleague(talk.words.reply("not_found"))


def offers(talk: Talk) -> Move:
    """Offers made to this customer; codes and sales in general are for the articles."""
    if not _OFFER.search(plain(talk.text)):
        answer = look_up(talk)
        if isinstance(answer, Move):
            return answer
        if text := answer_from_articles(talk, answer):
            return Move(text=text)
    found = talk.once("list_offers")
    if isinstance(found, Move):
        return found
    return Move(text=offers_words(talk.words, found.facts.get("offers", [])))


def buy(talk: Talk) -> Move:
    """A purchase is proposed: by the keyword of an offer, by name, or of what we talked about last."""
    if _SET_ASIDE.search(plain(talk.text)):
        return stock(talk)
    offers = talk.once("list_offers")
    if isinstance(offers, Move):
        return offers
    if not offers.ok:
        return talk.trouble(offers)
    word = talk.known.get("keyword") or keyword(talk)
    product = talk.known.get("product")
    if not (word or product):
        named = product_meant(talk)
        if isinstance(named, Move):
            return named
        product = named
    count = quantity(talk.text)
    beside = None if count else size_beside(talk.text)
    return talk.propose(
        "buy",
        product=None if word else product,
        size=wanted_size(talk.text) or beside or talk.known.get("size"),
        color=wanted_color(talk.text) or talk.known.get("color"),
        quantity=count or (int(talk.known["quantity"]) if talk.known.get("quantity") else None),
        keyword=word,
    )


def query(text: str) -> str:
    """The words that name what is looked for."""
    bare = re.sub(r"[^\w\s.'-]", " ", _NOISE.sub(" ", text))
    return " ".join(bare.split()) or " ".join(text.split())


def offered(talk: Talk, answer: Result, text: str) -> Move:
    """Words that end in "would you like one?": a yes buys."""
    variant, product = answer.facts.get("variant"), answer.facts["product"]
    if not text.endswith("?") or not (variant or product)["in_stock"]:
        return Move(text=text)
    options = variant["options"] if variant else {}
    named = {"product": product["product"], "size": options.get("size", ""), "color": options.get("color", "")}
    return talk.ask(text, "go_ahead", intent="buy", **named)


def looked_up(talk: Talk) -> Result | Move:
    """`product_details` of the product that is meant, or the move on the way there."""
    product = talk.known.get("product") or product_meant(talk)
    if isinstance(product, Move):
        return product
    answer = talk.once(
        "product_details",
        product=product or query(talk.text),
        size=wanted_size(talk.text) or size_beside(talk.text) or talk.known.get("size"),
        color=wanted_color(talk.text) or talk.known.get("color"),
    )
    if isinstance(answer, Result) and not answer.ok:
        return talk.trouble(answer)
    return answer


def product_meant(talk: Talk) -> str | None | Move:
    """The product that is meant: named here, bought before and wanted again, or what was talked about last."""
    if named := item_mentions(talk.text, names_seen(talk)):
        return named[0].name if len(named) == 1 else named[0].span
    answer = talk.once("search_products", query=query(talk.text))
    if isinstance(answer, Move):
        return answer
    if named := item_mentions(talk.text, _titles(answer)):
        return named[0].name if len(named) == 1 else named[0].span
    if _AGAIN.search(plain(talk.text)) and (line := _bought_before(talk)):
        return line
    return _talked_about(talk)


def _talked_about(talk: Talk) -> str | None | Move:
    """The product of our last words, else of the customer's last text that named one."""
    theirs = [line.content or "" for line in talk.scene.before if line.role == "user"]
    for spoken in filter(None, (talk.scene.last_words, *reversed(theirs[-_TEXTS_BACK:]))):
        context = talk.once("search_products", query=spoken)
        if isinstance(context, Move):
            return context
        if mentioned := item_mentions(spoken, _titles(context)):
            return mentioned[0].name
    return None


def _is_meant(product: str, text: str) -> bool:
    """Not for an ordinary word alone: "gift wrap" is no gift card, though a shoe may be found by what it is for."""
    words = re.findall(r"[a-z]+", plain(query(text)))
    shared = [word for word in words if word in re.findall(r"[a-z]+", plain(product))]
    return not shared or len(shared) == len(words) or not set(shared) <= NOT_ALONE


def _titles(answer: Result) -> list[str]:
    return [str(one["product"]) for one in answer.facts.get("products", ())]


def _bought_before(talk: Talk) -> str | None:
    """The label of the line bought last: its options come along, since the tools read them from the words."""
    lines: list[dict[str, Any]] = [line for order in talk.orders for line in order["lines"]]
    return str(lines[0]["label"]) if lines else None
