import { InputRule, Mark, PasteRule } from "@tiptap/core";
import { addressesIn, allowedAddress } from "./address";

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
        find: (text) => {
          if (!/\s$/.test(text)) return null;
          const word = /\S+\s$/.exec(text)?.[0] ?? "";
          const [address] = addressesIn(word.slice(0, -1));
          return address ? { index: text.length - word.length, text: word, data: address } : null;
        },
        handler: ({ state, range, match }) => {
          const address = match.data;
          if (!address) return null;
          // The text of the range ends before the blank that is being typed.
          const [from, to] = [range.from + address.from, range.from + address.to];
          if (state.doc.rangeHasMark(from, to, this.type)) return null;
          state.tr.addMark(from, to, this.type.create({ href: address.href })).removeStoredMark(this.type);
        },
      }),
    ];
  },

  addPasteRules() {
    return [
      new PasteRule({
        find: (text) =>
          addressesIn(text).map(({ from, to, href }) => ({ index: from, text: text.slice(from, to), data: { href } })),
        handler: ({ state, range, match }) => {
          // The text of a link may be an address that was shortened to be read: its own address counts.
          if (state.doc.rangeHasMark(range.from, range.to, this.type)) return null;
          state.tr.addMark(range.from, range.to, this.type.create({ href: match.data?.href }));
        },
      }),
    ];
  },
});
