// The element `<rich-text>`: an editor of formatted text around the `<textarea>` that the server
// rendered inside it. It waits for the attribute `data-ready`, so that hydration finds the
// unchanged HTML of the server; then it fetches the editor itself.

import { notLoaded } from "./loader-words";

class RichText extends HTMLElement {
  static readonly observedAttributes = ["data-ready"];
  #opening = false;
  #close: (() => void) | undefined;

  connectedCallback() {
    void this.#open();
  }

  attributeChangedCallback() {
    void this.#open();
  }

  disconnectedCallback() {
    this.#close?.();
    this.#close = undefined;
  }

  async #open() {
    const textarea = this.querySelector("textarea");
    const wanted = this.isConnected && this.hasAttribute("data-ready");
    if (!textarea || !wanted || this.#opening || this.#close) return;
    this.#opening = true;
    try {
      const { open } = await import("./editor");
      // Meanwhile the element may have been removed from the page.
      if (this.isConnected) this.#close = open(this, textarea);
    } catch (error) {
      reportError(error);
      const sentence = document.createElement("p");
      sentence.className = "field-error";
      sentence.setAttribute("role", "alert");
      sentence.textContent = notLoaded;
      this.append(sentence);
    } finally {
      this.#opening = false;
    }
  }
}

customElements.define("rich-text", RichText);
