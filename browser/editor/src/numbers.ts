// A message numbers its lists in digits, from 1. The numbers of a list that counts otherwise become text: "see point 4"
// and "answer b" stay true.

const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, pre, table";
const ROMAN: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];
/** Larger numbers are written in digits. */
const LARGEST = 3_999;

/** Lists inside others come first: they then are paragraphs of their item. */
export function numbersAsText(root: HTMLElement) {
  for (const list of [...root.querySelectorAll("ol")].reverse()) {
    const signs = new Map<Node, string>(signed(list, itemsOf(list)));
    if ([...signs.values()].every((sign, place) => counts(sign, place + 1))) continue;
    const parts = [...list.childNodes].flatMap((child): Node[] => {
      const sign = signs.get(child);
      return sign === undefined ? [child] : lines(child as HTMLElement, sign);
    });
    const { parentElement: parent, previousElementSibling: before } = list;
    if (!parent || !/^[ou]l$/.test(parent.localName)) {
      list.replaceWith(...parts);
      continue;
    }
    // A list directly inside another one belongs to the item before it.
    const item = before?.localName === "li" ? before : list.ownerDocument.createElement("li");
    if (item !== before) list.before(item);
    list.remove();
    item.append(...parts);
  }
}

/** Writes the numbers before the items, for a place that has no lists. */
export function numbersInside(root: HTMLElement) {
  for (const list of [...root.querySelectorAll("ol")].reverse()) {
    for (const [item, sign] of signed(list, itemsOf(list))) {
      const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      let text = walker.nextNode();
      while (text && !text.nodeValue?.trim()) text = walker.nextNode();
      if (text) text.nodeValue = `${sign} ${text.nodeValue?.trimStart()}`;
    }
  }
}

const itemsOf = (list: HTMLOListElement) =>
  [...list.children].filter((child): child is HTMLLIElement => child.localName === "li");

/** Whether the sign is this number as a message writes it, whatever stands around it. */
function counts(sign: string, number: number): boolean {
  return /^\(?(\d+)[^\p{L}\p{N}]*$/u.exec(sign)?.[1] === String(number);
}

/** What stands before each item. A page that hides the numbers of a list mostly draws its own. */
function signed(list: HTMLOListElement, items: HTMLLIElement[]): [HTMLLIElement, string][] {
  const step = list.reversed ? -1 : 1;
  let number = list.hasAttribute("start") ? list.start : list.reversed ? items.length : 1;
  return items.map((item) => {
    if (item.hasAttribute("value")) number = item.value;
    const kind =
      item.style.listStyleType || item.getAttribute("type") || list.style.listStyleType || list.getAttribute("type");
    const sign = item.dataset.sign ?? `${written(number, kind ?? "")}.`;
    number += step;
    return [item, sign];
  });
}

/** The attribute `type` tells capitals apart; styles have names. */
function written(number: number, kind: string): string {
  if (number < 1 || number > LARGEST) return String(number);
  if (kind === "a" || /^lower-(?:alpha|latin)$/i.test(kind)) return letters(number);
  if (kind === "A" || /^upper-(?:alpha|latin)$/i.test(kind)) return letters(number).toUpperCase();
  if (kind === "i" || /^lower-roman$/i.test(kind)) return roman(number);
  if (kind === "I" || /^upper-roman$/i.test(kind)) return roman(number).toUpperCase();
  return String(number);
}

/** a to z, then aa. */
function letters(number: number): string {
  const before = Math.floor((number - 1) / 26);
  return (before ? letters(before) : "") + String.fromCharCode(97 + ((number - 1) % 26));
}

function roman(number: number): string {
  let [left, text] = [number, ""];
  for (const [value, sign] of ROMAN) {
    text += sign.repeat(Math.floor(left / value));
    left %= value;
  }
  return text;
}

/** What an item holds, as blocks, with its number before the first one. */
function lines(item: HTMLElement, sign: string): Node[] {
  const nodes = [...item.childNodes];
  const isBlock = (node: Node) => node instanceof Element && node.matches(BLOCKS);
  const end = nodes.findIndex(isBlock);
  const inline = end < 0 ? nodes : nodes.slice(0, end);
  const rest = end < 0 ? [] : nodes.slice(end);
  const first = rest[0];
  const number = item.ownerDocument.createTextNode(`${sign} `);
  if (first instanceof Element && first.matches("p, div") && !inline.some((node) => node.textContent?.trim())) {
    first.prepend(number);
    return rest;
  }
  const line = item.ownerDocument.createElement("p");
  line.append(number, ...inline);
  return [line, ...rest];
}
