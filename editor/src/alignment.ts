import { Extension, type Editor } from "@tiptap/core";

/** How a paragraph or a heading stands; left is how it stands by itself. */
export type Alignment = "left" | "center" | "right" | "justify";

const TYPES = ["paragraph", "heading"];
const STORED: readonly unknown[] = ["center", "right", "justify"];

export const TextAlignment = Extension.create({
  name: "textAlignment",

  addGlobalAttributes() {
    return [
      {
        types: TYPES,
        attributes: {
          textAlign: {
            default: null,
            parseHTML: (element) => {
              const align = element.style.textAlign || element.getAttribute("align")?.toLowerCase();
              return STORED.includes(align) ? align : null;
            },
            // What another program put on the clipboard may name any value.
            renderHTML: ({ textAlign }) => (STORED.includes(textAlign) ? { style: `text-align: ${textAlign}` } : {}),
          },
        },
      },
    ];
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Shift-l": () => align(this.editor, "left"),
      "Mod-Shift-e": () => align(this.editor, "center"),
      "Mod-Shift-r": () => align(this.editor, "right"),
      "Mod-Shift-j": () => align(this.editor, "justify"),
    };
  },
});

export function align(editor: Editor, alignment: Alignment): boolean {
  const textAlign = alignment === "left" ? null : alignment;
  return TYPES.reduce((chain, type) => chain.updateAttributes(type, { textAlign }), editor.chain()).run();
}

export function alignmentOf(editor: Editor): Alignment {
  return editor.state.selection.$from.parent.attrs.textAlign ?? "left";
}
