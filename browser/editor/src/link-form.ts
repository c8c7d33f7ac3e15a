import type { Editor } from "@tiptap/core";
import { typedAddress } from "./address";
import { icon, make } from "./dom";
import * as words from "./words";

/** A line under the toolbar to type, change or remove the address of a link. */
export function linkForm(editor: Editor, prefix: string, signal: AbortSignal) {
  const id = `${prefix}-lien`;
  const input = make("input", {
    id,
    class: "input",
    type: "text",
    inputmode: "url",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": `${id}-aide`,
  });
  const hint = make("p", { id: `${id}-aide`, class: "hint" }, words.linkHint);
  const error = make(
    "p",
    { id: `${id}-erreur`, class: "field-error", hidden: "" },
    icon("alert"),
    make("span", {}, words.linkWrong),
  );
  const button = (label: string, style = "") =>
    make("button", { type: "button", class: `button button-small ${style}`.trim() }, label);
  const [apply, remove, cancel] = [
    button(words.linkApply, "button-primary"),
    button(words.linkRemove),
    button(words.close, "button-quiet"),
  ];
  const panel = make(
    "div",
    { class: "rich-text-link", role: "group", "aria-label": words.link, hidden: "" },
    make("div", { class: "field" }, make("label", { for: id }, words.linkAddress), input, hint, error),
    make("div", { class: "cluster" }, apply, remove, cancel),
  );

  const judge = (wrong: boolean) => {
    error.hidden = !wrong;
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    input.setAttribute("aria-describedby", wrong ? `${id}-erreur ${id}-aide` : `${id}-aide`);
  };
  const open = () => {
    const active = editor.isActive("link");
    // One that says more than who gets the letter is shown whole: a part of it might be no address.
    input.value = active ? String(editor.getAttributes("link").href).replace(/^mailto:(?=[^?]*$)/, "") : "";
    remove.hidden = !active;
    judge(false);
    panel.hidden = false;
    input.focus();
    input.select();
  };
  const close = () => {
    panel.hidden = true;
    editor.view.focus();
  };
  const save = () => {
    const href = typedAddress(input.value);
    judge(!href);
    if (!href) return input.focus();
    const { empty, from } = editor.state.selection;
    const chain = editor.chain().extendMarkRange("link");
    if (empty && !editor.isActive("link")) {
      const text = input.value.trim();
      chain.insertContent({ type: "text", text, marks: [...marksHere(editor), { type: "link", attrs: { href } }] });
      chain.setTextSelection(from + text.length);
    } else {
      chain.setMark("link", { href });
    }
    chain.run();
    close();
  };
  const withdraw = () => {
    editor.chain().extendMarkRange("link").unsetMark("link").run();
    close();
  };

  apply.addEventListener("click", save, { signal });
  remove.addEventListener("click", withdraw, { signal });
  cancel.addEventListener("click", close, { signal });
  panel.addEventListener(
    "keydown",
    (event) => {
      // While signs are composed both keys belong to them.
      if (event.isComposing) return;
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && event.target === input) save();
      else return;
      // Enter must not send the surrounding form, and Escape must not close a dialog.
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  return { panel, open };
}

function marksHere({ state }: Editor) {
  return (state.storedMarks ?? state.selection.$from.marks()).map((mark) => ({
    type: mark.type.name,
    attrs: mark.attrs,
  }));
}
