// Boxes that a page arranges in rows and cells by styles or by roles become a table, which then becomes lines as any other.

const ROLES: Record<string, string> = {
  table: "table",
  grid: "table",
  rowgroup: "table-row-group",
  row: "table-row",
  cell: "table-cell",
  gridcell: "table-cell",
  columnheader: "table-cell",
  rowheader: "table-cell",
};
const TABLES = "[data-style*='display' i], [role=table i], [role=grid i]";
const OF_TABLES = /^(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th)$/;
/** A table inside them would end them. */
const NO_TABLES = "p, h1, h2, h3, h4, h5, h6";

interface Row {
  box: HTMLElement | null;
  cells: HTMLElement[];
}

export function gridsAsTables(root: HTMLElement) {
  // What is inside others comes first: they then only arrange it.
  for (const grid of [...root.querySelectorAll<HTMLElement>(TABLES)].reverse()) {
    if (!/^(?:inline-)?table$/.test(kindOf(grid)) || grid.closest(NO_TABLES)) continue;
    const rows = rowsOf(grid);
    if (rows?.some(({ cells }) => cells.length > 1)) grid.replaceWith(tableOf(grid, rows));
  }
}

function kindOf(element: HTMLElement): string {
  if (OF_TABLES.test(element.localName)) return "";
  const display = element.style?.display ?? "";
  return display.includes("table") ? display : (ROLES[element.getAttribute("role")?.toLowerCase() ?? ""] ?? "");
}

/** Its rows, or nothing if it holds a text besides, which would be lost. */
function rowsOf(box: HTMLElement): Row[] | null {
  const rows: Row[] = [];
  // Cells that stand in no row make one.
  let open: Row | undefined;
  for (const child of box.childNodes) {
    if (isStray(child)) return null;
    const kind = child instanceof HTMLElement ? kindOf(child) : "";
    if (!(child instanceof HTMLElement) || (kind === "" && !child.textContent?.trim())) continue;
    if (kind === "table-cell") {
      if (!open) {
        open = { box: null, cells: [] };
        rows.push(open);
      }
      open.cells.push(child);
    } else {
      open = undefined;
      const inner = innerRows(child, kind);
      if (!inner) return null;
      rows.push(...inner);
    }
  }
  return rows;
}

function innerRows(child: HTMLElement, kind: string): Row[] | null {
  if (kind === "table-caption") return [{ box: null, cells: [child] }];
  if (/^table-(?:row|header|footer)-group$/.test(kind)) return rowsOf(child);
  if (kind !== "table-row" || [...child.childNodes].some(isStray)) return null;
  const parts = [...child.children].filter((part): part is HTMLElement => part instanceof HTMLElement);
  const cells = parts.filter((part) => kindOf(part) === "table-cell" || part.textContent?.trim());
  return [{ box: child, cells }];
}

/** A text, or a formula, that stands in no element. */
const isStray = (node: Node) =>
  !(node instanceof HTMLElement) && node.nodeType !== Node.COMMENT_NODE && Boolean(node.textContent?.trim());

function tableOf(grid: HTMLElement, rows: Row[]): HTMLTableElement {
  const table = like(grid, "table");
  for (const { box, cells } of rows) {
    const row = box ? like(box, "tr") : grid.ownerDocument.createElement("tr");
    for (const cell of cells) {
      const part = like(cell, "td");
      part.append(...cell.childNodes);
      row.append(part);
    }
    table.append(row);
  }
  return table;
}

/** Another element with the same styles, as they were set aside. */
export function like<Name extends keyof HTMLElementTagNameMap>(
  from: HTMLElement,
  name: Name,
): HTMLElementTagNameMap[Name] {
  const element = from.ownerDocument.createElement(name);
  for (const { name, value } of from.attributes) if (name.startsWith("data-")) element.setAttribute(name, value);
  element.style.cssText = element.dataset.style ?? "";
  return element;
}
