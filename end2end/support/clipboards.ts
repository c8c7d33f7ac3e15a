// What other programs put on the clipboard, made after their documented markup, and what a reader of
// the message then sees.

export interface Clipboard {
  program: string;
  html?: string;
  text: string;
  /** The HTML of the message. */
  becomes: string;
  /** What the author is told, if anything is not as it was copied. */
  told?: RegExp;
}

export const word = (style: string, body: string) => `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15"><style>
<!--
 @font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
 p.MsoNormal, li.MsoNormal, div.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:11.0pt;}
 ${style}
 @page WordSection1 {size:595.3pt 841.9pt;}
-->
</style></head>
<body lang=FR style='tab-interval:35.4pt;word-wrap:break-word'>
<!--StartFragment-->
${body}
<!--EndFragment-->
</body></html>`;

const cell = (text: string, more = "") =>
  `<td width=151 valign=top ${more} style='width:113.2pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>
  <p class=MsoNormal style='margin-bottom:0cm'>${text}<o:p></o:p></p></td>`;

const item = (sign: string, text: string) =>
  `<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>${text}<o:p></o:p></p>`;

// Word on the web has a list for each item.
const online = (list: string, level: number, text: string) =>
  `<div class="ListContainerWrapper SCXW1 BCX0"><${list} role="list"><li data-leveltext="%${level}." data-listid="1" data-aria-level="${level}"
role="listitem" class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" paraid="1"><span data-contrast="auto" class="TextRun SCXW1"><span
class="NormalTextRun SCXW1">${text}</span></span><span class="EOP SCXW1" data-ccp-props="{}">&nbsp;</span></p></li></${list.slice(0, 2)}></div>`;

