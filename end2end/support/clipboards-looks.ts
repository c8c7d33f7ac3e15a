import { type Clipboard, word } from "./clipboards";

// Texts that were hidden where they were copied, or only look so in their markup; and letters that are raised for their look.

export const looks: Clipboard[] = [
  {
    program: "a page of the web whose text is seen, although it looks hidden",
    text: "Fête",
    html: `<h2 style="background: linear-gradient(red, blue); -webkit-background-clip: text; color: transparent">Fête</h2>
<p style="opacity: 0; animation: paraitre 1s forwards">Vendredi</p><div style="font-size: 0"><span style="font: 16px Arial">à 18 h</span></div>
<p><span style="font-size: 1rem">dans</span> <span style="font-size: 0.8em">la cour</span></p>
<p><a style="display: inline-block; mso-hide: all" href="https://exemple.fr/">Venir</a></p>
<p style="color: transparent"><span style="color: black">Buvette</span></p><div style="height: 0; padding-bottom: 56%; overflow: hidden">Plan B</div>
<p hidden style="display: block">Entrée libre</p>
<table><tr><td style="max-width: 0; overflow: hidden">Lundi</td><td>8 h</td></tr></table>`,
    becomes:
      '<h2>Fête</h2><p>Vendredi</p><p>à 18 h</p><p>dans la cour</p><p><a href="https://exemple.fr/">Venir</a></p>' +
      "<p>Buvette</p><p>Plan B</p><p>Entrée libre</p><p>Lundi | 8 h</p>",
    told: /^Le tableau collé.*Relisez-le\.$/,
  },
  {
    program: "a letter in white on the blue of its page",
    text: "Réunion",
    html: `<html><body bgcolor="#003366"><p><font color="#ffffff">Réunion</font></p><p style="background: white">lundi</p></body></html>`,
    becomes: "<p>Réunion</p><p>lundi</p>",
  },
  {
    program: "PowerPoint, light texts of a dark slide",
    text: "Sortie",
    html: `<html><head><meta name=ProgId content=PowerPoint.Slide></head><body><p><span style='color:white'>Sortie</span></p>
<p><span style='color:#D9D9D9'>jeudi</span></p></body></html>`,
    becomes: "<p>Sortie</p><p>jeudi</p>",
  },
  {
    program: "a letter read in dark colours, with a link and a name in a colour of its own",
    text: "Bonjour",
    html: `<p style="color: rgb(255, 255, 255)">Bonjour, le plan est <a href="https://exemple.fr/">ici</a> jusqu’à lundi, à demain.</p>
<p style="color: rgb(90, 90, 90)">Zoé</p>`,
    becomes: '<p>Bonjour, le plan est <a href="https://exemple.fr/">ici</a> jusqu’à lundi, à demain.</p><p>Zoé</p>',
  },
  {
    program: "a page of the web with a part that is seen inside a hidden one, and a cell in white on white",
    text: "Entrée",
    html: `<div style="visibility: hidden">rien <span style="visibility: visible">Entrée</span></div>
<table><tr><td>Ida</td><td style="color: #fff; background: #fff">secret</td><td>12</td></tr></table>`,
    becomes: "<p>Entrée</p><p>Ida | | 12</p>",
    told: /tableau.*masqué/,
  },
  {
    program: "a page of the web with text that is moved out of sight, faint, or as white as its page",
    text: "Vu",
    html: `<p>Vu<span style="position:absolute;right:9999px"> A</span><span style="display:inline-block;margin-left:-9999px"> B</span><span
style="display:inline-block;transform:translateX(-9999px)"> C</span><span style="filter:opacity(0)"> D</span><span style="color:#fefefe">
E</span><span style="color:rgba(0,0,0,0.01)"> F</span><font color="#fdfdfd"> G</font><span style="position: relative; left: -999em"> H</span><span
style="color: rgb(254, 254, 254); background: white"> I</span><span style="display: block; text-indent: 100%; white-space: nowrap; overflow: hidden">
J</span> fin</p>`,
    becomes: "<p>Vu fin</p>",
    told: /^Ce qui était masqué[^.]*\.$/,
  },
  {
    program: "a page of the web whose text is seen, although it is moved far or is light",
    text: "Bandeau",
    html: `<div style="margin: 0px -9999px; padding: 0px 9999px">Bandeau</div><div style="display: flex; transform: translate3d(-12000px, 0px, 0px)"><div>Un</div><div>Deux</div></div>
<div style="position: absolute; left: 40px; top: 9999px">Page 9</div><p style="transform: translateY(12000px)">Ligne 300</p><p style="filter: opacity(0.6)">Gris</p>
<div style="background-color: #222222"><p><span style="color: #fefefe">Clair</span></p></div><p style="position: absolute; right: 2000px">Gauche</p><p
style="color: rgba(0, 0, 0, 0.6)">Pâle</p><p>Noir</p>`,
    becomes:
      "<p>Bandeau</p><p>Un</p><p>Deux</p><p>Page 9</p><p>Ligne 300</p><p>Gris</p><p>Clair</p><p>Gauche</p><p>Pâle</p><p>Noir</p>",
  },
  {
    program: "Word, ends of words and of hours raised for their look",
    text: "3ième",
    html: word(
      "",
      `<p class=MsoNormal>3<sup>ième</sup> étage, C<sup>ie</sup>, M<sup>elle</sup> Roux, 8<sup>h</sup>30, 2<sup>x</sup></p>`,
    ),
    becomes: "<p>3ième étage, Cie, Melle Roux, 8h30, 2^x</p>",
  },
];
