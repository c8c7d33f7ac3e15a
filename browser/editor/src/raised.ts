// A message has no superscripts and subscripts: they become characters that mean the same, so that
// 10³ does not become 103, in the text as in an e-mail or a list.

import { textNodes } from "./dom";

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

const RAISED = "sup, sub, [data-style*='vertical-align' i], [data-style*='mso-text-raise' i]";

export function raisedAsCharacters(root: HTMLElement) {
  formulasAsText(root);
  const isRaised = (element: HTMLElement) =>
    ["sup", "sub"].includes(element.localName) || /^(?:super|sub)$/.test(alignOf(element));
  // What is inside another one comes first: 2 with a raised 3 that has a raised 2 is 2^(3²).
  for (const element of [...root.querySelectorAll<HTMLElement>(RAISED)].reverse()) {
    if (!isRaised(element)) continue;
    const align = alignOf(element) || (element.localName === "sub" ? "sub" : "super");
    if (align === "baseline") continue;
    const outer = within(element, root, isRaised);
    // Said twice, of the same text.
    if (outer?.textContent?.trim() !== element.textContent?.trim()) raise(element, align === "sub");
    // What was raised once is not raised again when the text is read again.
    if (/^su[bp]$/.test(element.localName)) element.replaceWith(...element.childNodes);
    else level(element);
  }
}

const BLOCKS = "p, div, li, td, th, h1, h2, h3, h4, h5, h6";

/** Word also raises by a length: positive above the line, negative below it. A large initial stands alone in its block,
 * so it is raised above nothing. */
function alignOf(element: HTMLElement): string {
  const by = Number.parseFloat(/mso-text-raise:\s*(-?[\d.]+)/i.exec(element.dataset.style ?? "")?.[1] ?? "0");
  const isAlone = () => element.closest(BLOCKS)?.textContent?.trim() === element.textContent?.trim();
  if (by !== 0 && !isAlone()) return by > 0 ? "super" : "sub";
  return element.style?.verticalAlign ?? "";
}

function within(element: HTMLElement, root: HTMLElement, is: (element: HTMLElement) => boolean) {
  for (let above = element.parentElement; above && above !== root; above = above.parentElement) {
    if (is(above)) return above;
  }
  return undefined;
}

function level(element: HTMLElement) {
  element.dataset.style = (element.dataset.style ?? "").replace(/(?:vertical-align|mso-text-raise):[^;]*/gi, "");
  element.style.verticalAlign = "";
}

function raise(element: HTMLElement, below: boolean) {
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
    (below || !(ENDINGS.test(text) || (HOUR.test(text) && followsDigit(element))))
  ) {
    const several = [...text].length > 1;
    first.data = `${below ? "_" : "^"}${several ? "(" : ""}${first.data.trimStart()}`;
    if (several) last.data = `${last.data.trimEnd()})`;
  }
}

const followsDigit = (element: HTMLElement) => /\d\s*$/.test(element.previousSibling?.textContent ?? "");

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
  element.append(part);
  return element;
}

/** In brackets, unless it is one number or one letter. */
function together(part: Element, nodes: Node[] = [part]): (Node | string)[] {
  return /^\s*(?:\p{N}+|\p{L})\s*$/u.test(part.textContent ?? "") ? nodes : ["(", ...nodes, ")"];
}
