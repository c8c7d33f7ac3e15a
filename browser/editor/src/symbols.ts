// Word draws arrows, faces and ticks as letters of a font of signs ("à" for an arrow, "J" for a smile), which is not in a
// message: they become the characters that mean the same.

import { textNodes } from "./dom";

/** Each letter with its sign. */
const FONTS: Record<string, string> = {
  wingdings:
    '!✏ "✂ (☎ )✆ *✉ 6⌛ ?✍ A✌ C👍 D👎 E☜ F☞ G☝ H☟ I✋ J☺ K😐 L☹ M💣 N☠ Q✈ R☼ T❄ l● n■ o☐ q❑ u◆ v❖ x☒ §▪ ¨☐ «★ ' +
    "Ø➢ Ü➲ ß← à→ á↑ â↓ ã↖ ä↗ å↙ æ↘ ç⇐ è⇒ é⇑ ê⇓ ë⇖ ì⇗ í⇙ î⇘ ï⇐ ð⇒ ñ⇑ ò⇓ ó⇔ ô⇕ û✗ ü✓ ý☒ þ☑",
  "wingdings 2": "O✗ P✓ Q☒ R☑ S☒ T☒ £☐",
  "wingdings 3": "f← g→ h↑ i↓ p▲ q▼ t◀ u▶",
  webdings: "a✓ r✗ c☐ g■ n●",
  symbol:
    "aα bβ cχ dδ eε fφ gγ hη iι jϕ kκ lλ mμ nν oο pπ qθ rρ sσ tτ uυ vϖ wω xξ yψ zζ DΔ FΦ GΓ LΛ PΠ QΘ SΣ WΩ XΞ YΨ " +
    '£≤ ³≥ ¹≠ ´× ¸÷ »≈ º≡ ¥∞ ¬← ®→ ¯↓ «↔ Ü⇐ Þ⇒ Û⇔ Ö√ Î∈ Ï∉ È∪ Ç∩ Ì⊂ Í⊆ Æ∅ å∑ ò∫ $∃ "∀ ·• -−',
};
const SIGNS = new Map(
  Object.entries(FONTS).map(([font, pairs]): [string, Map<string, string>] => [
    font,
    new Map(pairs.split(" ").map((pair): [string, string] => [pair.charAt(0), pair.slice(1)])),
  ]),
);
/** Where these fonts keep their signs in Unicode: nobody else can read them there. */
const PRIVATE = /[\uf020-\uf0ff]/g;

export function symbolsAsCharacters(root: HTMLElement) {
  for (const element of root.querySelectorAll<HTMLElement>("[data-style*='font' i], font[face]")) {
    const signs = SIGNS.get(fontOf(element));
    if (!signs) continue;
    const sign = (letter: string) => signs.get(letter) ?? letter;
    for (const node of textNodes(element)) {
      if (ownerOf(node) === element) node.data = Array.from(node.data.replace(PRIVATE, inLatin), sign).join("");
    }
    // Read again, it has its signs already.
    element.dataset.style = `${element.dataset.style ?? ""};font-family:serif`;
    element.style.fontFamily = "serif";
  }
  for (const node of textNodes(root)) {
    const text = readable(node.data);
    if (text !== node.data) node.data = text;
  }
}

/** The signs of a text that lost its font. A dot is that of a list of Word. */
export function readable(text: string): string {
  const wingdings = SIGNS.get("wingdings");
  return text.replace(PRIVATE, (sign) =>
    sign === "\uf0b7" ? "•" : (wingdings?.get(inLatin(sign)) ?? SIGNS.get("symbol")?.get(inLatin(sign)) ?? sign),
  );
}

const inLatin = (sign: string) => String.fromCharCode(sign.charCodeAt(0) & 0xff);

function fontOf(element: HTMLElement): string {
  const fonts = element.style?.fontFamily || element.getAttribute("face") || "";
  return (fonts.split(",")[0] ?? "").replace(/["']/g, "").trim().toLowerCase();
}

/** The nearest element around it that names a font. */
function ownerOf(node: Node): HTMLElement | null {
  let element = node.parentElement;
  while (element && !fontOf(element)) element = element.parentElement;
  return element;
}
