// How a text travels: GSM-7 while every sign is in its alphabet, UCS-2 otherwise, counted as the carrier does.

const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const EXTENDED = new Set("\f^{}\\[~]|€");
const PLAIN = {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'", "\u201c": "\"", "\u201d": "\"", "\u201e": "\"", "\u201f": "\"", "\u2033": "\"", "\u00ab": "\"", "\u00bb": "\"", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-", "\u2022": "-", "\u00b7": "-", "\u2026": "...", "\u2122": "(TM)", "\u00ae": "(R)", "\u00a9": "(C)", "\u00bc": "1/4", "\u00bd": "1/2", "\u00be": "3/4", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u3000": " ", "\t": " ", "\u200b": "", "\u2060": "", "\ufeff": "", "\u00ad": "", "\u2039": "<", "\u203a": ">"};

/** `units` of `room` are used in `segments`; typographic signs count as the plain ones they are sent as. `odd` are the signs that cost more. */
export function count(body) {
  const signs = [...body.trim()].flatMap((sign) => [...(PLAIN[sign] ?? sign)]);
  const odd = [...new Set(signs.filter((sign) => !BASIC.has(sign) && !EXTENDED.has(sign)))];
  const gsm = odd.length === 0;
  const widths = signs.map((sign) => gsm ? (EXTENDED.has(sign) ? 2 : 1) : sign.length);
  const units = widths.reduce((sum, width) => sum + width, 0);
  const [single, joined] = gsm ? [160, 153] : [70, 67];
  const encoding = gsm ? "GSM-7" : "UCS-2";
  if (units <= single) return { encoding, units, room: single, segments: signs.length ? 1 : 0, odd };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > joined) [segments, used] = [segments + 1, 0];
    used += width;
  }
  return { encoding, units, room: segments * joined, segments, odd };
}

/** In a line: how many segments, what they cost at `price` dollars each, and why they hold less. */
export function told(body, price) {
  const { units, room, segments, odd } = count(body);
  if (!segments) return "";
  const cost = price > 0 ? ` · $${(segments * price).toFixed(3)}` : "";
  const less = odd.length ? ` · ${odd.slice(0, 3).join(" ")} ${odd.length === 1 ? "makes" : "make"} it dearer` : "";
  return `${segments} ${segments === 1 ? "segment" : "segments"} · ${units} of ${room}${cost}${less}`;
}
