// A message has no tables: a row becomes a line, with a stroke between its cells.

import { textNodes } from "./dom";
import { numbersInside } from "./numbers";

/** A cell with more text is a column of a layout, not of a table. */
const LONGEST_CELL = 300;
const BLOCKS = "p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre, dl, dt, dd, table, tr, td, th";
const MOST_COLUMNS = 50;
/** How a cell itself stands beside others says nothing of its text. */
const PLACES = /^\s*(?:display|position)\s*:/i;
/** What a row or a table says of the text of its cells. */
const OF_TEXT = /^\s*(?:text-decoration(?:-line)?|font-weight|font-style)\s*:/i;

/** Whether there was a table whose columns say something. */
export function linesOfTables(root: HTMLElement): boolean {
  let some = false;
  // A table that contains others only arranges them.
  const tables = [...root.querySelectorAll("table")].map((table) => ({
    table,
    arranges: table.querySelector("table") !== null || table.getAttribute("role") === "presentation",
  }));
  for (const { table, arranges } of tables.reverse()) {
    const isGrid = !arranges && isData(table);
    some ||= !arranges && shownRows(table).some((row) => row.cells.length > 1);
    table.replaceWith(...(isGrid ? lines(table) : blocks(table)));
  }
  return some;
}

const isShown = ({ dataset }: HTMLElement) => dataset.hidden === undefined;
const shownRows = (table: HTMLTableElement) => [...table.rows].filter(isShown);

function isData(table: HTMLTableElement): boolean {
  const rows = shownRows(table);
  const cells = rows.flatMap((row) => [...row.cells]);
  return (
    rows.some((row) => row.cells.length > 1) &&
    cells.every((cell) => (cell.textContent ?? "").length <= LONGEST_CELL && !cell.querySelector("h1, h2, h3"))
  );
}

/** The cells one after the other. */
function blocks(table: HTMLTableElement): Element[] {
  const wrapped = [...table.rows]
    .flatMap((row) => [...row.cells])
    .map((cell) => {
      const block = table.ownerDocument.createElement("div");
      block.append(...cell.childNodes);
      return block;
    });
  return wrapped.filter((block) => block.textContent?.trim() || block.querySelector("img"));
}

interface Spanning {
  content: Node[];
  rows: number;
}

/** A paragraph for each row; what spans several rows stands in each of them. */
function lines(table: HTMLTableElement): HTMLElement[] {
  const { ownerDocument } = table;
  const hidden = hiddenColumns(table);
  const spanning = new Map<number, Spanning>();
  const paragraphs = [...table.querySelectorAll("caption")].map((caption) =>
    paragraph(ownerDocument, [...caption.childNodes]),
  );
  for (const row of table.rows) {
    const contents: Node[][] = [];
    let column = 0;
    const above = () => {
      for (let one = spanning.get(column); one && one.rows > 0; one = spanning.get(column)) {
        one.rows -= 1;
        if (!hidden.has(column)) contents.push(one.content.map((node) => node.cloneNode(true)));
        column += 1;
      }
    };
    for (const cell of row.cells) {
      above();
      // It stands in the first column that is shown; the others stay empty, so that what is below stays in its own.
      let content = inline(cell);
      const rows = Math.min(cell.rowSpan, table.rows.length) - 1;
      const end = column + Math.min(Math.max(cell.colSpan, 1), MOST_COLUMNS);
      for (; column < end; column += 1) {
        const isColumnShown = !hidden.has(column);
        if (rows > 0) spanning.set(column, { content: isColumnShown ? content : [], rows });
        if (!isColumnShown) continue;
        if (isShown(cell)) contents.push(content);
        content = [];
      }
    }
    above();
    const line = isShown(row) ? joined(ownerDocument, contents) : null;
    if (line) paragraphs.push(line);
  }
  return paragraphs;
}

function joined(document: Document, contents: Node[][]): HTMLElement | null {
  while (contents.length && !textOf(contents.at(-1) ?? [])) contents.pop();
  if (contents.length === 0) return null;
  return paragraph(
    document,
    contents.flatMap((content, position) => (position ? [document.createTextNode(" | "), ...content] : content)),
  );
}

function paragraph(document: Document, content: Node[]): HTMLElement {
  const line = document.createElement("p");
  line.append(...content);
  return line;
}

