// Ways in which a page hides a text that stays in it: too faint to be seen, cut away, or moved out of sight.

/** It begins as nothing, and comes into sight. */
const isAnimated = ({ animationName }: CSSStyleDeclaration) => animationName !== "" && animationName !== "none";

/** Nobody sees what is less than this part of itself. */
export const FAINTEST = 0.05;

export function isFaint(style: CSSStyleDeclaration): boolean {
  const filtered = /opacity\(\s*([\d.]+)(%?)\s*\)/.exec(style.filter);
  const left = filtered ? Number.parseFloat(filtered[1] ?? "") / (filtered[2] ? 100 : 1) : 1;
  const isNothing = left <= FAINTEST || (style.opacity !== "" && Number.parseFloat(style.opacity) <= FAINTEST);
  return isNothing && !isAnimated(style);
}

/** The ways in which pages hide a text that only screen readers read. */
export function isCutAway(element: HTMLElement): boolean {
  const { style } = element;
  if (/scale\w*\(0(?:\.0+)?[,)\s]/.test(style.transform) && !isAnimated(style)) return true;
  if (/^circle\(0(?:px|%)?[\s)]/.test(style.clipPath)) return true;
  const { width, height, maxWidth, maxHeight } = style;
  const isCut = /hidden|clip/.test(style.overflow);
  if (isCut && [width, height, maxWidth, maxHeight].some((length) => pixels(length) <= 0)) return !isStretched(element);
  // The text begins where its box ends.
  if (isCut && style.whiteSpace === "nowrap" && /^[1-9]\d\d+%$/.test(style.textIndent)) return true;
  if (!/^(?:absolute|fixed)$/.test(style.position)) return false;
  return (
    /^rect\((?:[01](?:px)?[,\s]*){4}\)$/.test(style.clip) ||
    /^inset\((?:50|100)%/.test(style.clipPath) ||
    (isCut && pixels(width) <= 1 && pixels(height) <= 1)
  );
}

const OUT = 999;
/** Columns of a page are moved by less; so are the pictures of one that slides. */
const FAR_OUT = 3_000;
const BEYOND = 9_900;

/** Moved out of the page, to the left or above it, or so far to the right or below that nobody goes there. */
export function isFarAway(element: HTMLElement): boolean {
  const { style } = element;
  if (length(style.textIndent) <= -OUT) return true;
  // A bar as wide as the page has a margin that its padding takes back.
  if (length(style.marginLeft) <= -FAR_OUT && length(style.paddingLeft) < FAR_OUT) return true;
  if (length(style.marginTop) <= -FAR_OUT && length(style.paddingTop) < FAR_OUT) return true;
  // A row of pictures that slides is moved as far as it is long, and holds them all.
  if (movedBy(style).some((by) => Math.abs(by) >= BEYOND) && element.childElementCount < 2) return !isAnimated(style);
  if (!/^(?:absolute|fixed|relative)$/.test(style.position)) return false;
  const out = style.position === "relative" ? FAR_OUT : OUT;
  if ([style.left, style.top].some((place) => length(place) <= -out) || length(style.left) >= BEYOND) return true;
  return [style.right, style.bottom].some((place) => length(place) >= BEYOND) || length(style.right) <= -BEYOND;
}

const LETTER = 16;

/** About how many points of the screen, or the number itself where that depends on what is around. */
const length = (said: string) => (Number.parseFloat(said) || 0) * (/em\s*$/.test(said) ? LETTER : 1);

/** How far a transform moves it, to the side and down. */
function movedBy({ transform, translate }: CSSStyleDeclaration): number[] {
  const [, axis = "", said = translate ?? ""] = /translate(x|y|3d)?\(([^)]*)\)/i.exec(transform) ?? [];
  const lengths = said.split(/[\s,]+/).map(length);
  // A long list is moved down to where one reads in it.
  const [first = 0, second = 0] = lengths;
  return /^y$/i.test(axis) ? [Math.min(first, 0)] : [first, Math.min(second, 0)];
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
