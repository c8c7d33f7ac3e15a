const SCHEMES = ["http:", "https:", "mailto:"];

/** The address in its canonical form, or null if a message may not link to it. */
export function allowedAddress(href: string | null | undefined): string | null {
  if (!href) return null;
  try {
    const url = new URL(href);
    return SCHEMES.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Parses a typed address; `www.exemple.fr` and `nom@exemple.fr` are accepted too. */
export function typedAddress(text: string): string | null {
  const typed = text.trim();
  if (/\s/.test(typed)) return null;
  if (/^(https?:\/\/|mailto:)/i.test(typed)) return /^mailto:[^@]*$/i.test(typed) ? null : allowedAddress(typed);
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(typed)) return allowedAddress(`mailto:${typed}`);
  return /^[^@/:?#]+\.[^@/:?#.]+([/?#:].*)?$/.test(typed) ? allowedAddress(`https://${typed}`) : null;
}
