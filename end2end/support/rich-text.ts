import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { test as base } from "./test";

// The editor on a separate page: the built files and the policy of the product, without its server.

const site = process.env.PORTEVOIX_SITE_ROOT ?? resolve(__dirname, "../../target/site");
const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

// The address of a file whose name contains its hash.
function hashed(list: string, name: string, extension: string): string {
  const line = readFileSync(join(site, list), "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${extension}: `));
  if (!line) throw new Error(`no ${extension} in ${list}: build the site first`);
  return `/pkg/${name}.${line.slice(extension.length + 2)}.${extension}`;
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function html(value: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Nouveau message</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${hashed("hash.txt", "portevoix", "css")}" />
    <script type="module" nonce="${nonce}" src="${hashed("hash-editeur.txt", "editeur", "js")}"></script>
  </head>
  <body>
    <main class="card">
      <form class="card-body stack" action="/envoi" method="post">
        <h1>Nouveau message</h1>
        <p id="erreurs"><a href="#corps">Message : à remplir</a></p>
        <div class="field">
          <label for="objet">Objet</label>
          <input class="input" id="objet" name="objet" />
        </div>
        <div class="field">
          <label for="corps">Message</label>
          <rich-text><textarea class="input" id="corps" name="corps" required aria-describedby="corps-compte">
${escaped(value)}</textarea></rich-text>
          <p class="hint" id="corps-compte">Mots : 0</p>
        </div>
        <div class="cluster"><button class="button button-primary">Envoyer</button></div>
      </form>
    </main>
  </body>
</html>`;
}

export interface EditorPage {
  page: Page;
  // The text, the textarea behind it, and the bar of buttons.
  area: Locator;
  textarea: Locator;
  toolbar: Locator;
  button(name: string): Locator;
  // The HTML that the form would send.
  value(): Promise<string>;
}

type Fixtures = {
  // Opens the page with this HTML in the textarea and starts the editor, unless told otherwise.
  open: (value?: string, options?: { ready?: boolean; page?: Page }) => Promise<EditorPage>;
};

export const test = base.extend<Fixtures, { editorServer: string }>({
  editorServer: [
    async ({}, use) => {
      const server = createServer(async (request, response) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        if (url.pathname === "/") {
          const nonce = randomBytes(16).toString("base64");
          response.setHeader("content-type", "text/html; charset=utf-8");
          response.setHeader(
            "content-security-policy",
            `default-src 'none'; script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; ` +
              "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          );
          response.end(html(url.searchParams.get("valeur") ?? "", nonce));
          return;
        }
        try {
          const content = await readFile(join(site, normalize(url.pathname)));
          response.setHeader("content-type", TYPES[extname(url.pathname)] ?? "application/octet-stream");
          response.end(content);
        } catch {
          response.statusCode = 404;
          response.end();
        }
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
    { scope: "worker" },
  ],
  open: async ({ page: own, editorServer }, use) => {
    await use(async (value = "", { ready = true, page = own } = {}) => {
      await page.goto(`${editorServer}/?${new URLSearchParams({ valeur: value })}`);
      const editor = on(page);
      if (ready) {
        await page.locator("rich-text").evaluate((element) => element.setAttribute("data-ready", ""));
        // Until then the textarea has the name.
        await editor.toolbar.waitFor();
      }
      return editor;
    });
  },
});

function on(page: Page): EditorPage {
  const toolbar = page.getByRole("toolbar", { name: "Mise en forme" });
  const textarea = page.locator("#corps");
  return {
    page,
    area: page.getByRole("textbox", { name: "Message" }),
    textarea,
    toolbar,
    button: (name) => toolbar.getByRole("button", { name, exact: true }),
    value: () => textarea.inputValue(),
  };
}

// Puts this on the clipboard and pastes it at the cursor.
export async function paste(area: Locator, data: { html?: string; text?: string }) {
  await area.evaluate((element, { html, text }) => {
    const clipboardData = new DataTransfer();
    if (html !== undefined) clipboardData.setData("text/html", html);
    if (text !== undefined) clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}
