// A file that is dropped beside its field would open in this tab, in place of what is being written: a field that is still
// free takes it, or nothing does. The form of a communication takes files by itself.

const FIELDS = "form[method=post] input[type=file]";
const WRITTEN = `${FIELDS}, form[method=post] textarea, form[method=post] input[type=text]`;

export function catchDropped() {
  addEventListener("dragover", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer || !isBeside(event)) return;
    event.preventDefault();
    dataTransfer.dropEffect = freeField() ? "copy" : "none";
  });
  addEventListener("drop", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer || event.defaultPrevented || !isBeside(event)) return;
    event.preventDefault();
    const field = freeField();
    if (field) take(field, dataTransfer);
  });
}

function isBeside({ dataTransfer, target }: DragEvent): boolean {
  if (!dataTransfer?.types.includes("Files") || document.querySelector(".dropzone")) return false;
  const isField = target instanceof HTMLInputElement && target.type === "file";
  return !isField && document.querySelector(WRITTEN) !== null;
}

/** The one that takes several files, or the only one. */
function freeField(): HTMLInputElement | undefined {
  const fields = [...document.querySelectorAll<HTMLInputElement>(FIELDS)];
  const field = fields.length === 1 ? fields[0] : fields.find(({ multiple }) => multiple);
  return field && !field.disabled && field.files?.length === 0 ? field : undefined;
}

/** A folder is among the files, but cannot be read. */
function take(field: HTMLInputElement, { items }: DataTransfer) {
  const taken = new DataTransfer();
  for (const item of items) {
    const file = item.getAsFile();
    if (file && !item.webkitGetAsEntry()?.isDirectory) taken.items.add(file);
  }
  const { files } = taken;
  if (files.length === 0 || (files.length > 1 && !field.multiple)) return;
  field.files = files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}
