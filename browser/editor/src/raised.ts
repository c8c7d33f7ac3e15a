// A message has no superscripts and subscripts: they become characters that mean the same, so that
// 10³ does not become 103, in the text as in an e-mail or a list.

import { textNodes } from "./dom";
import { heightOf } from "./heights";

const ABOVE = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ";
const BELOW = "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎";
const LEVEL = "0123456789+-−–=()ni";
/** A longer text is raised for its look. */
const LONGEST = 12;
// 1er, 2nde, Mme, no: raised for its look alone.
const ENDINGS =
  /^(?:i?ers?|i?[èe]?res?|es?|i?[èe]mes?|de?|nde?s?|os?|mes?|e?lles?|m?gr|rs?|ie|te|ts|ve|st|th|rd|bis|ter|tm|sm|mc|md)\.?$/iu;
/** The sign of the hour in 8 h 30. */
const HOUR = /^(?:h|min)\.?$/i;
/** One letter above a small one that stands alone, or above a bracket, is a power, as in xᵉ; the o of nᵒ never is. */
const POWER = /^[a-np-z]$/i;
const POWER_OF = /(?:(?<!\p{L})\p{Ll}|\))\s*$/u;

const RAISED =
  "sup, sub, [data-style*='vertical-align' i], [data-style*='mso-text-raise' i], [data-style*='position' i]";

export function raisedAsCharacters(root: HTMLElement) {
  formulasAsText(root);
  const isRaised = (element: HTMLElement) =>
    ["sup", "sub"].includes(element.localName) || /^(?:super|sub)$/.test(alignOf(element, root));
  // What is inside another one comes first: 2 with a raised 3 that has a raised 2 is 2^(3²).
  for (const element of [...root.querySelectorAll<HTMLElement>(RAISED)].reverse()) {
    if (!isRaised(element)) continue;
    const align = alignOf(element, root) || (element.localName === "sub" ? "sub" : "super");
    if (align === "baseline") continue;
    const outer = within(element, root, isRaised);
    // Said twice, of the same text.
    if (outer?.textContent?.trim() !== element.textContent?.trim()) raise(element, align === "sub", root);
    // What was raised once is not raised again when the text is read again.
    if (/^su[bp]$/.test(element.localName)) element.replaceWith(...element.childNodes);
    else level(element);
  }
}

const BLOCKS = "p, div, li, td, th, h1, h2, h3, h4, h5, h6";

/** Word also raises by a length: positive above the line, negative below it. A large initial stands alone in its block,
 * so it is raised above nothing. */
function alignOf(element: HTMLElement, root: HTMLElement): string {
  const by = Number.parseFloat(/mso-text-raise:\s*(-?[\d.]+)/i.exec(element.dataset.style ?? "")?.[1] ?? "0");
  const isAlone = () => element.closest(BLOCKS)?.textContent?.trim() === element.textContent?.trim();
  if (by !== 0 && !isAlone()) return by > 0 ? "super" : "sub";
  const align = element.style?.verticalAlign ?? "";
  if (/^(?:super|sub)$/.test(align)) return align;
  // Many pages put their raised signs back on the line and then move them, which keeps the lines apart as they are.
  if (/^su[bp]$/.test(element.localName)) return align === "baseline" && !isMoved(element) ? align : "";
  return heightOf(element, textBefore(element, root));
}

const isMoved = ({ style }: HTMLElement) =>
  [style.top, style.bottom].some((length) => Number.parseFloat(length) !== 0 && /\d/.test(length));

/** The text before an element in its block, at least back to a blank, whatever elements it is divided into. */
function textBefore(element: HTMLElement, root: HTMLElement): string {
  const walker = element.ownerDocument.createTreeWalker(element.closest(BLOCKS) ?? root, NodeFilter.SHOW_TEXT);
  walker.currentNode = element;
  let text = "";
  while (!/\s/.test(text) && walker.previousNode()) text = `${walker.currentNode.nodeValue ?? ""}${text}`;
  return text;
}

/** Writers divide an end of a word into several raised parts. */
const goesOn = (element: HTMLElement) =>
  element.previousSibling instanceof Element && element.previousSibling.localName === "sup";

function within(element: HTMLElement, root: HTMLElement, is: (element: HTMLElement) => boolean) {
  for (let above = element.parentElement; above && above !== root; above = above.parentElement) {
    if (is(above)) return above;
  }
  return undefined;
}

function level(element: HTMLElement) {
  element.dataset.style = (element.dataset.style ?? "").replace(
    /(?<![\w-])(?:vertical-align|mso-text-raise|position|top|bottom):[^;]*/gi,
    "",
  );
  element.style.verticalAlign = "";
  element.style.position = "";
}

function raise(element: HTMLElement, below: boolean, root: HTMLElement) {
  const signs = below ? BELOW : ABOVE;
  const text = (element.textContent ?? "").trim();
  const nodes = textNodes(element);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (!text || !first || !last) return;
  // All of it was raised by what is inside.
  if ([...text].every((sign) => `${ABOVE}${BELOW}`.includes(sign))) return;
  const to = (sign: string) => (/\s/.test(sign) ? sign : [...signs][[...LEVEL].indexOf(sign)]);
  if ([...text].every(to)) {
    for (const node of nodes) node.data = [...node.data].map(to).join("");
  } else if (
    [...text].length <= LONGEST &&
    /[\p{L}\p{N}]/u.test(text) &&
    !/^[[(*]/.test(text) &&
    (below || !isForLook(element, text, root))
  ) {
    const several = [...text].length > 1;
    first.data = `${below ? "_" : "^"}${several ? "(" : ""}${first.data.trimStart()}`;
    if (several) last.data = `${last.data.trimEnd()})`;
  }
}

function isForLook(element: HTMLElement, text: string, root: HTMLElement): boolean {
  if (element.dataset.formula !== undefined) return false;
  const before = textBefore(element, root);
  if (HOUR.test(text) && /\d\s*$/.test(before)) return true;
  return ENDINGS.test(text) && (goesOn(element) || !(POWER.test(text) && POWER_OF.test(before)));
}

/** What a formula says by its shape, such as a power or a fraction; what is inside others comes first. */
function formulasAsText(root: HTMLElement) {
  // The same once more, in the language of another program.
  for (const source of root.querySelectorAll("annotation, annotation-xml")) source.remove();
  for (const part of [...root.querySelectorAll("msup, msub, msubsup, mfrac, msqrt")].reverse()) {
    const [first, second, third] = part.children;
    if (part.localName === "msqrt") part.replaceWith("√", ...together(part, [...part.childNodes]));
    else if (!first || !second) continue;
    else if (part.localName === "mfrac") part.replaceWith(...together(first), "/", ...together(second));
    else if (part.localName === "msup") part.replaceWith(first, moved("sup", second));
    else part.replaceWith(first, moved("sub", second), ...(third ? [moved("sup", third)] : []));
  }
}

function moved(name: "sup" | "sub", part: Element): HTMLElement {
  const element = part.ownerDocument.createElement(name);
  element.dataset.formula = "";
  element.append(part);
  return element;
}

/** In brackets, unless it is one number or one letter. */
function together(part: Element, nodes: Node[] = [part]): (Node | string)[] {
  return /^\s*(?:\p{N}+|\p{L})\s*$/u.test(part.textContent ?? "") ? nodes : ["(", ...nodes, ")"];
}
