// What was hidden where it was copied stays out of the text.

import { textNodes } from "./dom";
import { looksOf, unseenByColour } from "./looks";

const NEVER_SHOWN =
  "[hidden], template, datalist, dialog:not([open]), " +
  // The comments that colleagues wrote beside a text in Word, or on a cell in LibreOffice Calc.
  "[data-style*='mso-element:comment' i], .msocomanchor, .MsoCommentReference, comment";
const MSO_HIDDEN = /mso-hide:\s*all/i;
const PICTURES = "img, svg, picture, video, audio, iframe, object, embed, canvas, input";

/** Removes what is hidden; whether any of it was text. */
export function withoutHidden(root: HTMLElement): boolean {
  let some = false;
  // Other pages may use our mark for something else.
  for (const element of root.querySelectorAll<HTMLElement>("[data-hidden]")) delete element.dataset.hidden;
  const remove = (element: Element) => {
    some ||= Boolean(element.textContent?.trim());
    // The other cells of its row stay in their columns, and what spans several rows in its own.
    if (element instanceof HTMLTableCellElement) element.replaceChildren();
    else if (element instanceof HTMLTableRowElement) for (const cell of element.cells) cell.replaceChildren();
    else return element.remove();
    element.dataset.hidden = "";
  };
  for (const element of root.querySelectorAll<HTMLElement>(NEVER_SHOWN)) if (!isShownAgain(element)) remove(element);
  for (const folded of root.querySelectorAll("details:not([open])")) {
    for (const part of [...folded.childNodes]) {
      if (part instanceof Element && part.localName === "summary") continue;
      some ||= Boolean(part.textContent?.trim());
      part.remove();
    }
  }
  for (const element of root.querySelectorAll<HTMLElement>("[data-style]")) {
    if (element.style && isHidden(element) && !/^col/.test(element.localName)) remove(element);
  }
  return withoutUnseen(root) || some;
}

/** Scripts show by a style what markup hides. */
function isShownAgain(element: HTMLElement): boolean {
  const display = element.style?.display ?? "";
  return element.matches("[hidden], dialog") && display !== "" && display !== "none";
}

/** Ways of hiding that a part inside may undo for itself, by a look of its own. */
function withoutUnseen(root: HTMLElement): boolean {
  const looks = looksOf(root);
  const texts = textNodes(root).filter((text) => text.data.trim());
  const look = (text: Text) => text.parentElement && looks.get(text.parentElement);
  const hidden = new Set(texts.filter((text) => look(text)?.isUnseen || look(text)?.isTiny));
  const shown = texts.filter((text) => !hidden.has(text));
  for (const text of unseenByColour(shown, looks)) hidden.add(text);
  for (const text of hidden) drop(text, root);
  return hidden.size > 0;
}

/** Also the elements around it that hold nothing more: an empty paragraph would stay of one that was hidden. */
function drop(text: Text, root: HTMLElement) {
  let around = text.parentElement;
  text.remove();
  while (around && around !== root && !(around instanceof HTMLTableCellElement)) {
    if (showsSomething(around)) return;
    const above = around.parentElement;
    around.remove();
    around = above;
  }
}

/** Looks no further than the first text: there may be thousands. */
function showsSomething(element: HTMLElement): boolean {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.trim()) return true;
  return element.querySelector(PICTURES) !== null;
}

/** Ways of hiding that hold for all that is inside. */
function isHidden(element: HTMLElement): boolean {
  const { style, dataset } = element;
  return (
    style.display === "none" ||
    // A letter that says besides how it is shown hides this from Outlook alone.
    (style.display === "" && MSO_HIDDEN.test(dataset.style ?? "")) ||
    (style.opacity !== "" && Number.parseFloat(style.opacity) <= 0.05 && !isAnimated(style)) ||
    isCutAway(element)
  );
}

/** It begins as nothing, and comes into sight. */
const isAnimated = ({ animationName }: CSSStyleDeclaration) => animationName !== "" && animationName !== "none";

/** The ways in which pages hide a text that only screen readers read. */
function isCutAway(element: HTMLElement): boolean {
  const { style } = element;
  if (Number.parseFloat(style.textIndent) <= -999) return true;
  if (/scale\w*\(0(?:\.0+)?[,)\s]/.test(style.transform) && !isAnimated(style)) return true;
  if (/^circle\(0(?:px|%)?[\s)]/.test(style.clipPath)) return true;
  const { width, height, maxWidth, maxHeight } = style;
  const isCut = /hidden|clip/.test(style.overflow);
  if (isCut && [width, height, maxWidth, maxHeight].some((length) => pixels(length) <= 0)) return !isStretched(element);
  if (!/^(?:absolute|fixed)$/.test(style.position)) return false;
  return (
    /^rect\((?:[01](?:px)?[,\s]*){4}\)$/.test(style.clip) ||
    /^inset\((?:50|100)%/.test(style.clipPath) ||
    (isCut && pixels(width) <= 1 && pixels(height) <= 1) ||
    [style.left, style.top].some((place) => Number.parseFloat(place) <= -999)
  );
}

/** Tables, flexible boxes and boxes with a margin inside are larger than they say. */
function isStretched({ localName, style }: HTMLElement): boolean {
  const more = [style.flexGrow, style.minWidth, style.minHeight, style.paddingTop, style.paddingBottom];
  return /^t(?:able|body|head|foot|r|d|h)$/.test(localName) || more.some((length) => Number.parseFloat(length) > 0);
}

/** A length on the screen. One that depends on what is around it is only known if it is nothing. */
function pixels(length: string): number {
  const [, number = "", unit = ""] = /^(-?[\d.]+)([a-z]*)$/i.exec(length) ?? [];
  const size = Number.parseFloat(number);
  return size > 0 && !/^p[xt]$/i.test(unit) ? Number.NaN : size;
}
