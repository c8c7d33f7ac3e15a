// What a page of the web shows in other ways than as text between tags.

/** They begin a line, but the library does not know it. */
const LINES = "legend, summary, details, dt, main, nav, center, dialog, option";
/** What somebody typed, or a page filled in, is text to see. */
const TYPED = /^(?:text|search|email|tel|url|number|date|time|month|week|datetime-local)$/;

export function pagesAsText(root: HTMLElement) {
  for (const field of root.querySelectorAll("input")) {
    const typed = TYPED.test(field.type) ? (field.getAttribute("value") ?? "").trim() : "";
    field.replaceWith(typed);
  }
  for (const line of root.querySelectorAll(LINES)) {
    const block = root.ownerDocument.createElement("div");
    for (const { name, value } of line.attributes) if (name.startsWith("data-")) block.setAttribute(name, value);
    block.append(...line.childNodes);
    line.replaceWith(block);
  }
}
