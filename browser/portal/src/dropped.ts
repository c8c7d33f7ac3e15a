// A file that is dropped beside its field would open in this tab, in place of what is being written: a field that is still
// free takes it, the one of its name first. What no field takes is said. The form of a communication takes files by itself.

import { say } from "./late.ts";

const FIELDS = "form[method=post] input[type=file]";
const WRITTEN = "form :is(textarea, select, input:not([type=hidden]))";

export function catchDropped() {
  addEventListener("dragover", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer || !isOurs(event) || fieldUnder(event)) return;
    event.preventDefault();
    // Where nothing may be dropped, the browser tells nobody that something was.
    dataTransfer.dropEffect = "copy";
  });
  addEventListener("drop", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer || event.defaultPrevented || !isOurs(event)) return;
    const files = filesOf(dataTransfer);
    const field = fieldUnder(event);
    // The browser puts into a field what fits, and nothing without a word otherwise.
    if (field && files && (files.length < 2 || field.multiple)) return;
    event.preventDefault();
    if (document.querySelector(FIELDS) === null) return say("unasked");
    const all = files !== undefined && !field && takeAll(files);
    say("dropped", !all);
  });
  // Whoever chose their files has done as it said.
  addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "file") say("dropped", false);
  });
}

function isOurs({ dataTransfer }: DragEvent): boolean {
  const holds = dataTransfer?.types.includes("Files") === true;
  // The form of a communication does, once it reacts.
  const byItself = document.querySelector(".dropzone") !== null && "hydrated" in document.documentElement.dataset;
  return holds && !byItself && document.querySelector(WRITTEN) !== null;
}

function fieldUnder({ target }: DragEvent): HTMLInputElement | undefined {
  return target instanceof HTMLInputElement && target.type === "file" && !target.disabled ? target : undefined;
}

/** Undefined with a folder among them: it cannot be read, and the rest would be half of what was meant. */
function filesOf({ items }: DataTransfer): File[] | undefined {
  const files: File[] = [];
  for (const item of items) {
    if (item.webkitGetAsEntry()?.isDirectory) return undefined;
    const file = item.getAsFile();
    if (file) files.push(file);
  }
  return files;
}

/** Gives each file to the field of its name, and the rest to one field. False if one of them found none, or they are for
 * two forms, of which only one can be sent: then nothing is taken. */
function takeAll(files: File[]): boolean {
  // Where a field cannot be seen, nobody would see what it took.
  const fields = [...document.querySelectorAll<HTMLInputElement>(FIELDS)].filter(isShown);
  const takes = new Map<HTMLInputElement, File[]>();
  for (const file of files) {
    const stem = /^(.+)\.[^.]+$/.exec(file.name.toLowerCase())?.[1];
    const own = fields.find((field) => field.name === stem && field.accept !== "" && accepts(field, file));
    const field = own ?? anyOf(fields);
    const before = field && takes.get(field);
    if (!field || !isFree(field) || !accepts(field, file) || (before && !field.multiple)) return false;
    takes.set(field, [...(before ?? []), file]);
  }
  const [first, ...others] = [...takes.keys()];
  if (!first || others.some(({ form }) => form !== first.form)) return false;
  for (const [field, taken] of takes) put(field, taken);
  show(first);
  return true;
}

/** Whether the field is for files of this kind: it names ends of names, and kinds such as `image/png`. */
function accepts({ accept }: HTMLInputElement, { name, type }: File): boolean {
  const kinds = accept.toLowerCase().split(",");
  const fits = (kind: string) => (kind.startsWith(".") ? name.toLowerCase().endsWith(kind) : kind === type);
  return accept === "" || kinds.some((kind) => fits(kind.trim()));
}

/** The one that takes several files, or the only one. */
function anyOf(fields: HTMLInputElement[]): HTMLInputElement | undefined {
  return fields.length === 1 ? fields[0] : fields.find(({ multiple }) => multiple);
}

function isShown(field: HTMLInputElement): boolean {
  return field.getClientRects().length > 0;
}

function isFree({ disabled, files }: HTMLInputElement): boolean {
  return !disabled && files?.length === 0;
}

function put(field: HTMLInputElement, files: File[]) {
  const taken = new DataTransfer();
  for (const file of files) taken.items.add(file);
  field.files = taken.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** They were dropped somewhere else on the page: whoever did it sees where they are. */
function show(field: HTMLInputElement) {
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}
