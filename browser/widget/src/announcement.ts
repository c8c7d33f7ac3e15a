// An announcement as the server sends it, and which of them are shown.

import { FIRST, readsFirst } from "./language.ts";

export type Severity = "information" | "warning" | "alert";

/** The language of a text. */
export interface Spoken {
  /** BCP 47 */
  language: string;
  direction: "ltr" | "rtl";
  /** As the language calls itself. */
  name: string;
}

/** What an announcement says in a second language. */
export interface Second extends Spoken {
  text: string;
}

export interface Announcement {
  id: string;
  source: string;
  severity: Severity;
  text: string;
  /** An http(s) address. */
  href: string | undefined;
  /** The day that it dates from, as `2026-10-12`: one that waited for its period dates from its start. */
  day: string;
  /** Milliseconds. */
  endsAt: number;
  correctedAt: number | undefined;
  /** The names of the reader's children whom it concerns. */
  concerns: string[];
  /** The language of the text; French where nothing is said. */
  first: Spoken | undefined;
  second: Second | undefined;
}

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const object = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Blanks as French sets them: the one before `?` never ends a line, nor those inside « ». As on our own pages. */
export function frenchSpaces(typed: string): string {
  return typed.replace(/ (?=[?!;:»])/g, "\u202f").replace(/« /g, "«\u202f");
}

/** Only French has blanks before its marks. */
const spaced = (typed: string, language: string): string => (language === FIRST.language ? frenchSpaces(typed) : typed);

/** An address that is safe behind a link. Our own addresses have no host. */
export function safeAddress(value: unknown, server: string): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  try {
    const address = new URL(value, server);
    return /^https?:$/.test(address.protocol) ? address.href : undefined;
  } catch {
    return undefined;
  }
}

function instant(value: unknown): number | undefined {
  const at = Date.parse(text(value));
  return Number.isNaN(at) ? undefined : at;
}

/** The day of an instant where the reader is: in the evening, the day in UTC may be another one. */
function dayOf(at: number | undefined): string {
  if (at === undefined) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** `Léa, 2de` */
function child(value: unknown): string {
  const { first_name, level } = object(value);
  return text(level) === "" ? text(first_name) : `${text(first_name)}, ${text(level)}`;
}

function spokenOf(value: unknown): Spoken | undefined {
  const from = object(value);
  const [language, name] = [text(from.language), text(from.name)];
  if (language === "" || name === "") return undefined;
  return { language, direction: from.direction === "rtl" ? "rtl" : "ltr", name };
}

function secondOf(value: unknown): Second | undefined {
  const [spoken, said] = [spokenOf(value), text(object(value).text)];
  return spoken && said !== "" ? { ...spoken, text: spaced(said, spoken.language) } : undefined;
}

function read(value: unknown, server: string): Announcement | undefined {
  const from = object(value);
  const severity = text(from.severity);
  const known = severity === "information" || severity === "warning" || severity === "alert";
  if (!known || text(from.id) === "" || text(from.text) === "") return undefined;
  const link = typeof from.link === "string" ? from.link : object(from.link).href;
  const first = spokenOf(from.first);
  const children = Array.isArray(from.concerns) ? from.concerns : [];
  return {
    id: text(from.id),
    source: text(from.source),
    severity,
    text: spaced(text(from.text), first?.language ?? FIRST.language),
    href: safeAddress(link, server),
    day: [dayOf(instant(from.deployed_at)), text(from.starts_on)].sort()[1] ?? "",
    endsAt: instant(from.ends_at) ?? Infinity,
    correctedAt: instant(from.corrected_at),
    concerns: children.map(child).filter((name) => name !== ""),
    first,
    second: secondOf(from.second),
  };
}

/** What comes first for a reader of a page in this language, whose browser asks for others. */
export function ownVersion(
  { text, first, second }: Announcement,
  page: string,
  asked: readonly string[],
): { language: string; text: string } {
  const written = first?.language ?? FIRST.language;
  if (second && readsFirst(second.language, page, asked, written)) return second;
  return { language: written, text };
}

/** The list in the server's order; what cannot be read is left out. */
export function readList(body: unknown, server: string): Announcement[] {
  const list = object(body).announcements;
  if (!Array.isArray(list)) throw new TypeError("not a list");
  return list.map((one) => read(one, server)).filter((one) => one !== undefined);
}

/** An alert is shown for at most so long after the server was heard last: nobody could have ended it. */
export const ALERT_WITHOUT_LINE = 10 * 60_000;

/** When an announcement is not shown any more, if nothing was heard since then. */
const end = ({ severity, endsAt }: Announcement, since: number | undefined): number =>
  since !== undefined && severity === "alert" ? Math.min(endsAt, since + ALERT_WITHOUT_LINE) : endsAt;

/** The announcements that are not over yet. */
export function running(list: readonly Announcement[], now: number, since?: number): Announcement[] {
  return list.filter((one) => now < end(one, since));
}

/** When the next of them is over; Infinity if none ends. */
export function nextEnd(list: readonly Announcement[], now: number, since?: number): number {
  return Math.min(Infinity, ...running(list, now, since).map((one) => end(one, since)));
}

/** The alerts that a reader has not been shown, as they are worded now. */
export function arrived(before: readonly Announcement[], now: readonly Announcement[]): Set<string> {
  const known = new Set(before.map((one) => one.id));
  return new Set(now.filter((one) => one.severity === "alert" && !known.has(one.id)).map((one) => one.id));
}
