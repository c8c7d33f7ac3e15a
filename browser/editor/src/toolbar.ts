import type { Editor } from "@tiptap/core";
import { type Action, groups } from "./actions";
import { icon, make } from "./dom";
import * as words from "./words";

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
// The names of keys for `aria-keyshortcuts`, and the names on the keyboard.
const SPOKEN: Record<string, string> = { Ctrl: APPLE ? "Meta" : "Control" };
const SHOWN: Record<string, string> = { Shift: words.shiftKey, ...(APPLE ? { Ctrl: "Cmd" } : {}) };

const keysAs = (names: Record<string, string>, keys: string[]) => keys.map((key) => names[key] ?? key).join("+");

/** The bar of buttons: one stop for the Tab key; arrow keys move between the buttons. */
export function toolbar(editor: Editor, area: HTMLElement, openLink: () => void, signal: AbortSignal): HTMLElement {
  const buttons: [HTMLButtonElement, Action][] = [];
  const bar = make("div", {
    class: "rich-text-toolbar",
    role: "toolbar",
    "aria-label": words.toolbar,
    "aria-controls": area.id,
  });
  for (const { label, actions } of groups(openLink)) {
    const group = make("div", { class: "rich-text-group", role: "group", "aria-label": label });
    for (const action of actions) {
      const button = make(
        "button",
        {
          type: "button",
          class: "rich-text-button",
          tabindex: "-1",
          title: `${action.label} (${keysAs(SHOWN, action.keys)})`,
          "aria-label": action.label,
          "aria-keyshortcuts": keysAs(SPOKEN, action.keys),
        },
        icon(action.icon),
      );
      buttons.push([button, action]);
      group.append(button);
    }
    bar.append(group);
  }

  const refresh = () => {
    for (const [button, { active, possible }] of buttons) {
      if (active) button.setAttribute("aria-pressed", String(active(editor)));
      const disabled = !editor.isEditable || (possible && !possible(editor));
      if (disabled) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };
  refresh();
  editor.on("transaction", refresh);

  const elements = buttons.map(([button]) => button);
  const stop = (chosen: HTMLButtonElement | undefined) => {
    for (const button of elements) button.tabIndex = button === chosen ? 0 : -1;
  };
  stop(elements[0]);

  const buttonOf = ({ target }: Event) => (target as Element).closest("button") ?? undefined;
  bar.addEventListener("focusin", (event) => stop(buttonOf(event)), { signal });
  bar.addEventListener("keydown", (event) => move(event, elements, editor), { signal });
  // The selection stays in the text while the mouse presses a button.
  bar.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  bar.addEventListener(
    "click",
    (event) => {
      const [button, action] = buttons.find(([button]) => button === buttonOf(event)) ?? [];
      if (!action || button?.getAttribute("aria-disabled")) return;
      // After a key the focus stays in the toolbar, after a click it returns to the text.
      if (event.detail > 0) editor.view.focus();
      action.run(editor);
    },
    { signal },
  );
  return bar;
}

function move(event: KeyboardEvent, buttons: HTMLButtonElement[], editor: Editor) {
  const here = buttons.indexOf(event.target as HTMLButtonElement);
  const last = buttons.length - 1;
  const next: Record<string, number> = {
    ArrowRight: here === last ? 0 : here + 1,
    ArrowLeft: here <= 0 ? last : here - 1,
    Home: 0,
    End: last,
  };
  const position = next[event.key];
  if (position !== undefined) buttons[position]?.focus();
  else if (event.key === "Escape") editor.view.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
