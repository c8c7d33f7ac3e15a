import { Mark } from "@tiptap/core";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    strike: { toggleStrike: () => ReturnType };
  }
}

/** Struck-out text: it stands there, and does not count any more. */
export const Strike = Mark.create({
  name: "strike",

  parseHTML() {
    return [
      { tag: "s" },
      { tag: "strike" },
      { tag: "del" },
      ...["text-decoration", "text-decoration-line"].map((style) => ({
        style,
        consuming: false,
        getAttrs: (value: string) => (value.includes("line-through") ? {} : false),
      })),
    ];
  },

  renderHTML: () => ["s", 0],

  addCommands() {
    return {
      toggleStrike:
        () =>
        ({ commands }) =>
          commands.toggleMark(this.name),
    };
  },

  addKeyboardShortcuts() {
    return { "Mod-Shift-s": () => this.editor.commands.toggleStrike() };
  },
});
