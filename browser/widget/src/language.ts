// The language and the direction of the page around an element, and words with values in them.

import { en, fr } from "./words.ts";

export type Words = { [Name in keyof typeof fr]: string };

/** The languages that exist, by their code. */
const all: Record<string, Words> = { fr, en };

/** `en-GB` is English; a language that does not exist is French. */
export function languageOf(tag: string): "fr" | "en" {
  return tag.toLowerCase().split("-")[0] === "en" ? "en" : "fr";
}

export function wordsOf(language: string): Words {
  return all[language] ?? fr;
}

/** The first version of a text is French where nothing else is said. */
export const FIRST = { language: "fr", name: "Français" };

/** Whether somebody who reads the languages `reads`, and French otherwise, reads this one rather than the other. */
export function comesBefore(one: string, other: string, reads: readonly string[]): boolean {
  const place = (language: string) => {
    const found = reads.indexOf(language);
    if (found >= 0) return found;
    return language === FIRST.language ? reads.length : reads.length + 1;
  };
  return place(one) < place(other);
}

/** Whether a reader reads a second version in this language rather than the first one: the language of the page
 * says so, or what the browser asks for, where no page has the language. As on our own pages. */
export function readsFirst(second: string, page: string, asked: readonly string[], first = FIRST.language): boolean {
  const primary = asked.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  const french = primary.indexOf(FIRST.language);
  const elsewhere = (french < 0 ? primary : primary.slice(0, french)).filter((language) => language !== "en");
  return comesBefore(second, first, page === "en" ? ["en", ...elsewhere] : elsewhere);
}

/** The value of an attribute of the element or of what surrounds it, through shadow roots as well. */
export function inherited(of: Element, attribute: string): string | undefined {
  for (let at: Element | null = of; at;) {
    const holder: Element | null = at.closest(`[${attribute}]`);
    if (holder) return holder.getAttribute(attribute) ?? undefined;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return undefined;
}

/** Puts values into a sentence: `à {time}`. */
export function filled(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** `10:42`, where the reader is, or in the zone of a school. */
export function timeOf(at: number, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

/** `12 octobre 2026`, or as figures. */
export function dateOf(at: number, language: string, figures = false, timeZone?: string): string {
  const style = figures
    ? ({ day: "2-digit", month: "2-digit", year: "numeric" } as const)
    : ({ day: "numeric", month: "long", year: "numeric" } as const);
  const place = language === "en" ? "en-GB" : language;
  const written = new Intl.DateTimeFormat(place, { ...style, ...(timeZone ? { timeZone } : {}) }).format(at);
  // As everywhere else in Porte-voix: the first day of a month has an ordinal number.
  return language === "fr" && !figures ? written.replace(/^1 /, "1er ") : written;
}