export const clipboards: Clipboard[] = [
  {
    program: "Word, a table with paragraphs in its cells",
    text: "Jour\tHeure\nLundi\t8 h\n",
    html: word(
      "",
      `<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0'>${cell("<b>Jour</b>")}${cell("<b>Heure</b>")}${cell("<b>Lieu</b>")}</tr>
 <tr style='mso-yfti-irow:1'>${cell("Lundi", "rowspan=2")}${cell("8 h<br>puis 10 h")}${cell("Gymnase")}</tr>
 <tr style='mso-yfti-irow:2'>${cell("&nbsp;")}${cell("Piscine")}</tr>
</table>
<p class=MsoNormal>Merci<o:p></o:p></p>`,
    ),
    becomes:
      "<p><strong>Jour</strong> | <strong>Heure</strong> | <strong>Lieu</strong></p>" +
      "<p>Lundi | 8 h / puis 10 h | Gymnase</p><p>Lundi | | Piscine</p><p>Merci</p>",
    told: /tableau.*chaque rangée sur une ligne/,
  },
  {
    program: "Word, struck out, raised, hidden and commented text",
    text: "Rendez-vous à 12 h 14 h, 103 m2, le 1er",
    html: word(
      "span.Masqu {mso-style-name:Masqué; display:none; mso-hide:all;}",
      `<p class=MsoNormal>Rendez-vous à <s>12&nbsp;h</s> 14&nbsp;h, <span style='text-decoration:line-through'>salle 3</span>,
<del cite="mailto:x" datetime="2026-11-02">retard</del> 10<sup>3</sup> m<sup>2</sup> et CO<sub>2</sub>, 10<sup>-3</sup>, le 1<sup>er</sup>,
x<sup>y</sup> et M<sup>me</sup> Roux<span style='display:none;mso-hide:all'>secret</span><span class=Masqu>masqué</span><span
class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor
id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[AM1]</a><![endif]></span></span>.<o:p></o:p></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>À revoir</p></div></div>`,
    ),
    becomes:
      "<p>Rendez-vous à <s>12&nbsp;h</s> 14&nbsp;h, <s>salle 3</s>, <s>retard</s> 10³ m² et CO₂, 10⁻³, le 1er, " +
      "x^y et Mme Roux.</p>",
    told: /masqué/,
  },
  {
    program: "Word, a picture beside a text",
    text: "Le plan",
    html: word(
      "",
      `<p class=MsoNormal>Le plan&nbsp;:<!--[if gte vml 1]><v:shape id="i1" style='width:100pt'><v:imagedata
src="file:///C:/Temp/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=134 height=80
src="file:///C:/Temp/clip_image002.png" v:shapes="i1"><![endif]><o:p></o:p></p>`,
    ),
    becomes: "<p>Le plan&nbsp;:</p>",
    told: /image n’a pas été collée/,
  },
  {
    program: "LibreOffice Writer",
    text: "Sortie",
    html: `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">
		@page { size: 21cm 29.7cm; margin: 2cm }
		p { line-height: 115%; margin-bottom: 0.25cm; background: transparent }
		td p { orphans: 0; widows: 0 }
	</style></head><body lang="fr-FR" link="#000080" dir="ltr">
<h1 class="western">Sortie</h1>
<p align="center" style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><strike>Mardi</strike> <u>jeudi</u>,
900 m<sup>2</sup>, <span style="display: none">à ne pas dire</span><a href="https://exemple.fr/un/long/chemin?id=12">exemple.fr/un/…</a></font></p>
<table width="100%" cellpadding="4" cellspacing="0"><col width="128*"/><col width="128*"/>
<tr valign="top"><td width="50%" style="border: 1px solid #000000"><p>Bus</p></td><td width="50%"><p>Ligne <b>3</b></p></td></tr></table>
<ul><li><p>eau</p></li><li><p>casquette</p></li></ul></body></html>`,
    becomes:
      '<h2>Sortie</h2><p style="text-align: center;"><s>Mardi</s> <u>jeudi</u>, 900 m², ' +
      '<a href="https://exemple.fr/un/long/chemin?id=12">exemple.fr/un/…</a></p><p>Bus | Ligne <strong>3</strong></p>' +
      "<ul><li><p>eau</p></li><li><p>casquette</p></li></ul>",
    told: /tableau.*masqué/,
  },
  {
    program: "LibreOffice Calc",
    text: "Élève\tNote\nA\t12,5\n",
    html: `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">
		body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; font-size:x-small }
		a.comment-indicator:hover + comment { background:#ffd; position:absolute; display:block; }
		comment { display:none;  }
	</style></head><body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
	<tr><td height="17" align="left"><b>Élève</b></td><td align="left"><b>Note</b></td></tr>
	<tr><td height="17" align="left">Ali</td><td align="right" sdval="12.5" sdnum="1036;">12,5</td></tr>
	<tr><td height="17" align="left"><s>Léa</s></td><td align="left"><br></td></tr>
</table></body></html>`,
    becomes: "<p><strong>Élève</strong> | <strong>Note</strong></p><p>Ali | 12,5</p><p><s>Léa</s></p>",
    told: /tableau/,
  },
  {
    program: "Excel, formats by class and a hidden column",
    text: "Nom\tTél.\n",
    html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style>
<!--table {mso-displayed-decimal-separator:"\\,";}
.xl65 {mso-style-parent:style0; text-decoration:line-through; text-line-through:single;}
.xl66 {mso-style-parent:style0; mso-number-format:"\\@";}
--></style></head><body link="#0563C1"><table border=0 cellpadding=0 width=192><col width=64 span=2><col width=0 style='display:none'>
<!--StartFragment--><tr height=20><td class=xl66 width=64>Nom</td><td width=64>Salle</td><td style='display:none'>Code</td></tr>
<tr height=20><td class=xl65>Ida</td><td>12</td><td style='display:none'>9999</td></tr><!--EndFragment--></table></body></html>`,
    becomes: "<p>Nom | Salle</p><p><s>Ida</s> | 12</p>",
    told: /tableau.*masqué/,
  },
  {
    program: "Google Docs",
    text: "Réunion",
    html: `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7b0c1f2e"><p dir="ltr"
style="line-height:1.38;margin-top:0pt;text-align: justify;"><span style="font-size:11pt;font-weight:700;vertical-align:baseline;">Réunion</span><span
style="font-size:11pt;font-weight:400;text-decoration:none;vertical-align:baseline;"> à </span><span
style="font-size:11pt;text-decoration:line-through;-webkit-text-decoration-skip:none;vertical-align:baseline;">17 h</span><span
style="font-size:11pt;"> 18 h, 10</span><span style="font-size:0.6em;vertical-align:super;">3</span><span style="font-size:11pt;"> places</span></p><br /><div
dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="100" /><col width="100"
/></colgroup><tbody><tr style="height:0pt"><td style="border:solid #000 1pt;vertical-align:top;"><p dir="ltr"><span
style="font-size:11pt;">6e A</span></p></td><td style="vertical-align:top;"><p dir="ltr"><span style="font-size:11pt;">salle 4</span></p></td></tr></tbody></table></div></b>`,
    becomes: "<p><strong>Réunion</strong> à <s>17 h</s> 18 h, 10³ places</p><p><br></p><p>6e A | salle 4</p>",
    told: /tableau/,
  },
  {
    program: "Outlook, a letter arranged by tables",
    text: "Bonjour",
    html: word(
      "",
      `<table role=presentation border=0 cellpadding=0 width="100%"><tr><td><table border=0><tr><td>
<p class=MsoNormal>Bonjour,<o:p></o:p></p><p class=MsoNormal>le plan est <a href="https://eur01.exemple.fr/?url=x&amp;data=1">ici</a>
<img alt="😀" width=19 height=19 src="cid:emoji"><o:p></o:p></p></td></tr></table></td></tr></table>
<div style='font-size:0'><span style='font-size:12.0pt'>Cordialement</span></div>
<img width=1 height=1 src="https://exemple.fr/pixel.gif">`,
    ),
    becomes:
      '<p>Bonjour,</p><p>le plan est <a href="https://eur01.exemple.fr/?url=x&amp;data=1">ici</a> 😀</p><p>Cordialement</p>',
  },
  {
    program: "a page of the web with text for screen readers only",
    text: "Menu",
    html: `<p style="color: rgb(0, 0, 0)">Menu<span style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0px, 0px, 0px, 0px);"> ouvert</span>
<span style="visibility: hidden">x</span><span hidden>y</span><span style="color:white;background-color:white">z</span><span style="opacity:0">o</span>du jour</p>`,
    becomes: "<p>Menu du jour</p>",
    told: /masqué/,
  },
  {
    program: "a page of the web with white text, boxes of no height and folded parts",
    text: "Menu",
    html: `<p>Menu<span style="color:#ffffff"> 42</span><font color="#ffffff"> 43</font> du jour</p><div style="background-color:navy"><p><span style="color:white">Avis</span></p></div>
<div style="max-height:0px;overflow:hidden">préentête</div><details><summary>Plus</summary>dedans</details>`,
    becomes: "<p>Menu du jour</p><p>Avis</p><p>Plus</p>",
    told: /masqué/,
  },
  {
    program: "a dark slide, whose ground is not copied",
    text: "Conseil de classe le jeudi à 17 h",
    html: `<p><span style="color:#ffffff">Conseil de classe le jeudi</span> à <span style="color:#ffc000">17 h</span></p>`,
    becomes: "<p>Conseil de classe le jeudi à 17 h</p>",
    told: /^Les couleurs/,
  },
  {
    program: "a page of the web with sizes by what is around, and a text too small to be seen",
    text: "Menu du jour",
    html: `<p>Menu <span style="font-size:0.9rem">du</span> <span style="font-size:1px">x</span><span style="font-size:1em">jour</span></p>`,
    becomes: "<p>Menu du jour</p>",
    told: /masqué/,
  },
  {
    program: "Word, a large initial, and digits raised and lowered by a length",
    text: "105 habitants",
    html: word(
      "",
      `<div style='mso-element:dropcap-dropped'><p class=MsoNormal><span style='font-size:55.0pt;position:relative;top:4.5pt;mso-text-raise:-4.5pt'>L</span></p></div>
<p class=MsoNormal>10<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>5</span> habitants, CO<span style='position:relative;top:3.0pt;mso-text-raise:-3.0pt'>2</span></p>`,
    ),
    becomes: "<p>L</p><p>10⁵ habitants, CO₂</p>",
  },
  {
    program: "Word, lists that go on after a paragraph, with letters and with articles",
    text: "1. Signer",
    html: word(
      "",
      `${item("1.", "Signer")}<p class=MsoNormal>Puis&nbsp;:<o:p></o:p></p>${item("2.", "Rendre")}${item("3.", "Payer")}
<p class=MsoNormal>Répondre&nbsp;:<o:p></o:p></p>${item("a)", "oui")}${item("b)", "non")}
<p class=MsoNormal>Voir<o:p></o:p></p>${item("Article 3", "Sorties")}<p class=MsoNormal>Et<o:p></o:p></p>${item("o", "eau")}`,
    ),
    becomes:
      "<ol><li><p>Signer</p></li></ol><p>Puis&nbsp;:</p><p>2. Rendre</p><p>3. Payer</p><p>Répondre&nbsp;:</p>" +
      "<p>a) oui</p><p>b) non</p><p>Voir</p><p>Article 3 Sorties</p><p>Et</p><ul><li><p>eau</p></li></ul>",
  },
  {
    program: "Google Docs, letters inside a numbered list, and a list to tick",
    text: "Apporter",
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f"><ol style="margin-top:0;padding-inline-start:48px;"><li
dir="ltr" style="list-style-type:decimal;font-size:11pt;" aria-level="1"><p dir="ltr" role="presentation"><span>Apporter</span></p></li><ol
style="margin-top:0;"><li dir="ltr" style="list-style-type:lower-alpha;" aria-level="2"><p dir="ltr" role="presentation"><span>le carnet</span></p></li><li
dir="ltr" style="list-style-type:lower-alpha;" aria-level="2"><p dir="ltr" role="presentation"><span>la carte</span></p></li></ol></ol><ul><li
dir="ltr" role="checkbox" aria-checked="true" style="list-style-type:none;" aria-level="1"><img src="data:image/png;base64,AA" width="18px" height="18px"
alt="" aria-roledescription="checkbox" /><p dir="ltr" role="presentation"><span>Payé</span></p></li><li dir="ltr" role="checkbox" aria-checked="false"
style="list-style-type:none;" aria-level="1"><p dir="ltr" role="presentation"><span>Signé</span></p></li></ul></b>`,
    becomes:
      "<ol><li><p>Apporter</p><p>a. le carnet</p><p>b. la carte</p></li></ol>" +
      "<ul><li><p>☑ Payé</p></li><li><p>☐ Signé</p></li></ul>",
  },
  {
    program: "a page of the web with boxes, a quotation and lists that count otherwise",
    text: "fait",
    html: `<ul><li><input type="checkbox" checked disabled> fait</li><li><input type="checkbox" disabled> à faire</li></ul>
<p>Elle dit <q>oui</q>, <span style="text-decoration-line: line-through">non</span></p>
<ol start="4"><li>quatre</li><li>cinq</li></ol><p>et</p><ol type="I"><li>un<ul><li>là</li></ul></li><li>deux</li></ol>
<p>et</p><ol><li>un</li><li value="5">cinq</li></ol>`,
    becomes:
      "<ul><li><p>☑ fait</p></li><li><p>☐ à faire</p></li></ul><p>Elle dit «&nbsp;oui&nbsp;», <s>non</s></p>" +
      "<p>4. quatre</p><p>5. cinq</p><p>et</p><p>I. un</p><ul><li><p>là</p></li></ul><p>II. deux</p>" +
      "<p>et</p><p>1. un</p><p>5. cinq</p>",
  },
  {
    program: "a spreadsheet with merged cells",
    text: "Matin\t\tSoir\n",
    html: `<table border=0><tr><td colspan=2>Matin</td><td>Soir</td></tr><tr><td>8 h</td><td>10 h</td><td>18 h</td></tr>
<tr><td rowspan=2 colspan=2>Cour</td><td>Ida</td></tr><tr><td>Ali</td></tr></table>`,
    becomes: "<p>Matin | | Soir</p><p>8 h | 10 h | 18 h</p><p>Cour | | Ida</p><p>Cour | | Ali</p>",
    told: /tableau/,
  },
  {
    program: "Excel, a hidden row among merged cells",
    text: "Lundi\t8 h\n",
    html: `<table border=0><tr height=20><td rowspan=3>Lundi</td><td>8 h</td></tr><tr height=0 style='display:none'><td>9 h</td></tr>
<tr height=20><td>10 h</td></tr><tr height=20><td>Mardi</td><td>14 h</td></tr></table>`,
    becomes: "<p>Lundi | 8 h</p><p>Lundi | 10 h</p><p>Mardi | 14 h</p>",
    told: /tableau.*masqué/,
  },
  {
    program: "a page of the web with a row that is struck out and a list in a cell",
    text: "Mardi\t8 h\n",
    html: `<table><tr style="text-decoration: line-through"><td>Mardi</td><td>8 h</td></tr><tr><td>Jeudi</td><td><ol
type=a><li><p>carnet</p></li><li>stylo</li></ol></td></tr><tr><td>Lundi</td><td hidden>caché</td></tr></table>`,
    becomes: "<p><s>Mardi</s> | <s>8 h</s></p><p>Jeudi | a. carnet / b. stylo</p><p>Lundi</p>",
    told: /tableau.*masqué/,
  },
  {
    program: "LibreOffice Calc, a comment on a cell",
    text: "Ali\t12,5\n",
    html: `<table cellspacing="0" border="0"><tr><td height="17" align="left"><a class="comment-indicator"></a><comment>à
vérifier</comment>Ali</td><td align="right" sdval="12.5" sdnum="1036;">12,5</td></tr></table>`,
    becomes: "<p>Ali | 12,5</p>",
    told: /tableau.*masqué/,
  },
  {
    program: "Excel, a bold row and a coloured one by their classes",
    text: "Nom\tSalle\n",
    html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style>
<!--table {mso-displayed-decimal-separator:"\\,";}
td {color:black; font-weight:400; background:white;}
.xl65 {mso-style-parent:style0; font-weight:700; background:#4472C4; mso-pattern:black none;}
.xl66 {mso-style-parent:style0; background:#FFC7CE; mso-pattern:black none;}
--></style></head><body link="#0563C1"><table border=0 cellpadding=0 width=128>
<!--StartFragment--><tr height=20><td class=xl65 width=64>Nom</td><td class=xl65 width=64>Salle</td></tr>
<tr height=20><td class=xl66>Ida</td><td class=xl66>12</td></tr><tr height=20><td>Ali</td><td>14</td></tr><!--EndFragment--></table></body></html>`,
    becomes: "<p><strong>Nom</strong> | <strong>Salle</strong></p><p>Ida | 12</p><p>Ali | 14</p>",
    told: /tableau.*couleurs/,
  },
  {
    program: "Word, some words in red and some highlighted",
    text: "Cours maintenus, annulés",
    html: word(
      "",
      `<h1 style='color:#2F5496'>Semaine<o:p></o:p></h1><p class=MsoNormal>Maintenus, <span style='color:red'>annulés</span>, <span
style='background:yellow;mso-highlight:yellow'>déplacés</span><span style='color:black'>.</span><o:p></o:p></p>`,
    ),
    becomes: "<h2>Semaine</h2><p>Maintenus, annulés, déplacés.</p>",
    told: /couleurs/,
  },
  {
    program: "Outlook, an answer that is blue as a whole, with a link",
    text: "Bonjour",
    html: word(
      "",
      `<p class=MsoNormal><span style='color:#0070C0'>Bonjour,<o:p></o:p></span></p><p class=MsoNormal><span style='color:#0070C0'>à
demain <a href="https://exemple.fr/">ici</a><o:p></o:p></span></p>`,
    ),
    becomes: '<p>Bonjour,</p><p>à demain <a href="https://exemple.fr/">ici</a></p>',
  },
  {
    program: "Word, an arrow, a smile, a tick and a sign of its fonts of signs",
    text: "12 h 14 h",
    html: word(
      "",
      `<p class=MsoNormal>12&nbsp;h <span style='font-family:Wingdings;mso-ascii-font-family:Calibri;mso-char-type:symbol'><span
style='mso-char-type:symbol;mso-symbol-font-family:Wingdings'>à</span></span> 14&nbsp;h <span style='font-family:Wingdings'>J</span>,
x <span style='font-family:Symbol'>³</span> 10, <font face="Wingdings">\uf0fc</font> rendu, à voir<o:p></o:p></p>`,
    ),
    becomes: "<p>12&nbsp;h → 14&nbsp;h ☺, x ≥ 10, ✓ rendu, à voir</p>",
  },
  {
    program: "a letter with pictures that are links",
    text: "S’inscrire",
    html: `<p><a href="https://exemple.fr/inscription"><img alt="S’inscrire" width=120 height=40 src="b.png"></a> ou <a
href="https://exemple.fr/plan"><img width=20 height=20 src="p.png"></a>, <a href="https://exemple.fr/lieu"><img alt="carte"
width=20 height=20 src="c.png">le lieu</a><a href="javascript:x()"><img alt="non" width=20 height=20 src="d.png"></a></p>`,
    becomes:
      '<p><a href="https://exemple.fr/inscription">S’inscrire</a> ou <a href="https://exemple.fr/plan">https://exemple.fr/plan</a>, ' +
      '<a href="https://exemple.fr/lieu">le lieu</a></p>',
    told: /image n’a pas été collée/,
  },
  {
    program: "a page of the web with a form, a video, and powers of powers",
    text: "x",
    html: `<fieldset><legend>Votre enfant</legend><input type="text" value="Léa"> <input type="hidden" value="7">en 5e</fieldset>
<details open><summary>Horaires</summary>9 h</details><p>2<sup>3<sup>2</sup></sup> et 10<sup><span
style="vertical-align: super">6</span></sup></p><div style="position: relative; height: 0; overflow: hidden; padding-bottom: 56.25%"><iframe width=560
height=315 src="https://exemple.fr/film"></iframe></div>`,
    becomes: "<p>Votre enfant</p><p>Léa en 5e</p><p>Horaires</p><p>9 h</p><p>2^(3²) et 10⁶</p>",
    told: /^La page copiée.*son adresse\.$/,
  },
  {
    program: "a page of the web with formulas and pictures of flags",
    text: "x",
    html: `<p>Aire <math><mn>10</mn><msup><mi>m</mi><mn>2</mn></msup><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo
><msqrt><mi>x</mi><mo>+</mo><msub><mi>y</mi><mn>1</mn></msub></msqrt></math></p>
<p>Bravo <img alt="🇫🇷" width=16 height=16 src="f.png"> <img alt="1️⃣" width=16 height=16 src="1.png"> <img
alt="👨🏽‍👩🏽‍👧🏽‍👦🏽" width=16 height=16 src="p.png"></p>`,
    becomes: "<p>Aire 10m²=1/2+√(x+y₁)</p><p>Bravo 🇫🇷 1️⃣ 👨🏽‍👩🏽‍👧🏽‍👦🏽</p>",
  },
  {
    program: "Word on the web, numbers with points inside them, and a telephone",
    text: "Apporter",
    html: `<div class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1"><span class="TextRun SCXW1">Apporter (<a
href="tel:+33387000000">03 87 00 00 00</a>)</span><span class="EOP SCXW1" data-ccp-props="{}">&nbsp;</span></p></div>
${online('ol start="1"', 1, "le carnet")}${online("ul", 2, "bleu")}${online("ul", 2, "ou vert")}${online('ol start="2"', 1, "la carte")}${online("ul", 1, "eau")}`,
    becomes:
      "<p>Apporter (03 87 00 00 00)</p><ol><li><p>le carnet</p><ul><li><p>bleu</p></li><li><p>ou vert</p></li></ul></li>" +
      "<li><p>la carte</p></li></ol><ul><li><p>eau</p></li></ul>",
  },
  {
    program: "Outlook, a link to a file, one to a note, and a drawing",
    text: "Le plan est ici",
    html: word(
      "",
      `<p class=MsoNormal>Le plan est <a href="file:///S:/Commun/plan.docx">ici</a><a href="#_ftn1">[1]</a>.<svg width="300"
height="80"><desc>courbe</desc><text>12</text></svg><svg width="16" height="16"><path d="M0 0h9"/></svg><o:p></o:p></p>`,
    ),
    becomes: "<p>Le plan est ici[1].</p>",
    told: /image n’a pas été collée.*lien n’a pas été gardé/,
  },
];
