import type { Clipboard } from "./clipboards";

// What pages of the web arrange by styles, and what their forms and links hold.

export const pages: Clipboard[] = [
  {
    program: "a page of the web with lines and places that only its styles make",
    text: "A B",
    html: `<p><span style="display:block">A</span><span style="display:block">B</span></p><p>Avant <b style="display: block">Titre</b> après</p>
<div style="display:flex;gap:1rem"><span>Prix</span><span>12 €</span></div>
<div style="display: flex; flex-direction: column"><span>Lundi</span> <span>mardi</span></div>
<p>3<span style="display:inline-block">e</span> rang<span style="display: inline-block; margin-left: 1em">6e A</span></p>
<div><span style="display: block"><h3>Fête</h3></span><span style="display: block">Salle<br>12</span>fin</div>`,
    becomes:
      "<p>A<br>B</p><p>Avant<br><strong>Titre</strong><br>après</p><p>Prix 12 €</p><p>Lundi<br>mardi</p><p>3e rang 6e A</p>" +
      "<h3>Fête</h3><p>Salle<br>12<br>fin</p>",
  },
  {
    program: "a page of the web with tables made of boxes, by their styles and by their roles",
    text: "Lundi 8 h",
    html: `<div style="display:table"><div style="display:table-row"><div style="display:table-cell;padding:4px">Lundi</div><div
style="display:table-cell">8 h</div></div><div style="display:table-row"><div style="display:table-cell">Mardi</div><div
style="display:table-cell">9 h</div></div></div><div role="table"><div role="rowgroup"><div role="row" style="display: flex"><span
role="columnheader">Jour</span><span role="columnheader">Salle</span></div></div><div role="row"><span role="cell">Ali</span><span
role="cell">12</span></div></div><div style="display: table"><div style="display: table-cell">Seul</div></div>
<div style="display: table">Hors <div style="display: table-cell">oui</div><div style="display: table-cell">non</div></div>
<table><tr><td style="display: block">Jeudi</td><td style="display: block">14</td></tr></table>`,
    becomes:
      "<p>Lundi | 8 h</p><p>Mardi | 9 h</p><p>Jour | Salle</p><p>Ali | 12</p><p>Seul</p><p>Hors</p><p>oui</p><p>non</p><p>Jeudi | 14</p>",
    told: /^Le tableau collé.*Relisez-le\.$/,
  },
  {
    program: "a form of a page of the web, with buttons, boxes and lists to choose from",
    text: "Oui",
    html: `<p>Avant</p><button>Oui</button><input value="tapé"><label><input type=radio checked>choix A</label><label><input
type=radio>choix B</label><select><option>3e</option><option selected>4e</option></select><input type="submit" value="Envoyer"><p>Classe : <select><option>3e</option><option
selected>4e</option></select></p><p>Menu <select multiple><option>eau</option><option>pain</option></select></p><p>Taille (<select><option>S</option></select>), <select
hidden><option>caché</option></select>couleur</p>`,
    becomes:
      "<p>Avant</p><p>Oui tapé ☑ choix A ☐ choix B 4e Envoyer</p><p>Classe : 4e</p><p>Menu<br>eau<br>pain</p><p>Taille (S), couleur</p>",
    told: /^Ce qui était masqué[^.]*\.$/,
  },
  {
    program: "a page of the web with an address without its scheme, and one of a folder on a server",
    text: "le plan",
    html: `<p><a href="//exemple.fr/y">le plan</a>, <a href="//serveur/commun/plan.docx">le fichier</a></p>`,
    becomes: '<p><a href="https://exemple.fr/y">le plan</a>, le fichier</p>',
    told: /^Un lien n’a pas été gardé/,
  },
  {
    program: "a page of the web whose words stand beside paragraphs, after the first one",
    text: "Avant",
    html: `<p>Avant</p><b>Lundi</b> <i>8 h</i>, <a href="https://exemple.fr/a">plan</a> <a href="https://exemple.fr/b">menu</a><!-- fin -->
<div>après</div><span><p>dedans</p><u>Salle</u> <s>12</s></span>`,
    becomes:
      '<p>Avant</p><p><strong>Lundi</strong> <em>8 h</em>, <a href="https://exemple.fr/a">plan</a> ' +
      '<a href="https://exemple.fr/b">menu</a></p><p>après</p><p>dedans</p><p><u>Salle</u> <s>12</s></p>',
  },
  {
    program: "a page of the web whose words stand beside paragraphs, before the first one",
    text: "Bonjour",
    html: `<b>Bonjour</b> à tous<p>Lundi</p>
<p>Mardi</p>
<p>Jeudi</p>`,
    becomes: "<p><strong>Bonjour</strong> à tous</p><p>Lundi</p><p>Mardi</p><p>Jeudi</p>",
  },
];
