// Converts the clipboard content of other programs to elements that the schema knows.

import { allowedAddress } from "./address";

const LEVEL = /mso-list:\s*l\d+\s+level(\d)/i;
const PICTURES = "img, picture, video, audio, canvas, embed, object, iframe, svg";
/** Those among them that nobody adds as a file. */
const FRAMES = /^(?:video|audio|embed|object|iframe)$/;
/** A smaller drawing is an icon, beside the text that says the same. */
const SMALLEST_DRAWING = 64;

/** Word writes list items as paragraphs with a bullet or number in front. */
export function listsOfWord(root: HTMLElement) {
  let lists: HTMLElement[] = [];
  let last: Element | undefined;
  for (const item of root.querySelectorAll<HTMLElement>("p[data-style*='mso-list' i]")) {
    const level = Number(LEVEL.exec(item.dataset.style ?? "")?.[1] ?? 0);
    if (!level) continue;
    const sign = item.querySelector("[data-style*='mso-list:Ignore' i]");
    const text = sign?.textContent?.trim() ?? "";
    const kind = isNumber(text) ? "ol" : "ul";
    sign?.remove();
    if (!last || item.previousElementSibling !== last) lists = [];
    lists.length = Math.min(lists.length, level);
    if (lists.length === level && lists[level - 1]?.localName !== kind) lists.length = level - 1;
    while (lists.length < level) {
      const list = root.ownerDocument.createElement(kind);
      const parent = lists.at(-1)?.lastElementChild;
      if (parent) parent.append(list);
      else if (lists.length === 0) item.before(list);
      else lists.at(-1)?.append(list);
      lists.push(list);
    }
    const line = root.ownerDocument.createElement("li");
    if (kind === "ol") line.dataset.sign = text;
    lists.at(-1)?.append(line);
    line.append(item);
    // It is an item now, also when the text is read again.
    item.dataset.style = (item.dataset.style ?? "").replace(/mso-list:[^;]*/gi, "");
    last = lists[0];
  }
}

/** Word on the web writes each item into a list of its own, which says where it stands. */
export function listsOfWordOnline(root: HTMLElement) {
  // It draws the end of a paragraph as a blank.
  for (const end of root.querySelectorAll(".EOP[data-ccp-props]")) if (!end.textContent?.trim()) end.remove();
  let open: { level: number; list: HTMLElement }[] = [];
  let last: Element | undefined;
  for (const wrapper of root.querySelectorAll("div.ListContainerWrapper")) {
    const list = wrapper.querySelector<HTMLElement>(":scope > ol, :scope > ul");
    const item = list?.querySelector<HTMLElement>(":scope > li");
    if (!list || !item) continue;
    const level = Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1);
    if (wrapper.previousElementSibling !== last) open = [];
    open = open.filter((outer) => outer.level <= level);
    const same = open.find((outer) => outer.level === level);
    if (same && goesOn(same.list, list)) {
      same.list.append(...list.children);
      wrapper.remove();
      continue;
    }
    open = open.filter((outer) => outer !== same);
    const parent = open.at(-1)?.list.lastElementChild;
    if (parent) {
      parent.append(list);
      wrapper.remove();
    } else {
      last = wrapper;
    }
    open.push({ level, list });
  }
}

/** Whether the second list is the next part of the first. */
function goesOn(list: HTMLElement, next: HTMLElement): boolean {
  if (list.localName !== next.localName || list.style.listStyleType !== next.style.listStyleType) return false;
  const isNumbered = list instanceof HTMLOListElement && next instanceof HTMLOListElement;
  return !isNumbered || next.start === list.start + list.childElementCount;
}

/** 1., b), (iv) or "Article 2", and not a bullet: fonts of signs draw one as a single letter. */
function isNumber(sign: string): boolean {
  return /\p{N}/u.test(sign) || ([...sign].length > 1 && /\p{L}/u.test(sign));
}

/** A face, a flag, a keycap; it may be made of many characters, such as a family with its colours of skin. */
function isEmoji(said: string): boolean {
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(said)) return false;
  return said.length <= 12 || /^[\p{Emoji}\p{Emoji_Component}]{1,40}$/u.test(said);
}

/** Removes pictures; whether there were any to see. A picture of an emoji is that character, and one that is all that a
 * link shows leaves its words there, or else its address: a button still leads somewhere. */
export function withoutPictures(root: HTMLElement): { picture: boolean; frame: boolean } {
  const some = { picture: false, frame: false };
  for (const picture of root.querySelectorAll<HTMLElement>(PICTURES)) {
    const said = (picture.querySelector("img") ?? picture).getAttribute("alt") ?? "";
    if (isEmoji(said)) {
      picture.replaceWith(said);
      continue;
    }
    const isSeen = picture.localName === "svg" ? isDrawing(picture) : isPicture(picture);
    if (isSeen) some[FRAMES.test(picture.localName) ? "frame" : "picture"] = true;
    const link = isSeen ? picture.closest("a[href]") : null;
    const address = link?.textContent?.trim() === "" ? allowedAddress(link.getAttribute("href")) : null;
    picture.replaceWith(address ? said.trim() || address : "");
  }
  return some;
}

/** A picture of one point only tells a sender that a letter was opened. */
function isPicture(picture: Element): boolean {
  return ["width", "height"].every((side) => Number.parseFloat(picture.getAttribute(side) ?? "9") > 2);
}

function isDrawing(drawing: HTMLElement): boolean {
  const sides = [drawing.getAttribute("width"), drawing.getAttribute("height"), drawing.style?.width];
  return sides.some((side) => Number.parseFloat(side ?? "") >= SMALLEST_DRAWING);
}

/** A part of the copied document itself, such as a note, or nothing that a reader could open elsewhere. */
const OF_ITSELF = /^$|#_|msohtmlclip|^(?:#|javascript:|about:|blob:|data:|cid:)/i;
const TELEPHONE = /^(?:tel|sms|callto):/i;

/** Whether a link leads where a message cannot lead, such as to a file of a computer, and its text does not say where. */
export function losesLinks(root: HTMLElement): boolean {
  return [...root.querySelectorAll("a[href]")].some((link) => {
    const href = link.getAttribute("href")?.trim() ?? "";
    const said = bare(link.textContent ?? "");
    if (said === "" || OF_ITSELF.test(href) || allowedAddress(href)) return false;
    const address = bare(href.replace(/^[a-z]+:/i, ""));
    // With the number of a country or without.
    return TELEPHONE.test(href) ? !said.includes(address.slice(-8)) : said !== address;
  });
}

const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
