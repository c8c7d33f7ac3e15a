// Each severity has its own shape: circle, triangle, octagon. Words beside it say the same.

import type { Severity } from "./announcement.ts";

const SVG = "http://www.w3.org/2000/svg";
const shapes: Record<Severity, string> = {
  information: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 11v5M12 8v.01",
  warning: "M12 3L2 20h20zM12 10v4M12 17v.01",
  alert: "M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.5v.01",
};

export function icon(severity: Severity): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", shapes[severity]);
  svg.append(path);
  return svg;
}
