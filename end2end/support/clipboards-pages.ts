import type { Clipboard } from "./clipboards";

// What pages of the web arrange by styles, and what their forms and links hold.

export const pages: Clipboard[] = [
  {
    program: "a page of the web with an address without its scheme, and one of a folder on a server",
    text: "le plan",
    html: `<p><a href="//exemple.fr/y">le plan</a>, <a href="//serveur/commun/plan.docx">le fichier</a></p>`,
    becomes: '<p><a href="https://exemple.fr/y">le plan</a>, le fichier</p>',
    told: /^Un lien n’a pas été gardé/,
  },
];
