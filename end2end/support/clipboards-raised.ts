import type { Clipboard } from "./clipboards";

// Letters and digits that a page raises or lowers in other ways than Word does.

export const raised: Clipboard[] = [
  {
    program: "a page of the web whose raised signs are put back on their line and then moved",
    text: "La salle",
    html: `<p>La salle fait 10<sup style="box-sizing: border-box; position: relative; font-size: 12px; line-height: 0; vertical-align: baseline;
top: -0.5em;">3</sup> m<sup style="vertical-align: baseline; position: relative; top: -6px">2</sup>, CO<sub style="vertical-align: baseline;
bottom: -0.25em; position: relative">2</sub>, 1<sup style="position: relative; vertical-align: baseline; top: -0.5em">er</sup>
étage, 1<sup style="vertical-align: baseline">2</sup></p>`,
    becomes: "<p>La salle fait 10³ m², CO₂, 1er étage, 12</p>",
  },
  {
    program: "a page of the web whose signs are raised by a length, beside words that are moved for their look",
    text: "10 m3",
    html: `<p>10 m<span style="position:relative;top:-4px;font-size:8px">3</span>, 10<span style="vertical-align:30%;font-size:70%">5</span>,
10<span style="vertical-align:text-top;font-size:70%">7</span>, 10<span style="vertical-align: 4pt; font-size:70%">8</span>,
H<span style="vertical-align:-3px;font-size:smaller">2</span>O, M<span style="position:relative;top:-4px;font-size:8px">me</span> Roux,
page <span style="position:relative;top:-4px;font-size:8px">4</span>, lot<span style="vertical-align:1px">2</span>,
menu<span style="position:relative;top:-9px">bio</span></p>`,
    becomes: "<p>10 m³, 10⁵, 10⁷, 10⁸, H₂O, Mme Roux, page 4, lot2, menubio</p>",
  },
  {
    program: "a page of the web with letters that are powers, and ends of words",
    text: "xe",
    html: `<p>x<sup>e</sup>, (a + b)<sup>d</sup>, 2<sup>e</sup>, XX<sup>e</sup>, M<sup>e</sup> Roux, n<sup>o</sup> 3,
1<sup>r</sup><sup>e</sup>, D<b>upon</b>t<sup>e</sup>,
<math><msup><mi>V</mi><mi>e</mi></msup></math></p>`,
    becomes: "<p>x^e, (a + b)^d, 2e, XXe, Me Roux, no 3, 1re, D<strong>upon</strong>te, V^e</p>",
  },
];
