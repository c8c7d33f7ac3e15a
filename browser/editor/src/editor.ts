import { Editor } from "@tiptap/core";
import { make } from "./dom";
import { CalmParser } from "./inert";
import { linkForm } from "./link-form";
import { TOLD } from "./paste";
import { extensions, inputRules, pasteRules } from "./schema";
import { focusInstead, mirror } from "./stand-in";
import { toolbar } from "./toolbar";
import * as words from "./words";

/**
 * Puts the editor after the textarea, which is hidden and keeps the value: HTML, or "" if the text
 * is empty. Each change updates the value and sends `input` from the textarea; the event
 * `rich-text:set` on the host reads the value again. Returns a function that removes the editor.
 */
export function open(host: HTMLElement, textarea: HTMLTextAreaElement): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const area = make("div", {
    id: `${textarea.id}-texte`,
    class: "rich-text-area rich-text-content",
    "aria-multiline": "true",
    "aria-keyshortcuts": "Alt+F10",
    spellcheck: "true",
  });
  const hint = make("p", { id: `${textarea.id}-clavier`, class: "visually-hidden" }, words.keyboardHint);
  const editor = new Editor({
    element: { mount: area },
    extensions,
    injectCSS: false,
    enableInputRules: inputRules,
    enablePasteRules: pasteRules,
  });
  const parser = new CalmParser(editor.schema);
  const focus = () => editor.view.focus();

  let held = "";
  const read = () => {
    held = textarea.value;
    const content = parser.parseHtml(held);
    editor.chain().setMeta("addToHistory", false).setContent(content, { emitUpdate: false }).run();
  };
  read();
  editor.on("update", () => {
    held = editor.isEmpty ? "" : spaced(editor.getHTML());
    textarea.value = held;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  host.addEventListener("rich-text:set", () => textarea.value !== held && read(), { signal });

  const link = linkForm(editor, textarea.id, signal);
  const bar = toolbar(editor, area, link.open, signal);
  area.addEventListener("keydown", (event) => leave(event, bar, link.open), { signal });
  const told = make("p", { class: "rich-text-told", role: "status" });
  area.addEventListener(TOLD, (event) => told.replaceChildren((event as CustomEvent<string>).detail), { signal });
  const frame = make("div", { class: "rich-text-frame" }, bar, link.panel, area, told, hint);
  // The surrounding form gets events only from the textarea, not from the area or the address of a link.
  for (const type of ["input", "change"]) frame.addEventListener(type, (event) => event.stopPropagation(), { signal });
  for (const type of ["keydown", "mousedown"]) frame.addEventListener(type, tellCursor, { signal, capture: true });
  mirror(editor, textarea, area, hint.id, signal);
  focusInstead(textarea, area, focus, signal);
  const focused = document.activeElement === textarea;
  host.append(frame);
  textarea.hidden = true;
  if (focused) focus();

  return () => {
    ending.abort();
    editor.destroy();
    frame.remove();
    textarea.hidden = false;
  };
}

/** Browsers tell of the cursor a moment after a key has moved it. On a busy machine the next key comes before that, and
 * what the editor does itself would happen where the cursor was: it is told first. */
function tellCursor(event: Event) {
  if (event instanceof KeyboardEvent && event.isComposing) return;
  document.dispatchEvent(new Event("selectionchange"));
}

/** HTML collapses consecutive spaces, and tabs; typed and pasted text keeps them. */
function spaced(html: string): string {
  return html.replace(/\t/g, "    ").replace(/ {2}/g, " &nbsp;");
}

function leave(event: KeyboardEvent, bar: HTMLElement, openLink: () => void) {
  // While signs are composed every key belongs to them.
  if (event.isComposing) return;
  if (event.altKey && event.key === "F10") bar.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  else if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k")
    openLink();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
