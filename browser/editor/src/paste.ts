import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { type CalmParser, type Lost, pasted } from "./inert";
import { readable } from "./symbols";
import { linesOfColumns } from "./tables";
import * as words from "./words";

/** Sent from the text at each paste; its detail says what is not there as it was copied, or "". */
export const TOLD = "rich-text:told";

/** Reads the clipboard, and says what the text cannot keep of it. */
export function clipboard(clipboardParser: CalmParser): Plugin {
  return new Plugin({
    props: {
      clipboardParser,
      handleDOMEvents: {
        paste: (view) => {
          tell(view, "");
          return false;
        },
      },
      transformPastedHTML: (html, view) => {
        const { html: calm, lost } = pasted(html);
        tell(view, sentences(lost));
        return calm;
      },
      transformPastedText: (text, _plain, view) => {
        const lines = linesOfColumns(readable(text));
        if (lines !== null) tell(view, words.pastedTable);
        return lines ?? readable(text);
      },
      handlePaste: (view, { clipboardData }, slice) => {
        if (slice.size > 0) return false;
        // Nothing of it can stay, so it does not replace what is selected either.
        const hasText = ["text/html", "text/plain"].some((type) => clipboardData?.getData(type));
        // A picture of the screen is a file, without any text.
        const files = [...(clipboardData?.files ?? [])];
        if (files.length === 0) return hasText;
        const arePictures = files.every(({ type }) => type.startsWith("image/"));
        tell(view, arePictures ? words.pastedPicture : words.pastedFile);
        return true;
      },
    },
  });
}

function tell(view: EditorView, detail: string) {
  view.dom.dispatchEvent(new CustomEvent(TOLD, { detail, bubbles: true }));
}

function sentences({ table, picture, frame, hidden, colours, link }: Lost): string {
  const said = [
    table && words.pastedTable,
    picture && words.pastedPicture,
    frame && words.pastedFrame,
    hidden && words.pastedHidden,
    colours && words.pastedColours,
    link && words.pastedLink,
  ];
  return said.filter(Boolean).join(" ");
}
