// The scripts for portals' pages and halls, as site.mjs writes them.
import { bundled } from "./scripts.mjs";

/** What a portal's page loads, and the scripts of our own pages by name: of the frame, of the small window that
 * belongs to it, of the screen of a hall. */
export function widgetBundle() {
  const own = { cadre: "frame", fenetre: "window", affichage: "hall" };
  return {
    widget: bundled("widget", "widget"),
    own: new Map(Object.entries(own).map(([name, source]) => [name, bundled("widget", source)])),
  };
}
