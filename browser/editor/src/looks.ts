// How a text looks where it is copied: whether it is shown at all, its size, its colour and what is behind it.

import { FAINTEST } from "./away";

/** What an element passes on to the texts inside it. */
interface Look {
  isUnseen: boolean;
  /** So small that nobody reads it. */
  isTiny: boolean;
  /** "" is the colour of the program. */
  colour: string;
  /** "" is that of the page, which is not copied. */
  ground: string;
}

const PLAIN: Look = { isUnseen: false, isTiny: false, colour: "", ground: "" };
/** A ground that is not one colour, or through which the letters themselves are drawn. */
const PICTURE = "picture";
/** The colour that a browser gives to links. */
const LINK = "link";
const DRAWN = /background-clip:\s*text|text-shadow:\s*(?!none)\S/i;

export function looksOf(root: HTMLElement): Map<Element, Look> {
  const looks = new Map<Element, Look>([[root, lookOf(root, PLAIN)]]);
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    const above = element.parentElement && looks.get(element.parentElement);
    looks.set(element, lookOf(element, above ?? PLAIN));
  }
  return looks;
}

function lookOf(element: HTMLElement, above: Look): Look {
  const visibility = element.style?.visibility ?? "";
  return {
    isUnseen: /^(?:|inherit|unset)$/.test(visibility) ? above.isUnseen : /^(?:hidden|collapse)$/.test(visibility),
    isTiny: tinyOf(element) ?? above.isTiny,
    colour: colourOf(element) ?? above.colour,
    ground: groundOf(element) ?? above.ground,
  };
}

/** Whether it says a size that nobody reads; `undefined` where it says none, or a part of the one around it. */
function tinyOf(element: HTMLElement): boolean | undefined {
  if (element.localName === "font" && element.hasAttribute("size")) return false;
  const size = element.style?.fontSize ?? "";
  if (Number.parseFloat(size) === 0) return true;
  if (/^(?:|inherit|unset|smaller|larger)$|[^r]em$|ex$|ch$|%$/.test(size)) return undefined;
  return /p[xt]$/.test(size) && Number.parseFloat(size) <= 1;
}

function colourOf(element: HTMLElement): string | undefined {
  const said = element.style?.color || element.getAttribute("color") || "";
  if (said && !/^(?:inherit|unset|currentcolor)$/i.test(said)) return said;
  // A link has a colour of its own.
  return !said && element.localName === "a" && element.hasAttribute("href") ? LINK : undefined;
}

function groundOf(element: HTMLElement): string | undefined {
  const picture = element.style?.backgroundImage || element.getAttribute("background") || "";
  if (/url|gradient|image|\.\w+$/i.test(picture) || DRAWN.test(element.dataset?.style ?? "")) return PICTURE;
  const said = element.style?.backgroundColor || element.getAttribute("bgcolor") || "";
  const isNone = said === "" || isClear(said) || /^(?:inherit|initial|unset|revert|none)/i.test(said);
  return isNone ? (element.localName === "mark" ? "yellow" : undefined) : said;
}

const WHITE = [255, 255, 255] as const;
/** No eye tells two colours apart whose parts are so near to one another. */
const NEAR = 5;

const isWhite = (colour: string) => isNear(partsOf(colour), WHITE);
const isSame = (colour: string, ground: string) => colour === ground || isNear(partsOf(colour), partsOf(ground));
const isClear = (colour: string) => /^transparent$/i.test(colour) || opacityOf(colour) <= FAINTEST;

/** A colour through which more is seen depends on what is behind it. */
const COVERING = 0.9;

type Parts = readonly [red: number, green: number, blue: number];

function isNear(one: Parts | undefined, other: Parts | undefined): boolean {
  return (
    one !== undefined && other !== undefined && one.every((part, place) => Math.abs(part - (other[place] ?? 0)) <= NEAR)
  );
}

/** Of a colour that covers what is behind it, as the browser writes it or as an attribute does. */
function partsOf(colour: string): Parts | undefined {
  if (/^white$/i.test(colour)) return WHITE;
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i
    .exec(colour)
    ?.slice(1)
    .map((sign) => sign + sign);
  const long = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1);
  const hex = (short ?? long)?.map((part) => Number.parseInt(part, 16));
  const said =
    opacityOf(colour) < COVERING ? undefined : /^rgba?\((\d+), (\d+), (\d+)/.exec(colour)?.slice(1).map(Number);
  const [red, green, blue] = hex ?? said ?? [];
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

/** The last part of a colour that has four of them, or the one after a stroke. */
function opacityOf(colour: string): number {
  const [, said = "1", percent] = /(?:^rgba\([^)]*,|\/)\s*([\d.e-]+)(%?)\s*\)$/i.exec(colour) ?? [];
  return Number.parseFloat(said) / (percent ? 100 : 1);
}

/**
 * The texts in the colour of their ground, such as white ones on white, or on no ground that was copied. Where no other text is
 * dark, or most of it is white, the page was dark: they were seen there.
 */
export function unseenByColour(texts: Text[], looks: Map<Element, Look>): Text[] {
  const look = (text: Text) => (text.parentElement && looks.get(text.parentElement)) ?? PLAIN;
  const unseen = texts.filter((text) => isUnseen(look(text)));
  const dark = texts.filter((text) => !isUnseen(look(text)) && !isLight(look(text).colour));
  if (dark.length === 0) return [];
  const isBare = (text: Text) => isWhite(look(text).colour) && look(text).ground === "";
  return lengthOf(unseen.filter(isBare)) > lengthOf(dark) ? unseen.filter((text) => !isBare(text)) : unseen;
}

function isUnseen({ colour, ground }: Look): boolean {
  if (ground === PICTURE) return false;
  if (isClear(colour)) return true;
  return ground ? isSame(colour, ground) : isWhite(colour);
}

const lengthOf = (texts: Text[]) => texts.reduce((sum, text) => sum + text.data.replace(/\s/g, "").length, 0);

/** A link has its colour on any page. */
function isLight(colour: string): boolean {
  if (colour === LINK || isWhite(colour)) return true;
  const [red, green, blue] = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour)?.slice(1).map(Number) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return false;
  return 0.3 * red + 0.6 * green + 0.1 * blue > 140;
}
