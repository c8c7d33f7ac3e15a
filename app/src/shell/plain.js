(() => {
  const root = document.documentElement;
  const show = () => {
    for (const waiting of document.querySelectorAll("body noscript")) {
      const inside = document.createElement("template");
      inside.innerHTML = waiting.textContent;
      waiting.replaceWith(inside.content);
    }
    document.getElementById("page-simple")?.removeAttribute("hidden");
  };
  const plain = () => {
    if (root.dataset.hydrated || "plain" in root.dataset) return;
    root.dataset.plain = "";
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  };
  if (typeof WebAssembly !== "object") return plain();
  const kinds = [TypeError, WebAssembly.CompileError, WebAssembly.LinkError];
  addEventListener("unhandledrejection", (event) => {
    if (kinds.some((kind) => event.reason instanceof kind)) plain();
  });
})();
