import type { Clipboard } from "./clipboards";

// Plain text, without any markup beside it.

export const plain: Clipboard[] = [
  {
    program: "a PDF: lines of plain text",
    text: "Le règlement intérieur est sur https://fr.wikipedia.org/wiki/Metz_(Moselle).\nVoir aussi www.exemple.fr/a…",
    becomes:
      '<p>Le règlement intérieur est sur <a href="https://fr.wikipedia.org/wiki/Metz_(Moselle)">https://fr.wikipedia.org/wiki/Metz_(Moselle)</a>.</p>' +
      '<p>Voir aussi <a href="https://www.exemple.fr/a">www.exemple.fr/a</a>…</p>',
  },
  {
    program: "a spreadsheet and a list as plain text",
    text: "Classe\tSalle\tJour\n6e A\t\tLundi\n5e B\t12\n\uf0b7\tApporter\n1.\tSigner",
    becomes: "<p>Classe | Salle | Jour</p><p>6e A | | Lundi</p><p>5e B | 12</p><p>• Apporter</p><p>1. Signer</p>",
    told: /tableau/,
  },
  {
    program: "a text with a tab",
    text: "Tél.\t03",
    becomes: "<p>Tél. &nbsp; &nbsp;03</p>",
  },
  {
    program: "a chat: addresses before signs of other scripts, a dash, a face and signs without a width",
    text: "https://exemple.fr/a، ثم https://exemple.fr/b؟ \u2067https://exemple.fr/c\u2069 https://exemple.fr/d— https://exemple.fr/e👍🏽 https://exemple.fr/\u200bf",
    becomes:
      '<p><a href="https://exemple.fr/a">https://exemple.fr/a</a>، ثم <a href="https://exemple.fr/b">https://exemple.fr/b</a>؟ ' +
      '\u2067<a href="https://exemple.fr/c">https://exemple.fr/c</a>\u2069 <a href="https://exemple.fr/d">https://exemple.fr/d</a>— ' +
      '<a href="https://exemple.fr/e">https://exemple.fr/e</a>👍🏽 <a href="https://exemple.fr/f">https://exemple.fr/\u200bf</a></p>',
  },
  {
    program: "a chat: plain text with stars around addresses",
    text: "*https://exemple.fr/a* et `https://exemple.fr/b`, pas https://exemple.fr@ailleurs.example/",
    becomes:
      '<p>*<a href="https://exemple.fr/a">https://exemple.fr/a</a>* et `<a href="https://exemple.fr/b">https://exemple.fr/b</a>`, ' +
      "pas https://exemple.fr@ailleurs.example/</p>",
  },
  {
    program: "a chat: plain text with numbers that go on and with letters",
    text: "3. Signer\n4. Rendre sur https://exemple.fr/a",
    becomes: '<p>3. Signer</p><p>4. Rendre sur <a href="https://exemple.fr/a">https://exemple.fr/a</a></p>',
  },
  { program: "a chat: answers", text: "a) oui\nb) non", becomes: "<p>a) oui</p><p>b) non</p>" },
  { program: "a name in plain text", text: "M. Roux est absent", becomes: "<p>M. Roux est absent</p>" },
  {
    program: "a spreadsheet as plain text, with a cell of several lines",
    text: 'Jour\tHeure\tLieu\nLundi\t"8 h\npuis ""10 h"""\tCour\nMardi\t9 h\t"Cour"',
    becomes: '<p>Jour | Heure | Lieu</p><p>Lundi | 8 h / puis "10 h" | Cour</p><p>Mardi | 9 h | "Cour"</p>',
    told: /tableau/,
  },
  {
    program: "a chat: addresses with no blank between them and what follows",
    text: "Voir https://exemple.fr,puis https://exemple.fr/a;https://exemple.fr/b et (www.exemple.fr/c)merci, https://exemple.fr/d,e",
    becomes:
      '<p>Voir <a href="https://exemple.fr/">https://exemple.fr</a>,puis <a href="https://exemple.fr/a">https://exemple.fr/a</a>;' +
      '<a href="https://exemple.fr/b">https://exemple.fr/b</a> et (<a href="https://www.exemple.fr/c">www.exemple.fr/c</a>)merci, ' +
      '<a href="https://exemple.fr/d,e">https://exemple.fr/d,e</a></p>',
  },
];
