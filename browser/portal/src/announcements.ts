// The lists of the home page that an event carries. All readers of a group get the same: what is for this reader alone
// stays as the page has it.

import { merge } from "./merge.ts";
import { named } from "./named.ts";

export interface Carried {
  annonces: string;
  /** Actualités; null if they could not be read. */
  actualites: string | null;
}

/** What an event carries; undefined if it only says that there is something. */
export function carried(data: string): Carried | undefined {
  if (!data.startsWith("{")) return undefined;
  try {
    const { annonces, actualites } = JSON.parse(data) as Partial<Carried>;
    return typeof annonces === "string" ? { annonces, actualites: actualites ?? null } : undefined;
  } catch {
    return undefined;
  }
}

/** Shows what an event carries. */
export function showCarried({ annonces, actualites }: Carried) {
  const [announcements, items] = [
    document.getElementById("annonces-recentes"),
    document.getElementById("actualites-recentes"),
  ];
  if (announcements) merge(announcements, withFolded(announcements, parsed(annonces)), true);
  // What could not be read again stays as it was.
  if (items && actualites !== null) merge(items, parsed(actualites));
}

function parsed(html: string): Element {
  const template = document.createElement("template");
  template.innerHTML = html;
  const holder = document.createElement("div");
  holder.append(template.content);
  // Shared bytes name nobody: a new form gets the person of its page.
  for (const form of holder.querySelectorAll("form")) {
    const action = form.getAttribute("action");
    if (action !== null && form.method === "post") form.setAttribute("action", named(action));
  }
  return holder;
}

/** The list of the group, where those that this reader has put away are still away. */
function withFolded(present: Element, fresh: Element): Element {
  const away = present.querySelector("details.folded")?.cloneNode(true) as Element | undefined;
  const list = fresh.querySelector("ul.announcements");
  if (!away || !list) return fresh;
  for (const item of away.querySelectorAll("[data-key]")) {
    const still = list.querySelector(`:scope > [data-key="${CSS.escape(item.getAttribute("data-key") ?? "")}"]`);
    if (still) still.remove();
    else item.remove();
  }
  const count = away.querySelectorAll("[data-key]").length;
  if (count === 0) return fresh;
  const summary = away.querySelector("summary");
  const { many, all } = summary?.dataset ?? {};
  if (summary) summary.textContent = (many ?? "").replace("{}", () => String(count));
  fresh.append(away);
  if (list.children.length === 0) {
    const sentence = document.createElement("p");
    sentence.className = "muted";
    sentence.textContent = all ?? "";
    list.before(sentence);
  }
  return fresh;
}
