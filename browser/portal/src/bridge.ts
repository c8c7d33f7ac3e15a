// What islands tell the module of their page, and how they hear of what they follow. What they said before the module
// ran waits in a list on the window.

export interface Heard {
  follow(name: string, of: string, version: string): void;
  wait(): void;
  done(): void;
}

interface Said {
  push(text: string): void;
}

declare global {
  interface Window {
    portevoixSuivi?: Said | string[];
  }
}

/** Tells the islands what an event of the topic carries. */
export function tellIslands(topic: string, data: string) {
  dispatchEvent(new CustomEvent("portevoix:entendu", { detail: `${topic}\n${data}` }));
}

/** Tells the islands that the server answers the page: what they could not send gets through now. */
export function tellServed() {
  dispatchEvent(new Event("portevoix:joint"));
}

export function hearIslands(heard: Heard) {
  const push = (text: string) => {
    const [what, name = "", of = "", version = ""] = text.split("\n");
    if (what === "suivre") heard.follow(name, of, version);
    else if (what === "attendre") heard.wait();
    else if (what === "reprendre") heard.done();
  };
  const early = Array.isArray(window.portevoixSuivi) ? window.portevoixSuivi : [];
  window.portevoixSuivi = { push };
  for (const text of early) push(text);
}
