// What a page of the web shows in other ways than as text between tags.

import { apart, isLine, onOwnLine } from "./beside";
import { gridsAsTables, like } from "./grids";

/** They begin a line, but the library does not know it. */
const LINES = "legend, summary, details, dt, main, nav, center, dialog, option";
/** What somebody typed, or a page filled in, is text to see; so is what a button says. */
const TYPED = /^(?:text|search|email|tel|url|number|date|time|month|week|datetime-local|submit|button|reset)$/;
const FORM_PARTS = "button, label, textarea";

const OWN_LINE = /^(?:block|flow-root|list-item|flex|grid|table|table-row|table-caption)$/;
const PLACES = /^(?:inline-)?(?:flex|grid)$/;
const IN_PLACE = /^(?:table-cell|inline-block|inline-flex|inline-grid|inline-table)$/;
/** A smaller margin, in points of the screen, does not divide words. */
const DIVIDES = 3;

export function pagesAsText(root: HTMLElement) {
  gridsAsTables(root);
  for (const field of root.querySelectorAll("input")) {
    const typed = TYPED.test(field.type) ? (field.getAttribute("value") ?? "").trim() : "";
    const text = root.ownerDocument.createElement("span");
    text.append(typed);
    field.replaceWith(text);
    apart(text, root);
    text.replaceWith(typed);
  }
  for (const part of root.querySelectorAll(FORM_PARTS)) apart(part, root);
  for (const line of root.querySelectorAll<HTMLElement>(LINES)) {
    const block = like(line, "div");
    block.append(...line.childNodes);
    line.replaceWith(block);
  }
  for (const element of root.querySelectorAll<HTMLElement>("[data-style*='display' i]")) placed(element, root);
}

/** What a closed list of a form shows is the one that is chosen; an open one shows all of them. */
export function choicesAsText(root: HTMLElement) {
  for (const list of root.querySelectorAll("select")) {
    const text = like(list, "span");
    // It may be hidden itself.
    text.hidden = list.hidden;
    const isOpen = list.multiple || list.size > 1;
    const chosen = isOpen
      ? [...list.options].filter((option) => !option.hidden)
      : [...list.selectedOptions].slice(0, 1);
    for (const option of chosen) {
      if (text.hasChildNodes()) text.append(root.ownerDocument.createElement("br"));
      text.append((option.label || option.text).trim());
    }
    list.replaceWith(text);
    if (isOpen) onOwnLine(text, root);
    else apart(text, root);
  }
}

/** An element that a style sets on a line of its own or apart from its neighbours, and those that stand so inside it. */
function placed(element: HTMLElement, root: HTMLElement) {
  const display = element.style?.display ?? "";
  const isInRow = element.parentElement !== null && placesOf(element.parentElement) === "row";
  if (!isLine(element) && !isInRow) {
    if (OWN_LINE.test(display)) onOwnLine(element, root);
    else if (IN_PLACE.test(display) && (display === "table-cell" || isDivided(element))) apart(element, root);
  }
  const places = placesOf(element);
  for (const child of places ? [...element.children] : []) {
    if (isLine(child)) continue;
    if (places === "row") apart(child, root);
    else onOwnLine(child, root);
  }
}

/** How a flexible box places what is inside it, or "" if it is none. */
function placesOf({ style }: HTMLElement): "row" | "column" | "" {
  if (!PLACES.test(style?.display ?? "")) return "";
  if (/flex$/.test(style.display)) return style.flexDirection.startsWith("column") ? "column" : "row";
  return /^(?:none)?$/.test(style.gridTemplateColumns) && !/column/.test(style.gridAutoFlow) ? "column" : "row";
}

function isDivided({ style }: HTMLElement): boolean {
  const sides = [style.marginLeft, style.marginRight, style.paddingLeft, style.paddingRight];
  return sides.some((side) => Number.parseFloat(side) * (/e[mx]$/.test(side) ? 16 : 1) >= DIVIDES);
}
