// Where a page shows a text on a line of its own, or apart from what is beside it, its words must not run together here.

const LINE_TAGS =
  "p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre, dl, dt, dd, table, caption, tr, td, th, section, article, " +
  "header, footer, aside, main, nav, center, fieldset, legend, form, figure, figcaption, address, details, summary, dialog, " +
  "hgroup, hr, br, body";
const LINES = `:is(${LINE_TAGS}):not(br)`;
const UNSEEN_TAGS = "script, style, template, title, noscript";
/** A bracket, a quotation mark, an apostrophe or a stroke belongs to what follows it. */
const APART_FROM = /[^\s([{«“‘"'’/-]$/u;
const NEEDS_BLANK = /^[\p{L}\p{N}\p{S}(«“]/u;

type Way = "before" | "after";

export const isLine = (element: Element) => element.matches(LINE_TAGS);

/** Begins a line at the element, and another one after it, where others stand beside it. */
export function onOwnLine(element: Element, root: Element) {
  if (!element.textContent?.trim()) return;
  for (const way of ["before", "after"] as const) {
    // A paragraph inside it has a line of its own anyway.
    const edge = innermost(element, way === "before" ? "after" : "before");
    if (edge instanceof Element && isLine(edge) && edge.localName !== "br") continue;
    if (!beside(element, way, root, true)) continue;
    const next = way === "before" ? element.previousSibling : element.nextSibling;
    // A blank at the end of a line would stay there.
    if (next instanceof Text) next.data = way === "before" ? next.data.trimEnd() : next.data.trimStart();
    element[way](element.ownerDocument.createElement("br"));
  }
}

/** Sets a blank between the element and the words beside it, if there is none. */
export function apart(element: Element, root: Element) {
  if (!element.textContent?.trim()) return;
  blankBefore(element, root);
  if (NEEDS_BLANK.test(beside(element, "after", root))) element.after(" ");
}

export function blankBefore(element: Element, root: Element) {
  if (APART_FROM.test(beside(element, "before", root))) element.before(" ");
}

/**
 * Sets the words that stand in no paragraph beside others into one of their own: the library leaves out the blanks between
 * them where a paragraph comes first, and takes those between paragraphs for a text where such words do.
 */
export function wordsInParagraphs(box: Element) {
  const holdsLines = (node: Node): node is Element =>
    node instanceof Element && (node.matches(LINES) || node.querySelector(LINES) !== null);
  if (![...box.childNodes].some(holdsLines)) return;
  let words: ChildNode[] = [];
  const end = () => {
    if (words.some(isSeen)) {
      const paragraph = box.ownerDocument.createElement("p");
      words[0]?.before(paragraph);
      paragraph.append(...words);
    }
    words = [];
  };
  for (const node of [...box.childNodes]) {
    if (!holdsLines(node)) {
      words.push(node);
      continue;
    }
    end();
    if (!isLine(node)) wordsInParagraphs(node);
  }
  end();
}

function isSeen(node: Node): boolean {
  if (node.nodeType === Node.COMMENT_NODE || (node instanceof Element && node.matches(UNSEEN_TAGS))) return false;
  return Boolean(node.textContent?.trim());
}

/** The text next to the element on its line, or "" where the line ends there. */
function beside(element: Element, way: Way, root: Element, skipsBlanks = false): string {
  for (let node = step(element, way, root); node; node = step(node, way, root)) {
    if (node instanceof Element && isLine(node)) return "";
    if (node instanceof Text && (skipsBlanks ? node.data.trim() : node.data)) return node.data;
  }
  return "";
}

/** The next node that holds no others, or that is a line; nothing where the line around it ends. */
function step(from: Node, way: Way, root: Element): Node | null {
  const sibling = (node: Node) => (way === "before" ? node.previousSibling : node.nextSibling);
  let node = from;
  for (let next = sibling(node); !next; next = sibling(node)) {
    const above = node.parentElement;
    if (!above || above === root || isLine(above)) return null;
    node = above;
  }
  return innermost(sibling(node), way);
}

/** The last one inside a node, or the first one where the way goes on after it; a line hides what is in it. */
function innermost(from: Node | null, way: Way): Node | null {
  let inner = from;
  while (inner instanceof Element && !isLine(inner) && !inner.matches(UNSEEN_TAGS)) {
    const child: Node | null = way === "before" ? inner.lastChild : inner.firstChild;
    if (!child) break;
    inner = child;
  }
  return inner;
}
