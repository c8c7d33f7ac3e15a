import { Extension, type Editor } from "@tiptap/core";

/** The alignment of a paragraph or a heading; left is the default. */
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
            // The clipboard content of another program may contain any value.
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

/** The alignment of the whole selection, or undefined if it has several. */
export function alignmentOf(editor: Editor): Alignment | undefined {
  const { doc, selection } = editor.state;
  const found = new Set<Alignment>();
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (TYPES.includes(node.type.name)) found.add(node.attrs.textAlign ?? "left");
  });
  return found.size === 1 ? [...found][0] : undefined;
}
