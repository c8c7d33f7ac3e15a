// A message has no colours. Where some words were set apart by one, it may have said something: the author is told.

const COLOURED =
  "mark, font[color], [bgcolor], [data-style*='color' i], [data-style*='background' i], [data-style*='highlight' i]";
/** Links and titles are coloured for their look, and the first row of a table has a ground of its own. */
const FOR_LOOK = "a, h1, h2, h3, h4, h5, h6";
const HEAD = "th, thead, tr:first-child";
const PLAIN = /^(?:|black|white|silver|[a-z]*gr[ae]y|transparent|none|auto|window(?:text)?|canvas(?:text)?)$/i;
const INHERITED = /^(?:inherit|initial|unset|revert|revert-layer|currentcolor)$/i;
/** How far the parts of a colour are from one another, at least: of a text, and of what is behind one. */
const VIVID_TEXT = 110;
const VIVID_GROUND = 35;

/** Whether some of the text, and not all of it, has a colour. */
export function hasColours(root: HTMLElement): boolean {
  const whole = lengthOf(root);
  const colours = new Set<string>();
  let covered = 0;
  let last: HTMLElement | undefined;
  for (const element of root.querySelectorAll<HTMLElement>(COLOURED)) {
    const colour = colourOf(element);
    if (!colour || lengthOf(element) === 0 || element.closest(FOR_LOOK) || isLink(element)) continue;
    colours.add(colour);
    if (last?.contains(element)) continue;
    covered += lengthOf(element);
    last = element;
  }
  return colours.size > 1 || (covered > 0 && covered < whole);
}

/** A spreadsheet colours the cell of a link. */
function isLink(element: HTMLElement): boolean {
  const link = element.querySelector("a[href]");
  return link !== null && lengthOf(link) === lengthOf(element);
}

const lengthOf = (element: Element) => (element.textContent ?? "").replace(/\s/g, "").length;

/** What its text or its ground is coloured with, or "". */
function colourOf(element: HTMLElement): string {
  const { style } = element;
  const text = style?.color || element.getAttribute("color") || "";
  const marked = element.localName === "mark" ? "yellow" : "";
  const ground = style?.backgroundColor || element.getAttribute("bgcolor") || marked;
  if (isVivid(text, VIVID_TEXT)) return text;
  return isVivid(ground, VIVID_GROUND) && !element.closest(HEAD) ? ground : "";
}

function isVivid(colour: string, least: number): boolean {
  if (/^[a-z-]*$/i.test(colour)) return !PLAIN.test(colour) && !INHERITED.test(colour);
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1);
  const computed = /^rgb/i.test(colour)
    ? colour
        .split(/[^\d.]+/)
        .filter(Boolean)
        .map(Number)
    : [];
  const [red, green, blue, opacity = 1] = hex?.map((part) => Number.parseInt(part, 16)) ?? computed;
  if (red === undefined || green === undefined || blue === undefined || opacity === 0) return false;
  return Math.max(red, green, blue) - Math.min(red, green, blue) >= least;
}
