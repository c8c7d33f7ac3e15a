// Signs that a page raises or lowers by a length, and not by a name.

const INLINE = /^(?:span|font|small|a|b|strong|i|em|u)$/;
const ON_A_LINE = /^(?:|inline|inline-block)$/;
/** Digits and signs, or one letter: a page moves words for their look. */
const SHORT = /^\s*(?:[\d\s+\-−–=()ni]{1,12}|\p{L})\s*$/u;
/** In parts of the size of the letters around: less is not seen, more arranges a page. */
const LEAST = 0.2;
const LEAST_OF_SMALL = 0.15;
const MOST = 1;
const USUAL_SIZE = 16;
const SMALLER = 0.9;

/** "super", "sub", or "" for an element on the line. Only what directly follows something is raised above it. */
export function heightOf(element: HTMLElement, before: string): "super" | "sub" | "" {
  const { style } = element;
  if (!style || !INLINE.test(element.localName) || !ON_A_LINE.test(style.display)) return "";
  if (!SHORT.test(element.textContent ?? "") || !/\S$/.test(before)) return "";
  const size = sizeAround(element);
  const isSmall = isSmaller(element, size);
  if (isSmall && /^(?:text-)?top$/.test(style.verticalAlign)) return "super";
  if (isSmall && /^(?:text-)?bottom$/.test(style.verticalAlign)) return "sub";
  const height = raisedBy(style.verticalAlign, size) + movedBy(style, size);
  const [far, least] = [Math.abs(height), isSmall ? LEAST_OF_SMALL : LEAST];
  if (far < least || far > MOST) return "";
  return height > 0 ? "super" : "sub";
}

function movedBy({ position, top, bottom }: CSSStyleDeclaration, size: number): number {
  if (position !== "relative") return 0;
  return /\d/.test(top) ? -raisedBy(top, size) : raisedBy(bottom, size);
}

/** A length in parts of this size, or 0 for what is none. */
function raisedBy(length: string, size: number): number {
  const [, number = "", unit = ""] = /^(-?[\d.]+)([a-z]*|%)$/i.exec(length) ?? [];
  const value = Number.parseFloat(number) || 0;
  if (unit === "px") return value / size;
  if (unit === "pt") return (value * 4) / 3 / size;
  if (unit === "%") return value / 100;
  if (unit === "ex") return value / 2;
  return /^r?em$/.test(unit) ? value : 0;
}

function isSmaller(element: HTMLElement, around: number): boolean {
  const { fontSize } = element.style;
  if (element.localName === "small" || /^(?:smaller|(?:xx?-)?small)$/.test(fontSize)) return true;
  const value = Number.parseFloat(fontSize);
  if (/[^r]em$/.test(fontSize)) return value < SMALLER;
  if (/%$/.test(fontSize)) return value / 100 < SMALLER;
  const own = pixels(fontSize);
  return own !== undefined && own < around * SMALLER;
}

/** The size of the letters around it, in pixels. */
function sizeAround(element: HTMLElement): number {
  for (let above = element.parentElement; above; above = above.parentElement) {
    const size = pixels(above.style?.fontSize ?? "");
    if (size) return size;
  }
  return USUAL_SIZE;
}

function pixels(length: string): number | undefined {
  const value = Number.parseFloat(length);
  if (/px$/.test(length)) return value;
  if (/pt$/.test(length)) return (value * 4) / 3;
  return undefined;
}
