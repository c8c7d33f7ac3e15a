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
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
