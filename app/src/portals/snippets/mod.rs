//! Ready-made code for a portal, with its own values filled in.

use domain::portals::view::PortalDetail;
use leptos::prelude::*;

use crate::words;

/// How a language writes a quote inside of a string.
#[derive(Clone, Copy)]
enum Quotes {
    /// `"…"` with the escapes of JSON, as in JavaScript, Java and Python.
    Double,
    /// `'…'` with two escapes.
    Php,
}

const SERVERS: [(&str, &str, Quotes); 4] = [
    ("PHP", include_str!("statement.php"), Quotes::Php),
    ("Java", include_str!("Statement.java"), Quotes::Double),
    ("Node.js", include_str!("statement.mjs"), Quotes::Double),
    ("Python", include_str!("statement.py"), Quotes::Double),
];

const MAKE_KEY: &str =
    "openssl genpkey -algorithm ed25519 -out portail.pem\nopenssl pkey -in portail.pem -pubout";

/// What the frame needs: its scripts, our cookie in the window that it opens, and that window.
const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

/// How to set the portal up.
#[component]
pub fn Snippets(detail: PortalDetail) -> impl IntoView {
    let base = detail.audience.clone();
    let kid = detail.keys.first().map_or_else(String::new, |key| key.name.clone());
    let values = [("@ISS@", detail.input.issuer), ("@AUD@", base.clone()), ("@KID@", kid)];
    let page = page(&format!("src=\"{base}/widget.js\""));
    let policy = format!("script-src {base}; connect-src {base}");
    let fixed = fixed_page(&base);
    let frame = format!("{base}/widget/cadre/{}", detail.id);
    let framed = format!(
        "<iframe src=\"{frame}?langue=fr\" title=\"{}\" loading=\"lazy\"\n  sandbox=\"{SANDBOX}\"></iframe>",
        words().home.announcements
    );
    view! {
        <section class="card stack" aria-labelledby="mise-en-place">
            <h2 id="mise-en-place">{words().portals.snippets}</h2>
            <p class="muted">{words().portals.snippets_about}</p>
            <Code title=words().portals.make_key code=MAKE_KEY.to_owned() />
            <Code title=words().portals.on_page code=page />
            {fixed.map(|code| view! { <Code title=words().portals.on_page_fixed code /> })}
            <Code title=words().portals.security_policy code=policy />
            <Code title=words().portals.in_frame code=framed />
            <p>
                <a href=frame rel="external">{words().portals.see_frame}</a>
            </p>
            <h3>{words().portals.on_server}</h3>
            {SERVERS
                .map(|(language, code, quotes)| {
                    view! {
                        <details>
                            <summary>{language}</summary>
                            <pre class="code-block" role="group" tabindex="0" aria-label=language>
                                <code>{filled(code, &values, quotes)}</code>
                            </pre>
                        </details>
                    }
                })
                .collect_view()}
        </section>
    }
}

/// The same with the script of this version alone: the browser refuses any other content.
fn fixed_page(base: &str) -> Option<String> {
    #[cfg(feature = "ssr")]
    let script = crate::server_side::widget_script();
    #[cfg(not(feature = "ssr"))]
    let script = None::<(String, String)>;
    let (hash, integrity) = script?;
    Some(page(&format!("src=\"{base}/widget/{hash}.js\"\n  integrity=\"{integrity}\" crossorigin")))
}

/// The lines of a page: the script, the element, and where it gets statements.
fn page(script: &str) -> String {
    format!(
        "<script type=\"module\" {script}></script>\n\
         <portevoix-annonces id=\"annonces\"></portevoix-annonces>\n\
         <script type=\"module\">\n  \
         const annonces = document.getElementById(\"annonces\");\n  \
         annonces.getStatement = async () => (await fetch(\"/declaration\", {{ method: \"POST\" }})).text();\n\
         </script>"
    )
}

#[component]
fn Code(title: &'static str, code: String) -> impl IntoView {
    view! {
        <h3>{title}</h3>
        <pre class="code-block" role="group" tabindex="0" aria-label=title>
            <code>{code}</code>
        </pre>
    }
}

fn filled(code: &str, values: &[(&str, String); 3], quotes: Quotes) -> String {
    values.iter().fold(code.to_owned(), |code, (mark, value)| {
        let quote = match quotes {
            Quotes::Double => '"',
            Quotes::Php => '\'',
        };
        let value = value.replace('\\', "\\\\").replace(quote, &format!("\\{quote}"));
        code.replace(mark, &value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_string() {
        let values = [("@ISS@", r#"a"b'c\"#.to_owned()), ("@AUD@", String::new()), ("@KID@", String::new())];
        assert_eq!(filled("\"@ISS@\"", &values, Quotes::Double), r#""a\"b'c\\""#);
        assert_eq!(filled("'@ISS@'", &values, Quotes::Php), r#"'a"b\'c\\'"#);
        for (language, code, quotes) in SERVERS {
            let code = filled(code, &values, quotes);
            assert!(!code.contains('@'), "{language}");
        }
    }
}
