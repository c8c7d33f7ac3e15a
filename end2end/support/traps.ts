import type { CDPSession, Page } from "@playwright/test";

// Traps that detect any effect of a hostile text in a browser. Use them in a context with
// `bypassCSP: true`, so that the pages' policy hides nothing.

export interface Traps {
  // The effects, one per line: calls of a script at any time, all others since `arm`.
  fired: string[];
  // Starts counting: requests and scripts while the page loads are its own.
  arm(): Promise<void>;
  // Stops counting, and forgets the effects, so that the next page can be opened.
  disarm(): void;
  // Waits until the browser is idle, then returns the effects.
  sprung(): Promise<string[]>;
}

declare global {
  interface Window {
    trapSprung?: (what: string) => void;
  }
}

// Watches a page that is not open yet. `expected` says which addresses it may request meanwhile;
// by default those of its own server.
export async function setTraps(page: Page, expected?: (url: URL) => boolean): Promise<Traps> {
  const fired: string[] = [];
  let armed = false;
  const spring = (what: string) => void (armed && fired.push(what));
  const own = (address: string) => {
    const url = new URL(address);
    return expected ? expected(url) : url.origin === new URL(page.url()).origin;
  };

  // Our pages call none of these, not even while they load.
  await page.exposeFunction("trapSprung", (what: string) => void fired.push(what));
  await page.addInitScript(() => {
    const told = (what: string) => void (window.top ?? window).trapSprung?.(what);
    for (const name of ["alert", "confirm", "prompt", "print", "open"] as const) {
      Object.defineProperty(window, name, {
        configurable: false,
        value: (...values: unknown[]) => {
          told(`${name}(${values.join(", ")})`);
          return null;
        },
      });
    }
    // Names that the lists of vectors set or call instead.
    for (const name of ["xss", "XSS", "pwned", "vulnerable"]) {
      const set = () => told(`script touched ${name}`);
      Object.defineProperty(window, name, { configurable: true, get: () => (set(), undefined), set });
    }
    window.addEventListener("securitypolicyviolation", (event) => told(`policy: ${event.violatedDirective}`));
  });

  page.on("dialog", (dialog) => {
    spring(`dialog ${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => {
    spring(`window opened: ${popup.url()}`);
    void popup.close();
  });
  page.on("framenavigated", (frame) => spring(`navigation: ${frame.url()}`));
  page.on("frameattached", () => spring("frame added"));
  page.on("worker", (worker) => spring(`worker: ${worker.url()}`));
  await page.route("**/*", (route) => {
    const address = route.request().url();
    if (!armed || own(address)) return route.fallback();
    spring(`request: ${address}`);
    return route.abort();
  });

  // The debugger reports every script in the document itself: inline scripts,
  // handlers in attributes once they run, and `javascript:` addresses.
  const debug: CDPSession = await page.context().newCDPSession(page);
  debug.on("Debugger.scriptParsed", ({ url, hasSourceURL }) => {
    const address = page.url().replace(/#.*$/, "");
    if (!hasSourceURL && (url === address || /^(javascript|data|blob):/i.test(url))) spring(`script in ${url}`);
  });
  await debug.send("Debugger.enable");

  let name = "";
  let title = "";
  const settle = () => page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  return {
    fired,
    async arm() {
      [name, title] = await page.evaluate(() => [window.name, document.title] as const);
      armed = true;
    },
    disarm() {
      armed = false;
      fired.length = 0;
    },
    async sprung() {
      await settle();
      const now = await page.evaluate(() => [window.name, document.title] as const);
      if (now[0] !== name) spring(`window.name is now ${now[0]}`);
      if (now[1] !== title) spring(`the title is now ${now[1]}`);
      return fired;
    },
  };
}
