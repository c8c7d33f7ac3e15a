// The styles that Word and Excel write into a sheet beside the text, as far as they change what it says.

const SHEET = /<style\b[^>]*>([^]*?)<\/style\s*>/gi;
const NOT_RULES = /<!--|-->|\/\*[^]*?\*\/|@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})/g;
const RULE = /([^{}]{1,500})\{([^{}]*)\}/g;
const OF_CLASS = /^[a-z0-9]*\.([\w-]+)$/i;
const TELLING =
  /^\s*(?:display|visibility|mso-hide|list-style(?:-type)?|text-decoration(?:-line)?|text-line-through|vertical-align|font-weight|font-style|color|background(?:-color)?)\s*:/i;
const MOST_RULES = 500;

/** Writes what a class says about its elements into their `data-style`, before what they say themselves. */
export function styledByClass(html: string, root: HTMLElement) {
  let rules = 0;
  const said = new Map<HTMLElement, string>();
  for (const [, sheet = ""] of html.matchAll(SHEET)) {
    for (const [, selectors = "", body = ""] of sheet.replace(NOT_RULES, "").matchAll(RULE)) {
      const style = body
        .split(";")
        .filter((declaration) => TELLING.test(declaration))
        .join(";");
      if (!style) continue;
      for (const selector of selectors.split(",")) {
        const name = OF_CLASS.exec(selector.trim())?.[1];
        if (!name || (rules += 1) > MOST_RULES) continue;
        for (const element of root.querySelectorAll<HTMLElement>(`.${name}`)) {
          // A later rule wins.
          if (element.dataset) said.set(element, `${said.get(element) ?? ""}${style};`);
        }
      }
    }
  }
  for (const [element, style] of said) element.dataset.style = style + (element.dataset.style ?? "");
}
