import type { Editor } from "@tiptap/core";
import { align, alignmentOf, type Alignment } from "./alignment";

/** A button of the toolbar. */
export interface Action {
  /** The symbol in the sprite of icons. */
  icon: string;
  label: string;
  /** As on a PC's keyboard; shown and announced. */
  keys: string[];
  run: (editor: Editor) => void;
  /** Whether it holds where the cursor is; absent where there is nothing to hold. */
  active?: (editor: Editor) => boolean;
  /** Whether it can be done now; absent where it always can. */
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
    keys: ["Ctrl", "Maj", key],
    run: (editor) => align(editor, where),
    active: (editor) => alignmentOf(editor) === where,
  };
}

/** The toolbar from left to right; `openLink` shows the form for an address. */
export function groups(openLink: () => void): Group[] {
  return [
    {
      label: "Style du paragraphe",
      actions: [
        {
          icon: "paragraph",
          label: "Paragraphe",
          keys: ["Ctrl", "Alt", "0"],
          run: (editor) => editor.commands.setParagraph(),
          active: (editor) => editor.isActive("paragraph"),
        },
        heading("title", "Titre", 2),
        heading("subtitle", "Sous-titre", 3),
      ],
    },
    {
      label: "Caractères",
      actions: [
        {
          icon: "bold",
          label: "Gras",
          keys: ["Ctrl", "B"],
          run: (editor) => editor.commands.toggleBold(),
          active: (editor) => editor.isActive("bold"),
        },
        {
          icon: "italic",
          label: "Italique",
          keys: ["Ctrl", "I"],
          run: (editor) => editor.commands.toggleItalic(),
          active: (editor) => editor.isActive("italic"),
        },
        {
          icon: "underline",
          label: "Souligné",
          keys: ["Ctrl", "U"],
          run: (editor) => editor.commands.toggleUnderline(),
          active: (editor) => editor.isActive("underline"),
        },
      ],
    },
    {
      label: "Listes, citation et lien",
      actions: [
        {
          icon: "list",
          label: "Liste à puces",
          keys: ["Ctrl", "Maj", "8"],
          run: (editor) => editor.commands.toggleBulletList(),
          active: (editor) => editor.isActive("bulletList"),
        },
        {
          icon: "list-numbered",
          label: "Liste numérotée",
          keys: ["Ctrl", "Maj", "7"],
          run: (editor) => editor.commands.toggleOrderedList(),
          active: (editor) => editor.isActive("orderedList"),
        },
        {
          icon: "quote",
          label: "Citation",
          keys: ["Ctrl", "Maj", "B"],
          run: (editor) => editor.commands.toggleBlockquote(),
          active: (editor) => editor.isActive("blockquote"),
        },
        {
          icon: "link",
          label: "Lien",
          keys: ["Ctrl", "K"],
          run: openLink,
          active: (editor) => editor.isActive("link"),
        },
      ],
    },
    {
      label: "Alignement",
      actions: [
        alignment("left", "Aligner à gauche", "L"),
        alignment("center", "Centrer", "E"),
        alignment("right", "Aligner à droite", "R"),
        alignment("justify", "Justifier", "J"),
      ],
    },
    {
      label: "Historique",
      actions: [
        {
          icon: "undo",
          label: "Annuler",
          keys: ["Ctrl", "Z"],
          run: (editor) => editor.commands.undo(),
          possible: (editor) => editor.can().undo(),
        },
        {
          icon: "redo",
          label: "Rétablir",
          keys: ["Ctrl", "Y"],
          run: (editor) => editor.commands.redo(),
          possible: (editor) => editor.can().redo(),
        },
      ],
    },
  ];
}
