// Converts the clipboard content of other programs to elements that the schema knows.

const LEVEL = /mso-list:\s*l\d+\s+level(\d)/i;
const NUMBERED = /^\s*(\d+|[a-z]{1,4})[.)]/i;

/** Word writes list items as paragraphs with a bullet or number in front. */
export function listsOfWord(root: HTMLElement) {
  let lists: HTMLElement[] = [];
  let last: Element | undefined;
  for (const item of root.querySelectorAll<HTMLElement>("p[data-style*='mso-list' i]")) {
    const level = Number(LEVEL.exec(item.dataset.style ?? "")?.[1] ?? 0);
    if (!level) continue;
    const sign = item.querySelector("[data-style*='mso-list:Ignore' i]");
    const kind = NUMBERED.test(sign?.textContent ?? "") ? "ol" : "ul";
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
    lists.at(-1)?.append(line);
    line.append(item);
    last = lists[0];
  }
}

/** A message has no tables: a row becomes a line. */
export function linesOfTables(root: HTMLElement) {
  for (const row of root.querySelectorAll("tr")) {
    if (row.querySelector("p, ul, ol, table")) continue;
    const line = root.ownerDocument.createElement("p");
    for (const cell of row.cells) {
      if (line.hasChildNodes()) line.append(" ");
      line.append(...cell.childNodes);
    }
    row.replaceChildren(line);
  }
}
