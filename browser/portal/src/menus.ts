// A menu and a question of a button are <details>, which open without scripts. With them Escape closes both, and a
// menu is closed too by going on elsewhere. The main menu shows where its reader is, however low the screen.

type Opened = NodeListOf<HTMLDetailsElement>;

const opened = (kind: string): Opened => document.querySelectorAll(`details${kind}[open]`);

export function closeMenus() {
  addEventListener("keydown", ({ key, defaultPrevented, isComposing }) => {
    // While signs are composed Escape takes them back, and closes nothing.
    if (key !== "Escape" || defaultPrevented || isComposing) return;
    for (const one of opened(":is(.menu, .ask)")) {
      const held = one.contains(document.activeElement);
      if (!held && one.matches(".ask")) continue;
      one.open = false;
      if (held) one.querySelector("summary")?.focus();
    }
  });
  const leave = ({ target }: Event) => {
    for (const menu of opened(".menu")) if (!menu.contains(target as Node)) menu.open = false;
  };
  for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, leave);
}

/** As far as the edges of a menu fade (`.side-nav` of the style sheet). */
const FADES = 24;

/** Scrolls the main menu alone: the page stays where it is. */
export function showCurrentEntry() {
  const menu = document.querySelector<HTMLElement>(".side-nav");
  const box = menu?.getBoundingClientRect();
  const entry = menu?.querySelector("[aria-current=page]")?.getBoundingClientRect();
  if (!menu || !box || !entry) return;
  if (entry.top >= box.top + FADES && entry.bottom <= box.bottom - FADES) return;
  menu.scrollTop += (entry.top + entry.bottom - box.top - box.bottom) / 2;
}
