// The fields of a form: what is in them, and what the server sent.

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Nobody writes into these, or what is in them must not be kept. */
const OTHERS = /^(?:hidden|file|password|submit|button|image|reset)$/;

export function fieldsOf(form: HTMLFormElement): Field[] {
  const all = form.querySelectorAll<Field>("textarea[name], select[name], input[name]");
  // A code opens something once, and is no text.
  return [...all].filter(({ name, type }) => !OTHERS.test(type) && name !== "code");
}

function isBox(field: Field): field is HTMLInputElement {
  return /^(?:checkbox|radio)$/.test(field.type);
}

export function isText({ type }: Field): boolean {
  return type === "textarea" || type === "text";
}

/** Boxes of one name differ by their value. */
export function nameOf(field: Field): string {
  return isBox(field) ? `${field.name}=${field.value}` : field.name;
}

export function valueOf(field: Field): string {
  return isBox(field) ? String(field.checked) : field.value;
}

/** As the server sent it. */
export function sentOf(field: Field): string {
  if (isBox(field)) return String(field.defaultChecked);
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  const options = [...field.options];
  return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? "";
}

/** Fills a field in, where it can be seen. A choice that is not offered any more is left. */
export function fill(field: Field, value: string) {
  if (isBox(field)) field.checked = value === "true";
  else if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) return;
  else field.value = value;
  field.closest("details")?.setAttribute("open", "");
}
