// The page in a frame on a portal without a server of its own. Its reader agrees in a small window of
// ours, which hands a token over: no cookie reaches a frame on a foreign page.

import { made } from "./dom.ts";
import { PortevoixAnnonces } from "./element.ts";
import { languageOf, wordsOf } from "./language.ts";
import { readToken, Refused, type Token } from "./token.ts";
import "./widget.ts";

const words = wordsOf(languageOf(document.documentElement.lang));
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; }
portevoix-annonces { --portevoix-hauteur: 100vh; }
.ask { padding: 1rem; }
button { font: inherit; font-weight: 600; padding: 0.625rem 1rem; min-height: 2.75rem; border: 0; border-radius: 0.375rem;
  background: light-dark(#0f5f4b, #7ed3b5); color: light-dark(#fff, #05251b); cursor: pointer; }
button:focus-visible { outline: 3px solid light-dark(#0b6bcb, #8fc4ff); outline-offset: 2px; }
`);
document.adoptedStyleSheets = [sheet];

const button = made("button", "", words.showMine);
const said = made("p", "", words.showMineHint);
const ask = made("section", "ask", said, made("p", "", button));
ask.setAttribute("aria-label", words.title);
// Whoever does not see it hears that no window opened.
said.setAttribute("role", "status");
let opened: Window | null = null;

button.type = "button";
button.addEventListener("click", () => {
  const address = document.body.dataset.window ?? "";
  opened = open(address, "portevoix-fenetre", "popup,width=480,height=560");
  said.textContent = opened ? words.showMineHint : words.windowClosed;
});

addEventListener("message", (event: MessageEvent<unknown>) => {
  // Only the window that this frame opened, and only ours.
  if (event.origin !== location.origin || !opened || event.source !== opened) return;
  opened = null;
  show(readToken(event.data));
});

/** Shows the announcements until the token is over, then asks again. */
function show(token: Token) {
  const element = document.createElement("portevoix-annonces");
  if (!(element instanceof PortevoixAnnonces)) return;
  let unused: Token | undefined = token;
  element.getToken = () => {
    const one = unused;
    unused = undefined;
    if (one) return one;
    // Not while the element is at work with what it was given.
    setTimeout(() => document.body.replaceChildren(ask));
    throw new Refused();
  };
  document.body.replaceChildren(element);
}

document.body.replaceChildren(ask);
