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
  const plain = () => {
    if (root.dataset.hydrated || "plain" in root.dataset) return;
    root.dataset.plain = "";
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  };
  if (typeof WebAssembly !== "object") return plain();
  const kinds = [TypeError, WebAssembly.CompileError, WebAssembly.LinkError];
  // A page that is left while it loads fails to load the rest: that is no fault. A download looks like
  // leaving too, and the page stays.
  let leaving = 0;
  addEventListener("beforeunload", () => (leaving = Date.now()));
  addEventListener("unhandledrejection", (event) => {
    if (Date.now() - leaving < 5000) event.preventDefault();
    else if (kinds.some((kind) => event.reason instanceof kind)) plain();
  });
})();
