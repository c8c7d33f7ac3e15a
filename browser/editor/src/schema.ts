import { Extension, type Extensions, wrappingInputRule } from "@tiptap/core";
import Blockquote from "@tiptap/extension-blockquote";
import Bold from "@tiptap/extension-bold";
import Document from "@tiptap/extension-document";
import HardBreak from "@tiptap/extension-hard-break";
import Heading from "@tiptap/extension-heading";
import Italic from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import Underline from "@tiptap/extension-underline";
import { UndoRedo } from "@tiptap/extensions";
import { TextAlignment } from "./alignment";
import { CalmParser } from "./inert";
import { Link } from "./link";
import { clipboard } from "./paste";
import { Strike } from "./strike";

/** Two levels, because the page around the message has the first; headings of other programs are converted. */
const Headings = Heading.extend({
  parseHTML() {
    const level = (level: number) => (tag: string) => ({ tag, attrs: { level } });
    return [...["h1", "h2"].map(level(2)), ...["h3", "h4", "h5", "h6"].map(level(3))];
  },
  addInputRules: () => [],
}).configure({ levels: [2, 3] });

/** Numbering starts at 1 and is decimal: no attribute is stored. So only `1. ` begins a list, and pasted text stays as it
 * is: the library would make a list of "3. Signer", of "b) non", and of "M. Roux" too. */
const Numbers = OrderedList.extend({
  addAttributes: () => ({}),
  renderHTML: () => ["ol", 0],
  addProseMirrorPlugins: () => [],
  addInputRules() {
    return [wrappingInputRule({ find: /^1\.\s$/, type: this.type, joinPredicate: () => false })];
  },
});

/** Tab moves to the next field if it cannot indent or outdent a list item. */
const Items = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      "Shift-Tab": () => {
        const { $from } = this.editor.state.selection;
        const depths = Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth).type.name);
        return depths.filter((name) => name === this.name).length > 1 && this.editor.commands.liftListItem(this.name);
      },
    };
  },
});

const Paste = Extension.create({
  name: "calmPaste",
  addProseMirrorPlugins() {
    return [clipboard(new CalmParser(this.editor.schema))];
  },
});

/** The closed list: a message cannot contain anything else, whether typed, pasted or loaded. */
export const extensions: Extensions = [
  Document,
  Paragraph,
  Text,
  HardBreak,
  Headings,
  Bold,
  Italic,
  Underline,
  Strike,
  BulletList,
  Numbers,
  Items,
  ListKeymap,
  Blockquote,
  Link,
  TextAlignment,
  UndoRedo,
  Paste,
];

/** Typing `- ` or `1. ` begins a list, an address becomes a link; nothing else changes typed text. */
export const inputRules = [BulletList, Numbers, Link];
export const pasteRules = [Link];
