import type { Editor } from "@tiptap/core";

// The area replaces the textarea: it has the same name, description and validity, and gets its focus.

const WATCHED = [
  "aria-describedby",
  "aria-invalid",
  "aria-label",
  "aria-labelledby",
  "disabled",
  "readonly",
  "required",
];

/** Copies the textarea's attributes to the area when they change; `hint` describes the area too. */
export function mirror(
  editor: Editor,
  textarea: HTMLTextAreaElement,
  area: HTMLElement,
  hint: string,
  signal: AbortSignal,
) {
  const copy = () => {
    set(area, "aria-labelledby", textarea.getAttribute("aria-labelledby") ?? labelIds(textarea));
    set(area, "aria-label", textarea.getAttribute("aria-label"));
    set(area, "aria-describedby", [textarea.getAttribute("aria-describedby"), hint].filter(Boolean).join(" "));
    set(area, "aria-invalid", textarea.getAttribute("aria-invalid"));
    set(area, "aria-required", textarea.required ? "true" : null);
    const editable = !textarea.matches(":disabled") && !textarea.readOnly;
    set(area, "aria-disabled", editable ? null : "true");
    if (editor.isEditable !== editable) {
      editor.setEditable(editable, false);
      editor.view.dispatch(editor.state.tr);
    }
  };
  copy();
  const observer = new MutationObserver(copy);
  observer.observe(textarea, { attributes: true, attributeFilter: WATCHED });
  signal.addEventListener("abort", () => observer.disconnect());
}

function set(element: HTMLElement, name: string, value: string | null) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function labelIds(textarea: HTMLTextAreaElement): string | null {
  const labels = [...textarea.labels];
  for (const [position, label] of labels.entries()) label.id ||= `${textarea.id}-nom-${position + 1}`;
  return labels.map((label) => label.id).join(" ") || null;
}

/** Moves the focus from the textarea to the area, from its label, links, scripts or the browser's validation. */
export function focusInstead(textarea: HTMLTextAreaElement, area: HTMLElement, focus: () => void, signal: AbortSignal) {
  document.addEventListener(
    "click",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const label = target?.closest("label");
      const link = target?.closest("a");
      const leads = (label && label.control === textarea) || (link && link.getAttribute("href") === `#${textarea.id}`);
      if (!leads || event.defaultPrevented) return;
      event.preventDefault();
      area.scrollIntoView({ block: "nearest" });
      focus();
    },
    { signal },
  );
  textarea.addEventListener(
    "invalid",
    (event) => {
      event.preventDefault();
      focus();
    },
    { signal },
  );
  textarea.focus = focus;
  signal.addEventListener("abort", () => delete (textarea as Partial<HTMLTextAreaElement>).focus);
}
