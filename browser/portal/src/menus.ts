// A menu is a <details>, which opens without scripts. With them Escape closes it, and so does going on elsewhere.

const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");

export function closeMenus() {
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (key !== "Escape" || defaultPrevented) return;
    for (const menu of openMenus()) {
      const held = menu.contains(document.activeElement);
      menu.open = false;
      if (held) menu.querySelector("summary")?.focus();
    }
  });
  const leave = ({ target }: Event) => {
    for (const menu of openMenus()) if (!menu.contains(target as Node)) menu.open = false;
  };
  for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, leave);
}
