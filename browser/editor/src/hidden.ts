// What was hidden where it was copied stays out of the text.

const NEVER_SHOWN =
  "[hidden], template, datalist, select, dialog:not([open]), " +
  // The comments that colleagues wrote beside a text in Word, or on a cell in LibreOffice Calc.
  "[data-style*='mso-element:comment' i], .msocomanchor, .MsoCommentReference, comment";
const NO_COLOUR = /^(?:inherit|initial|unset|revert|currentcolor)/i;
const MSO_HIDDEN = /mso-hide:\s*all/i;

/** Removes hidden elements; whether any of them had text. */
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
  root.querySelectorAll(NEVER_SHOWN).forEach(remove);
  for (const folded of root.querySelectorAll("details:not([open])")) {
    for (const part of [...folded.childNodes]) {
      if (part instanceof Element && part.localName === "summary") continue;
      some ||= Boolean(part.textContent?.trim());
      part.remove();
    }
  }
  whiteOnWhite(root).forEach(remove);
  for (const element of root.querySelectorAll<HTMLElement>("[data-style]")) {
    if (element.style && isHidden(element) && !/^col/.test(element.localName)) remove(element);
  }
  return some;
}

function isHidden(element: HTMLElement): boolean {
  const { style, dataset } = element;
  return (
    style.display === "none" ||
    MSO_HIDDEN.test(dataset.style ?? "") ||
    (/^(?:hidden|collapse)$/.test(style.visibility) && !element.querySelector("[data-style*='visible' i]")) ||
    atMost(style.opacity, 0.05) ||
    (atMost(style.fontSize, 1) && !element.querySelector("[data-style*='font-size' i]")) ||
    style.color === "transparent" ||
    /^rgba\(.*,\s*0\)$/.test(style.color) ||
    (style.color !== "" && style.color === style.backgroundColor && !NO_COLOUR.test(style.color)) ||
    isCutAway(style)
  );
}

/** The ways in which pages hide a text that only screen readers read. */
function isCutAway(style: CSSStyleDeclaration): boolean {
  if (Number.parseFloat(style.textIndent) <= -999) return true;
  if (/scale\w*\(0(?:\.0+)?[,)\s]/.test(style.transform) || /^circle\(0/.test(style.clipPath)) return true;
  const { width, height, maxWidth, maxHeight } = style;
  const isNothing = [width, height, maxWidth, maxHeight].some((length) => atMost(length, 0));
  // A box of no height with an inner margin has that margin as its room: so pages frame their videos.
  const hasRoom = [style.paddingTop, style.paddingBottom].some((room) => Number.parseFloat(room) > 0);
  if (/hidden|clip/.test(style.overflow) && isNothing && !hasRoom) return true;
  if (!/^(?:absolute|fixed)$/.test(style.position)) return false;
  return (
    /^rect\((?:[01](?:px)?[,\s]*){4}\)$/.test(style.clip) ||
    /^inset\((?:50|100)%/.test(style.clipPath) ||
    (atMost(width, 1) && atMost(height, 1)) ||
    [style.left, style.top].some((place) => Number.parseFloat(place) <= -999)
  );
}

/** Nothing in any unit, or so few points: `1em` is as large as what is around it. */
function atMost(value: string, most: number): boolean {
  const length = Number.parseFloat(value);
  return length === 0 || (length <= most && /\d(?:px|pt)?$/.test(value));
}

const WHITE = /^(?:white|#fff|#ffffff|rgba?\(255, 255, 255(?:, 1)?\))$/i;

/**
 * Texts in white on a white ground, or on none that was copied. Where most of the text is white, as on a dark slide,
 * its ground was not copied, and it was seen.
 */
function whiteOnWhite(root: HTMLElement): HTMLElement[] {
  const colour = (element: HTMLElement) => element.style?.color || element.getAttribute("color") || "";
  const ground = (element: HTMLElement) => element.style?.backgroundColor || element.getAttribute("bgcolor") || "";
  const isWhite = (element: HTMLElement) => {
    if (!WHITE.test(colour(element))) return false;
    for (let on: HTMLElement | null = element; on && on !== root; on = on.parentElement) {
      if (ground(on) && !/^transparent$/i.test(ground(on))) return WHITE.test(ground(on));
      if (on.style?.backgroundImage && on.style.backgroundImage !== "none") return false;
    }
    return true;
  };
  const white = [...root.querySelectorAll<HTMLElement>("[data-style], font[color]")].filter(isWhite);
  // In the order of the document: what is inside another one follows it at once.
  const outer: HTMLElement[] = [];
  for (const element of white) if (!outer.at(-1)?.contains(element)) outer.push(element);
  const length = (element: Element) => (element.textContent ?? "").replace(/\s/g, "").length;
  const most = 2 * outer.reduce((sum, element) => sum + length(element), 0) > length(root);
  // What has a colour of its own again is seen.
  return most ? [] : outer.filter((element) => !element.querySelector("[data-style*='color' i], font[color]"));
}
