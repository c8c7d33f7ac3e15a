import type { Editor } from "@tiptap/core";
import { align, alignmentOf, type Alignment } from "./alignment";
import * as words from "./words";

/** A button of the toolbar. */
export interface Action {
  /** The symbol in the sprite of icons. */
  icon: string;
  label: string;
  /** The shortcut on a PC keyboard; shown and announced. */
  keys: string[];
  run: (editor: Editor) => void;
  /** Whether the format is active at the cursor; absent if the button has no such state. */
  active?: (editor: Editor) => boolean;
  /** Whether the action is possible now; absent if it always is. */
  possible?: (editor: Editor) => boolean;
}

export interface Group {
  label: string;
  actions: Action[];
}

function heading(icon: string, label: string, level: 2 | 3): Action {
  return {
    icon,
    label,
    keys: ["Ctrl", "Alt", String(level)],
    run: (editor) => editor.commands.toggleHeading({ level }),
    active: (editor) => editor.isActive("heading", { level }),
  };
}

function alignment(where: Alignment, label: string, key: string): Action {
  return {
    icon: `align-${where}`,
    label,
    keys: ["Ctrl", "Shift", key],
    run: (editor) => align(editor, where),
    active: (editor) => alignmentOf(editor) === where,
  };
}

/** The toolbar from left to right; `openLink` shows the form for an address. */
export function groups(openLink: () => void): Group[] {
  return [
    {
      label: words.paragraphStyle,
      actions: [
        {
          icon: "paragraph",
          label: words.paragraph,
          keys: ["Ctrl", "Alt", "0"],
          run: (editor) => editor.commands.setParagraph(),
          active: (editor) => editor.isActive("paragraph"),
        },
        heading("title", words.title, 2),
        heading("subtitle", words.subtitle, 3),
      ],
    },
    {
      label: words.characters,
      actions: [
        {
          icon: "bold",
          label: words.bold,
          keys: ["Ctrl", "B"],
          run: (editor) => editor.commands.toggleBold(),
          active: (editor) => editor.isActive("bold"),
        },
        {
          icon: "italic",
          label: words.italic,
          keys: ["Ctrl", "I"],
          run: (editor) => editor.commands.toggleItalic(),
          active: (editor) => editor.isActive("italic"),
        },
        {
          icon: "underline",
          label: words.underlined,
          keys: ["Ctrl", "U"],
          run: (editor) => editor.commands.toggleUnderline(),
          active: (editor) => editor.isActive("underline"),
        },
        {
          icon: "strike",
          label: words.struckOut,
          keys: ["Ctrl", "Shift", "S"],
          run: (editor) => editor.commands.toggleStrike(),
          active: (editor) => editor.isActive("strike"),
        },
      ],
    },
    {
      label: words.listsQuotationLink,
      actions: [
        {
          icon: "list",
          label: words.bulletList,
          keys: ["Ctrl", "Shift", "8"],
          run: (editor) => editor.commands.toggleBulletList(),
          active: (editor) => editor.isActive("bulletList"),
        },
        {
          icon: "list-numbered",
          label: words.numberedList,
          keys: ["Ctrl", "Shift", "7"],
          run: (editor) => editor.commands.toggleOrderedList(),
          active: (editor) => editor.isActive("orderedList"),
        },
        {
          icon: "quote",
          label: words.quotation,
          keys: ["Ctrl", "Shift", "B"],
          run: (editor) => editor.commands.toggleBlockquote(),
          active: (editor) => editor.isActive("blockquote"),
        },
        {
          icon: "link",
          label: words.link,
          keys: ["Ctrl", "K"],
          run: openLink,
          active: (editor) => editor.isActive("link"),
        },
      ],
    },
    {
      label: words.alignment,
      actions: [
        alignment("left", words.alignLeft, "L"),
        alignment("center", words.alignCentre, "E"),
        alignment("right", words.alignRight, "R"),
        alignment("justify", words.justify, "J"),
      ],
    },
    {
      label: words.history,
      actions: [
        {
          icon: "undo",
          label: words.undo,
          keys: ["Ctrl", "Z"],
          run: (editor) => editor.commands.undo(),
          possible: (editor) => editor.can().undo(),
        },
        {
          icon: "redo",
          label: words.redo,
          keys: ["Ctrl", "Y"],
          run: (editor) => editor.commands.redo(),
          possible: (editor) => editor.can().redo(),
        },
      ],
    },
  ];
}
