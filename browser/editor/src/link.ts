import { InputRule, Mark, markPasteRule } from "@tiptap/core";
import { allowedAddress } from "./address";

const PASTED = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]»]/g;
const TYPED = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]»])[.,;:!?)\]»]*\s$/;

/** A link to the web or to an e-mail address. A link to any other address becomes plain text. */
export const Link = Mark.create({
  name: "link",
  inclusive: false,
  keepOnSplit: false,

  addAttributes() {
    return { href: { default: null } };
  },

  parseHTML() {
    return [
      {
        tag: "a[href]",
        getAttrs: (element) => {
          const href = allowedAddress(element.getAttribute("href"));
          return href ? { href } : false;
        },
      },
    ];
  },

  renderHTML({ mark }) {
    const href = allowedAddress(mark.attrs.href);
    return ["a", href ? { href } : {}, 0];
  },

  addInputRules() {
    return [
      new InputRule({
        find: TYPED,
        handler: ({ state, range, match }) => {
          const [, address = ""] = match;
          const href = allowedAddress(address);
          if (!href || state.doc.rangeHasMark(range.from, range.to, this.type)) return null;
          state.tr
            .addMark(range.from, range.from + address.length, this.type.create({ href }))
            .removeStoredMark(this.type);
        },
      }),
    ];
  },

  addPasteRules() {
    return [
      markPasteRule({
        find: PASTED,
        type: this.type,
        getAttributes: (match) => {
          const href = allowedAddress(match[0]);
          return href ? { href } : false;
        },
      }),
    ];
  },
});
