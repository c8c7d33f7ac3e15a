// Signs that a browser draws where the text has none: they become characters, because they say something.

import { blankBefore } from "./beside";

const BOXES = "input[type=checkbox i], input[type=radio i], [role=checkbox i]";
const DRAWN = "img, svg, input";

export function drawnAsCharacters(root: HTMLElement) {
  for (const box of root.querySelectorAll<HTMLElement>(BOXES)) {
    // A line of a list may hold the box that it is itself.
    if (!box.isConnected) continue;
    const sign = ticked(box) ? "\u2611 " : "\u2610 ";
    if (box.localName === "input") {
      blankBefore(box, root);
      box.replaceWith(sign);
      continue;
    }
    if (box.firstElementChild?.matches(DRAWN)) box.firstElementChild.remove();
    (box.querySelector("p, div") ?? box).prepend(sign);
    // Read again, it has its sign already.
    box.removeAttribute("role");
  }
  for (const quotation of root.querySelectorAll("q")) {
    const isInside = quotation.parentElement?.closest("q") !== null;
    const [begin, end] = isInside || isEnglish(quotation) ? ["“", "”"] : ["«\u00a0", "\u00a0»"];
    quotation.prepend(begin);
    quotation.append(end);
  }
  // Read again, it has its signs already.
  for (const quotation of root.querySelectorAll("q")) quotation.replaceWith(...quotation.childNodes);
}

function ticked(box: HTMLElement): boolean {
  return box.hasAttribute("checked") || box.getAttribute("aria-checked")?.toLowerCase() === "true";
}

function isEnglish(element: Element): boolean {
  return /^en\b/i.test(element.closest("[lang]")?.getAttribute("lang") ?? "");
}
