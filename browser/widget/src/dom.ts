/** An element with its class, which is also its `part`, and its children. Text stays text. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (part !== "") {
    element.className = part;
    element.setAttribute("part", part);
  }
  // A paragraph that begins in Arabic or Hebrew is written from right to left.
  if (name === "p") element.dir = "auto";
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
