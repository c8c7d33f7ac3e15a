// What was hidden where it was copied stays out of the text.

import { isCutAway, isFaint, isFarAway } from "./away";
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
    isFaint(style) ||
    isCutAway(element) ||
    isFarAway(element)
  );
}
