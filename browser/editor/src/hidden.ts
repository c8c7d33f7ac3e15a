// What was hidden where it was copied stays out of the text.

const NEVER_SHOWN =
  "[hidden], template, datalist, select, dialog:not([open]), details:not([open]) > :not(summary), " +
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
    nothing(style.opacity) ||
    (nothing(style.fontSize) && !element.querySelector("[data-style*='font-size' i]")) ||
    style.color === "transparent" ||
    /^rgba\(.*,\s*0\)$/.test(style.color) ||
    (style.color !== "" && style.color === style.backgroundColor && !NO_COLOUR.test(style.color)) ||
    isCutAway(style)
  );
}

/** The ways in which pages hide a text that only screen readers read. */
function isCutAway(style: CSSStyleDeclaration): boolean {
  if (Number.parseFloat(style.textIndent) <= -999) return true;
  if (!/^(?:absolute|fixed)$/.test(style.position)) return false;
  const tiny = (length: string) => length !== "" && Number.parseFloat(length) <= 1;
  return (
    /^rect\((?:[01](?:px)?[,\s]*){4}\)$/.test(style.clip) ||
    /^inset\((?:50|100)%/.test(style.clipPath) ||
    (tiny(style.width) && tiny(style.height)) ||
    [style.left, style.top].some((place) => Number.parseFloat(place) <= -999)
  );
}

function nothing(value: string): boolean {
  return value !== "" && Number.parseFloat(value) === 0;
}
