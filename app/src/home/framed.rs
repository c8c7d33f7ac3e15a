use domain::communications::escaped;
use leptos::prelude::*;

use super::standalone::{META, links, script};
use crate::{components::Icon, named::with_person as named, session::Door, words};

/// The page in a frame on a portal's page.
#[derive(Clone, Debug)]
pub struct FramePage {
    /// The address of the window that asks its reader; `None` while the portal is paused.
    pub window: Option<String>,
}

impl FramePage {
    /// The document. Its script draws everything, in the language of the answer, which is that of the
    /// portal's page.
    pub fn html(&self, options: &LeptosOptions) -> String {
        let language = words().code;
        let Some(window) = &self.window else { return paused(language) };
        let script = script(options, "cadre");
        format!(
            "<!DOCTYPE html><html lang=\"{language}\"><head>{META}<title>{}</title>\
             {script}</head><body data-window=\"{}\">\
             <noscript><a href=\"/\" target=\"_blank\" rel=\"noopener\">{}</a></noscript></body></html>",
            escaped(words().home.announcements),
            escaped(window),
            escaped(words().home.announcements),
        )
    }
}

/// In the frame of a portal that is paused. The announcements stand on our own pages.
fn paused(language: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head>{META}<title>{}</title></head><body>\
         <p>{}</p><p><a href=\"/\" target=\"_blank\" rel=\"noopener\">{}</a></p></body></html>",
        escaped(words().home.announcements),
        escaped(words().public_board.portal_paused),
        escaped(words().public_board.open_here),
    )
}

/// The small window that a frame opened.
#[derive(Clone, Debug)]
pub enum WindowPage {
    /// Nobody is signed in. Signing in happens in another tab: its pages cut the tie to the frame.
    SignIn { again: String },
    /// The names of the portal and of the reader, the address of the form and the reader's number.
    Ask { portal: String, name: String, address: String, person: String },
    /// The script hands the token over.
    Agreed { token: String, seconds: i64 },
    /// Nothing is handed over for this portal at the moment.
    Paused,
}

impl WindowPage {
    /// The document.
    pub fn html(self, options: &LeptosOptions) -> String {
        let links = links(options, "fenetre");
        let head = format!(
            "{META}{links}<title>{} – Porte-voix</title>",
            escaped(words().public_board.window_title)
        );
        let handed = match &self {
            Self::Agreed { token, seconds } => Some((token.clone(), seconds.to_string())),
            Self::SignIn { .. } | Self::Ask { .. } | Self::Paused => None,
        };
        let (token, seconds) = handed.unzip();
        let body = Owner::new().with(|| {
            view! {
                <body data-token=token data-expires=seconds>
                    <Door>
                        <h1>{words().public_board.window_title}</h1>
                        {self.content()}
                    </Door>
                </body>
            }
            .to_html()
        });
        format!("<!DOCTYPE html><html lang=\"{}\"><head>{head}</head>{body}</html>", words().code)
    }

    fn content(self) -> AnyView {
        match self {
            Self::SignIn { again } => view! {
                <p>{words().public_board.sign_in_first}</p>
                <p>{words().public_board.sign_in_hint}</p>
                <a class="button button-wide" href="/connexion" target="_blank" rel="noopener">
                    {words().public_board.sign_in}
                    <span class="visually-hidden">" " {words().common.new_window}</span>
                </a>
                <a class="button button-primary button-wide" href=again>{words().public_board.goes_on}</a>
            }
            .into_any(),
            Self::Ask { portal, name, address, person } => view! {
                <p>{words().public_board.question(&portal, &name)}</p>
                <form method="post" action=named(&address, &person)>
                    <button class="button button-primary button-wide" type="submit">{words().public_board.agree}</button>
                </form>
            }
            .into_any(),
            Self::Paused => view! {
                <p>{words().public_board.portal_paused}</p>
                <a class="button button-primary button-wide" href="/" target="_blank" rel="noopener">
                    {words().public_board.open_here}
                    <span class="visually-hidden">" " {words().common.new_window}</span>
                </a>
            }
            .into_any(),
            Self::Agreed { .. } => view! {
                <p role="status">
                    <Icon name="success" />
                    " "
                    {words().public_board.agreed}
                </p>
            }
            .into_any(),
        }
    }
}