const textOf = (nodes: Node[]) =>
  nodes
    .map((node) => node.textContent ?? "")
    .join("")
    .trim();

/** What a cell holds, on one line: its paragraphs and lines are divided by a stroke. */
function inline(cell: HTMLTableCellElement): Node[] {
  const { ownerDocument } = cell;
  numbersInside(cell);
  for (const end of cell.querySelectorAll("br")) end.replaceWith(ownerDocument.createTextNode("\u0000"));
  for (const block of [...cell.querySelectorAll(BLOCKS)].reverse()) {
    block.before(ownerDocument.createTextNode("\u0000"));
    block.after(ownerDocument.createTextNode("\u0000"));
    block.replaceWith(...block.childNodes);
  }
  tidy(cell);
  if (cell.localName !== "th") return styled(cell);
  const strong = ownerDocument.createElement("strong");
  strong.append(...styled(cell));
  return [strong];
}

/** Turns runs of ends of lines into one stroke each, and none at the beginning and at the end. */
function tidy(cell: Element) {
  cell.normalize();
  let said = false;
  let waits = false;
  for (const node of textNodes(cell)) {
    let text = "";
    for (const piece of node.data.split(/(\u0000)/)) {
      if (piece === "\u0000") waits = said;
      else if (piece.trim()) {
        text += `${waits ? " / " : ""}${waits || !said ? piece.trimStart() : piece}`;
        [said, waits] = [true, false];
      } else if (said && !waits) text += piece;
    }
    node.data = text;
  }
}

/** The formats of the cell itself, as of a spreadsheet, and of its row, which may be struck out, are those of its text. */
function styled(cell: HTMLTableCellElement): Node[] {
  const content = [...cell.childNodes];
  const above = [cell.closest("table"), cell.closest<HTMLElement>("tbody, thead, tfoot"), cell.parentElement]
    .flatMap((element) => element?.dataset.style?.split(";") ?? [])
    .filter((declaration) => OF_TEXT.test(declaration));
  const own = cell.dataset.style?.split(";").filter((declaration) => !PLACES.test(declaration)) ?? [];
  const style = [...above, ...own].filter((declaration) => declaration.trim()).join(";");
  if (!style) return content;
  const span = cell.ownerDocument.createElement("span");
  span.dataset.style = style;
  span.style.cssText = style;
  span.append(...content);
  return [span];
}

/** The columns that a spreadsheet did not show. */
function hiddenColumns(table: HTMLTableElement): Set<number> {
  const hidden = new Set<number>();
  let column = 0;
  for (const col of table.querySelectorAll<HTMLTableColElement>("col")) {
    const span = Math.min(Math.max(col.span, 1), MOST_COLUMNS);
    const isHidden = /display:\s*none/i.test(col.dataset.style ?? "") || col.getAttribute("width") === "0";
    for (let one = 0; isHidden && one < span; one += 1) hidden.add(column + one);
    column += span;
  }
  return hidden;
}

/** A dot, "1." or "b)", after which a word processor writes a tab. */
const MARK = /^(\s*(?:[^\p{L}\p{N}\s]|o|\(?(?:\p{N}+|\p{L}|[ivx]+)[.)°]))\t\s*/iu;

/** A cell with several lines, which spreadsheets write in quotation marks. */
const SEVERAL_LINES = /(?<=^|[\t\r\n])"((?:[^"]|"")*)"(?=[\t\r\n]|$)/g;

/** Its lines are divided by a stroke, as in a table that is pasted with its formats. */
function onOneLine(cell: string, content: string): string {
  if (!/[\r\n]/.test(content)) return cell;
  const lines = content.replace(/""/g, '"').split(/[\r\n]+/);
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join(" / ");
}

/** Rows of a spreadsheet as plain text: their tabs become strokes. A single line with a tab is no table. */
export function linesOfColumns(text: string): string | null {
  const rows = text.includes("\t") ? text.replace(SEVERAL_LINES, onOneLine) : text;
  const lines = rows.split(/\r\n?|\n/).map((line) => line.replace(MARK, "$1 "));
  const isRow = (line: string) => /\S\t/.test(line);
  if (lines.filter(isRow).length < 2) return null;
  return lines
    .map((line) => (isRow(line) ? line.trimEnd().replace(/\t/g, " | ").replace(/ {2,}/g, " ") : line))
    .join("\n");
}
