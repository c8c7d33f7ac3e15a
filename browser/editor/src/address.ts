const SCHEMES = ["http:", "https:", "mailto:"];
// Signs that stand after an address and do not belong to it, in any script.
const AFTER =
  /(?:[.,;:!?'"’”»›…*~`|–—•،؛؟۔。、，；：！？）】」』\ufe0f]|\p{Cf}|\p{Extended_Pictographic}|\p{Emoji_Modifier})$/u;
const BRACKETS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
/** An address without its scheme, as pages write it; without a point it may be a folder on a server. */
const OF_A_HOST = /^\/\/[^/\\]+\.[^/\\]/;
/** Two that only a comma or a stroke divides are two. */
const CANDIDATE = /(?<![\p{L}\p{N}@/._-])(?:https?:\/\/|www\.)(?:(?![,;|](?:https?:\/\/|www\.))[^\s<>"«»“”])+/giu;

/** The address in its canonical form, or null if a message may not link to it. */
export function allowedAddress(href: string | null | undefined): string | null {
  if (!href) return null;
  try {
    const url = new URL(/^www\./i.test(href) ? `https://${href}` : OF_A_HOST.test(href) ? `https:${href}` : href);
    // A user name before the host (https://ecole.fr@evil.example) only serves to deceive.
    return SCHEMES.includes(url.protocol) && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

/** Parses a typed address; `www.exemple.fr`, `nom@exemple.fr` and blanks in a path are accepted too. */
export function typedAddress(text: string): string | null {
  // Letters write an address between these signs.
  const typed = text
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .trim()
    .replace(/^<(.*)>$/u, "$1");
  const joined = typed.replace(/\s/gu, "%20");
  const host = /^(?:https?:\/\/)?[^/?#]*/i.exec(joined)?.[0] ?? "";
  // One address was pasted after the beginning of another one.
  if (host.includes("%") || /^https?:\/\/https?:?$/i.test(host)) return null;
  if (/^(https?:\/\/|mailto:)/i.test(joined)) return /^mailto:[^@]*$/i.test(joined) ? null : allowedAddress(joined);
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(joined)) return allowedAddress(`mailto:${joined}`);
  return /^[^@/:?#]+\.[^@/:?#.]+([/?#:].*)?$/.test(joined) ? allowedAddress(`https://${joined}`) : null;
}

/** An address in a text, from its first to after its last character. */
export interface Found {
  from: number;
  to: number;
  href: string;
}

/**
 * The addresses in a text as people write them: a bracket that belongs to the address stays in it,
 * the sign after it does not. A shortened address (`https://exemple.fr/…/fin`) leads nowhere and is not one.
 */
export function addressesIn(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(CANDIDATE)) {
    const address = withoutEnd(withoutNext(match[0]));
    // A sign without a width lets an address break, or turns it: it is not a part of it.
    const plain = address.replace(/\p{Cf}/gu, "");
    const href = /…|\.{3}/.test(plain) || !/\.|localhost/i.test(plain) ? null : allowedAddress(plain);
    if (href) found.push({ from: match.index, to: match.index + address.length, href });
  }
  return found;
}

/** Without a text that follows it and no blank between: after a bracket that it does not open, or a sign that no host has. */
function withoutNext(address: string): string {
  const host = /^(?:https?:\/\/)?[^/?#]*/i.exec(address)?.[0] ?? "";
  const end = host.search(/[,;!'’(){}]/u);
  if (end >= 0) return address.slice(0, end);
  const open: string[] = [];
  for (let at = 0; at < address.length; at += 1) {
    const sign = address.charAt(at);
    if (Object.values(BRACKETS).includes(sign)) open.push(sign);
    else if (BRACKETS[sign] && open.pop() !== BRACKETS[sign]) return address.slice(0, at);
  }
  return address;
}

function withoutEnd(address: string): string {
  for (;;) {
    const after = AFTER.exec(address)?.[0] ?? "";
    if (!after) return address;
    address = address.slice(0, -after.length);
  }
}
