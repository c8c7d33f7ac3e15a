import type { Page } from "@playwright/test";
import { type EditorPage, test } from "../support/rich-text";
import { expect } from "../support/test";
import { setTraps } from "../support/traps";
import { type Vector, vectors } from "../support/vectors";

// Each vector is put into the editor: nothing in it may run, and nothing outside the closed list may remain.

test.use({ bypassCSP: true });
test.describe.configure({ timeout: 120_000 });

const nested = (depth: number, html: string) => "<blockquote>".repeat(depth) + html;
const slice = (context: unknown) => `<p data-pm-slice='1 1 ${JSON.stringify(context)}'>x</p>`;

// Vectors that the lists do not contain: the clipboard format and the attributes of this editor.
const OWN: string[] = [
  slice(["heading", { level: 2, textAlign: "center;background:url(https://evil.example/)" }]),
  slice(["heading", { level: "script", textAlign: "right" }]),
  slice(["paragraph", { textAlign: 'x"><img src=x onerror=alert(1)>' }]),
  slice(["orderedList", { start: '1" onclick="alert(1)', type: "a" }, "listItem", { onclick: "alert(1)" }]),
  slice(["link", { href: "javascript:alert(1)" }]),
  slice(["doc", null, "script", { src: "//evil.example" }]),
  '<p data-style="background:url(https://evil.example/a)">x</p>',
  '<p style="text-align:center;background:url(https://evil.example/b)">x</p>',
  '<p align="center" style="text-align: expression(alert(1))">x</p>',
  '<a href="https://exemple.fr" target="_blank" ping="https://evil.example" onclick="alert(1)">x</a>',
  ...[
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:x",
    "file:///etc/passwd",
    "//evil.example",
    "https:javascript:alert(1)",
    "mailto:a@b.fr%22onclick=alert(1)",
  ].map((href) => `<a href="${href.replace(/</g, "&lt;")}">x</a>`),
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<template><script>alert(1)</script></template><textarea><img src=x onerror=alert(1)></textarea>",
  "<p class=MsoListParagraph style='mso-list:l0 level9 lfo1'><img src=x onerror=alert(1)><script>alert(1)</script>x</p>",
  "<table><tr onclick=alert(1)><td><img src=x onerror=alert(1)></table>",
  nested(300, "<img src=x onerror=alert(1)>"),
];

type Way = "load" | "html" | "text";

// Runs inside the page: returns forbidden elements and attributes, with the vector that they come from.
async function feed({ list, way }: { list: Vector[]; way: Way }): Promise<{ wrong: string[]; links: number }> {
  const textarea = document.querySelector("textarea") as HTMLTextAreaElement;
  const host = document.querySelector("rich-text") as HTMLElement;
  const area = document.querySelector(".rich-text-area") as HTMLElement;
  const reading = document.querySelector("#lecture") as HTMLElement;
  const names = ["p", "br", "h2", "h3", "strong", "em", "u", "s", "ul", "ol", "li", "blockquote", "a"];
  const aligned = /^text-align: (left|center|right|justify);?$/;
  const wrong: string[] = [];
  let links = 0;

  const judge = (root: Element, html: string, where: string) => {
    for (const element of root.querySelectorAll("*")) {
      // Helper elements of the editor at the end of a line; they are never part of the value.
      if (root === area && /^ProseMirror-(trailingBreak|separator)$/.test(element.className)) continue;
      let fault = names.includes(element.localName) ? "" : `<${element.localName}>`;
      for (const { name, value } of element.attributes) {
        const good =
          (name === "href" && element.localName === "a" && /^(https?|mailto):/.test(value)) ||
          (name === "style" && ["p", "h2", "h3"].includes(element.localName) && aligned.test(value));
        if (!good) fault ||= `${element.localName}[${name}="${value}"]`;
      }
      if (fault) wrong.push(`${where}: ${fault} of ${html}`);
    }
  };
  // Allowed links are not followed; all others keep their effect.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link && ["http:", "https:", "mailto:"].includes(link.protocol)) event.preventDefault();
  });

  for (const [position, { html }] of list.entries()) {
    try {
      textarea.value = way === "load" ? html : "";
      host.dispatchEvent(new CustomEvent("rich-text:set"));
      if (way !== "load") {
        const clipboardData = new DataTransfer();
        clipboardData.setData(way === "html" ? "text/html" : "text/plain", html);
        area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        judge(new DOMParser().parseFromString(textarea.value, "text/html").body, html, "value");
        // As a reader would see the text.
        reading.innerHTML = textarea.value;
      } else {
        reading.replaceChildren(...[...area.childNodes].map((node) => node.cloneNode(true)));
      }
    } catch (error) {
      wrong.push(`error: ${error} of ${html}`);
    }
    judge(area, html, "area");
    for (const link of [...area.querySelectorAll("a"), ...reading.querySelectorAll("a")]) {
      links += 1;
      link.click();
    }
    if (position % 100 === 99) await new Promise((done) => setTimeout(done, 20));
  }
  return { wrong, links };
}

async function opened(page: Page, open: (value: string, options: { page: Page }) => Promise<EditorPage>) {
  // What the editor says of formats that it left out has a sign of ours.
  const traps = await setTraps(page, (url) => url.pathname === "/icons.svg");
  await open("<p>rien</p>", { page });
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("section"), { id: "lecture" })));
  await traps.arm();
  return traps;
}

const ways: Record<Way, string> = {
  load: "loaded from the textarea",
  html: "pasted as HTML",
  text: "pasted as plain text",
};

for (const way of Object.keys(ways) as Way[]) {
  test(`no vector runs when it is ${ways[way]}`, async ({ open, page }) => {
    const list = [...vectors(), ...OWN.map((html) => ({ source: "own", html }))];
    expect(list.length).toBeGreaterThan(700);
    const traps = await opened(page, open);
    const { wrong, links } = await page.evaluate(feed, { list, way });
    expect(await traps.sprung()).toEqual([]);
    expect(wrong).toEqual([]);
    // Some of the vectors contain allowed links.
    expect(links).toBeGreaterThan(0);
    test
      .info()
      .annotations.push({ type: "vectors", description: `${list.length} ${ways[way]}, ${links} links clicked` });
  });
}

// Tests that the traps themselves work.
const LIVE: [string, RegExp][] = [
  ["<img src=x onerror=alert(1)>", /^alert\(1\)$/],
  ["<img src=https://evil.example/x.png>", /^request: https:\/\/evil\.example/],
  ["<img src=x onerror='void 0'>", /^script in /],
  ["<iframe srcdoc='<script>parent.name=1</script>'></iframe>", /^frame added/],
  ["<a href='javascript:alert(2)'>x</a>", /^alert\(2\)$/],
  ["<a href='javascript:void(window.name=3)'>x</a>", /^window\.name is now 3/],
  ["<details open ontoggle=confirm(4)>x</details>", /^confirm\(4\)$/],
  ["<p style='background:url(/fond.png)'>x</p>", /^request: .*fond\.png/],
];

for (const [html, expected] of LIVE) {
  test(`the traps spring on ${html}`, async ({ open, page, consoleErrors }) => {
    const traps = await opened(page, open);
    await page.evaluate((html) => {
      const reading = document.querySelector("#lecture") as HTMLElement;
      reading.innerHTML = html;
      reading.querySelector("a")?.click();
    }, html);
    await expect.poll(() => traps.sprung()).toContainEqual(expect.stringMatching(expected));
    consoleErrors.length = 0;
  });
}
