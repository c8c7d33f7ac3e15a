// The styles of the element. Constructable sheets are not blocked by a host's policy for styles.
// Without blanks: it is sent as it stands, and every host waits for it.

const css = `
:host{display:block;box-sizing:border-box;block-size:var(--portevoix-hauteur,22rem);min-inline-size:0}
:host([hidden]){display:none}
.box{
all:initial;
display:block;
box-sizing:border-box;
block-size:100%;
overflow:auto;
overscroll-behavior:contain;
color-scheme:var(--portevoix-theme,light dark);
--page:var(--portevoix-fond,light-dark(#fff,#171f1c));
--ink:var(--portevoix-encre,light-dark(#15201b,#e7eeea));
--soft:var(--portevoix-encre-douce,light-dark(#48574f,#aab9b1));
--line:var(--portevoix-trait,light-dark(#d6ded9,#2f3c37));
--link:var(--portevoix-lien,light-dark(#0f5f4b,#7ed3b5));
--focus:light-dark(#0b6bcb,#8fc4ff);
font:medium/1.5 var(--portevoix-police,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);
font-size:var(--portevoix-taille,medium);
color:var(--ink);
background:var(--page);
padding:var(--portevoix-marge,0.75em);
border-radius:var(--portevoix-rayon,0.625em);
overflow-wrap:anywhere;
text-align:start
}
*{box-sizing:border-box;margin:0;padding:0}
.box:focus-visible,a:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.box:focus-visible{outline-offset:-3px}
.title{font-size:1.25em;line-height:1.3;font-weight:650;margin-block-end:0.5em}
.state{color:var(--soft)}
.state:not(:empty){margin-block-end:0.5em}
.list{list-style:none;display:grid;gap:0.75em;grid-template-columns:minmax(0,1fr)}
.item{--accent:var(--portevoix-information,light-dark(#1b5797,#90bff2));display:grid;gap:0.25em;padding:0.75em 1em;border:1px solid var(--line);border-inline-start:0.375em solid var(--accent);border-radius:0.375em}
.warning{--accent:var(--portevoix-avertissement,light-dark(#855000,#f1bd63));border-color:var(--accent)}
.alert{--accent:var(--portevoix-alerte,light-dark(#b0231b,#ff9f96));border:2px solid var(--accent);border-inline-start-width:0.5em}
.meta{font-size:1em;font-weight:600;display:flex;flex-wrap:wrap;gap:0 0.5em;align-items:center}
.severity{display:inline-flex;gap:0.375em;align-items:center;color:var(--accent)}
.icon{inline-size:1.25em;block-size:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.day,.corrected,.concerns{color:var(--soft);font-size:0.875em}
.text{white-space:pre-line;unicode-bidi:plaintext}
a{color:var(--link);display:inline-flex;align-items:center;min-block-size:1.75em;inline-size:fit-content;text-underline-offset:0.2em}
summary{color:var(--link);cursor:pointer;inline-size:fit-content;padding-block:0.25em;text-decoration:underline}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (forced-colors:active){.item{border-color:CanvasText}.severity{color:CanvasText}}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for every element of the page. */
export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
