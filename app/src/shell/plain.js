(() => {
  const root = document.documentElement;
  const show = () => {
    for (const waiting of document.querySelectorAll("body noscript")) {
      const inside = document.createElement("template");
      inside.innerHTML = waiting.textContent;
      waiting.replaceWith(inside.content);
    }
    document.getElementById("page-simple")?.removeAttribute("hidden");
    // Now the module keeps what is typed into the form, which saves no drafts by itself.
    root.dataset.plain = "shown";
    dispatchEvent(new Event("portevoix:simple"));
  };
  // What arrives later is not started: the page is no longer the one that it was made for.
  let giveUp;
  const givenUp = new Promise((_, refuse) => (giveUp = refuse));
  givenUp.catch(() => {});
  const plain = () => {
    if (root.dataset.hydrated || "plain" in root.dataset) return;
    root.dataset.plain = "";
    giveUp(new DOMException("It came too late", "TimeoutError"));
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  };
  if (typeof WebAssembly !== "object") return plain();
  // A download may hang for ever. On a very slow line it takes most of this time.
  const hangs = setTimeout(plain, 30000);
  for (const name of ["instantiateStreaming", "instantiate"]) {
    const begin = WebAssembly[name];
    if (!begin) continue;
    WebAssembly[name] = async (...given) => {
      const made = await Promise.race([givenUp, begin.apply(WebAssembly, given)]);
      clearTimeout(hangs);
      return made;
    };
  }
  // A page that is left while it loads fails to load the rest: that is no fault. A download looks like
  // leaving too, and the page stays.
  let leaving = 0;
  addEventListener("beforeunload", () => (leaving = Date.now()));
  // An answer that is none is an error like any other. What was only stopped is a `DOMException`.
  const failed = (reason) => reason instanceof Error && !(reason instanceof DOMException);
  addEventListener("unhandledrejection", (event) => {
    if (Date.now() - leaving < 5000) event.preventDefault();
    else if (failed(event.reason)) plain();
  });
  addEventListener("error", ({ error }) => {
    if (error instanceof WebAssembly.RuntimeError) plain();
  });
})();
