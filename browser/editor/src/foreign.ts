// Converts the clipboard content of other programs to elements that the schema knows.

import { allowedAddress } from "./address";

const LEVEL = /mso-list:\s*l\d+\s+level(\d)/i;
const PICTURES = "img, picture, video, audio, canvas, embed, object, iframe";

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
export function withoutPictures(root: HTMLElement): boolean {
  let some = false;
  for (const picture of root.querySelectorAll(PICTURES)) {
    const said = (picture.querySelector("img") ?? picture).getAttribute("alt") ?? "";
    if (isEmoji(said)) {
      picture.replaceWith(said);
      continue;
    }
    // A picture of one point only tells a sender that a letter was opened.
    const side = (name: string) => Number.parseFloat(picture.getAttribute(name) ?? "9");
    const isSeen = side("width") > 2 && side("height") > 2;
    some ||= isSeen;
    const link = isSeen ? picture.closest("a[href]") : null;
    const address = link?.textContent?.trim() === "" ? allowedAddress(link.getAttribute("href")) : null;
    picture.replaceWith(address ? said.trim() || address : "");
  }
  return some;
}
