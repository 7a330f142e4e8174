// How a text travels: GSM-7 while every sign is in its alphabet, UCS-2 otherwise, counted as the carrier does.

const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const EXTENDED = new Set("\f^{}\\[~]|€");
const PLAIN = { "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "`": "'" };

/** `units` of `room` are used in `segments`; typographic signs count as the plain ones they are sent as. */
export function count(body) {
  const signs = [...body].flatMap((sign) => [...(PLAIN[sign] ?? sign)]);
  const gsm = signs.every((sign) => BASIC.has(sign) || EXTENDED.has(sign));
  const widths = signs.map((sign) => gsm ? (EXTENDED.has(sign) ? 2 : 1) : sign.length);
  const units = widths.reduce((sum, width) => sum + width, 0);
  const [single, joined] = gsm ? [160, 153] : [70, 67];
  if (units <= single) return { encoding: gsm ? "GSM-7" : "UCS-2", units, room: single, segments: signs.length ? 1 : 0 };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > joined) [segments, used] = [segments + 1, 0];
    used += width;
  }
  return { encoding: gsm ? "GSM-7" : "UCS-2", units, room: segments * joined, segments };
}
