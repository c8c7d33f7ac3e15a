import {
  DOMParser as SchemaParser,
  Fragment,
  type Node,
  type ParseOptions,
  type Schema,
  Slice,
} from "@tiptap/pm/model";
import { wordsInParagraphs } from "./beside";
import { hasColours } from "./colours";
import { listsOfWord, listsOfWordOnline, losesLinks, withoutPictures } from "./foreign";
import { withoutHidden } from "./hidden";
import { numbersAsText } from "./numbers";
import { choicesAsText, pagesAsText } from "./pages";
import { raisedAsCharacters } from "./raised";
import { styledByClass } from "./sheet";
import { drawnAsCharacters } from "./signs";
import { symbolsAsCharacters } from "./symbols";
import { linesOfTables } from "./tables";

const TAG = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi;
const ATTRIBUTE = /"[^"]*"|'[^']*'|(?<=[\s"'/])(?:style|on[a-z]+|data-pm-slice)(?=\s*=)/gi;
const QUOTED = /^["']/;
// The editor's mark on the clipboard: these items were in a list of this kind.
const ITEMS_OF = /data-pm-slice="[^"]*&quot;(bullet|ordered)List&quot;,null\]"/;

/** What of the clipboard is not in the text as it was copied. */
export interface Lost {
  /** Became lines. */
  table: boolean;
  picture: boolean;
  /** A video, or another page in the page. */
  frame: boolean;
  /** Was hidden, and stays out. */
  hidden: boolean;
  /** Set some of the words apart. */
  colours: boolean;
  /** Led to a file, or to another place that is not on the web. */
  link: boolean;
}

const CELLS = /^\s*(?:<meta[^>]*>\s*)*<(?:tr|td|th|tbody|thead|tfoot)\b/i;

/**
 * HTML from the clipboard as the schema reads it, and what is not in it. The library trusts its marks there about the context of the text, but
 * anybody can write them; so only the kind of a list is kept, as markup.
 */
export function pasted(html: string): { html: string; lost: Lost } {
  const kind = ITEMS_OF.exec(html)?.[1];
  const list = kind && (kind === "ordered" ? "ol" : "ul");
  const whole = CELLS.test(html) ? `<table>${html}</table>` : html;
  const { body } = new DOMParser().parseFromString(calm(whole), "text/html");
  styledByClass(html, body);
  const lost = prepare(body);
  numbersAsText(body);
  wordsInParagraphs(body);
  for (const element of body.querySelectorAll("[style]")) element.removeAttribute("style");
  const left = body.innerHTML;
  return { html: calm(list ? `<${list}>${left}</${list}>` : left), lost };
}

/**
 * HTML whose inline styles and handlers were moved to attributes `data-…`. Under the pages' policy
 * the browser drops inline styles even from a document that is never shown, and reports each.
 * This does not filter anything: the schema does.
 */
export function calm(html: string): string {
  return html
    .replace(/<style\b[^]*?<\/style\s*>/gi, "")
    .replace(TAG, (tag) => tag.replace(ATTRIBUTE, (name) => (QUOTED.test(name) ? name : `data-${name}`)));
}

/** A parser for HTML that went through `calm`: it reads the styles that were set aside. */
export class CalmParser extends SchemaParser {
  constructor(schema: Schema) {
    super(schema, SchemaParser.fromSchema(schema).rules);
  }

  override parse(dom: HTMLElement, options?: ParseOptions): Node {
    return super.parse(prepared(dom), options);
  }

  override parseSlice(dom: HTMLElement, options?: ParseOptions): Slice {
    // What was hidden went when it was pasted. Here it has lost its page, on which a white text was seen.
    styled(dom);
    converted(dom);
    return super.parseSlice(dom, options);
  }

  /** The document of this HTML. Nothing in it is run or fetched. */
  parseHtml(html: string): Fragment {
    return this.parse(new DOMParser().parseFromString(calm(html), "text/html").body).content;
  }
}

function prepared(dom: HTMLElement): HTMLElement {
  prepare(dom);
  return dom;
}

function prepare(dom: HTMLElement): Lost {
  styled(dom);
  choicesAsText(dom);
  const hidden = withoutHidden(dom);
  return { hidden, ...converted(dom) };
}

function styled(dom: HTMLElement) {
  // The ground of a whole page is that of its body.
  const within = dom.querySelectorAll<HTMLElement>("[data-style]");
  for (const element of dom.dataset?.style ? [dom, ...within] : within) {
    // Scripts may set styles that the policy forbids in markup; MathML and SVG elements may have no `style`.
    if (element.style) element.style.cssText = element.dataset.style ?? "";
  }
}

function converted(dom: HTMLElement): Omit<Lost, "hidden"> {
  const colours = hasColours(dom);
  const link = losesLinks(dom);
  drawnAsCharacters(dom);
  const { picture, frame } = withoutPictures(dom);
  pagesAsText(dom);
  listsOfWord(dom);
  listsOfWordOnline(dom);
  symbolsAsCharacters(dom);
  raisedAsCharacters(dom);
  return { picture, frame, colours, link, table: linesOfTables(dom) };
}
