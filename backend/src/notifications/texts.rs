//! Every French word that the program itself writes into somebody's inbox.

use domain::communications::{Channel, CleanHtml, paragraphs};

use crate::rich_text;

/// Who speaks when nobody does.
pub(crate) const SENDER: &str = "Porte-voix";
/// Characters of a communication's text that a subject quotes.
const QUOTED_CHARACTERS: usize = 80;

/// What a letter of the program says.
pub(crate) struct Text {
    pub subject: String,
    pub body: CleanHtml,
}

/// What a text speaks of.
pub(crate) struct About<'a> {
    pub channel: Channel,
    /// The announcement, or the subject of the message.
    pub text: &'a str,
    pub author: &'a str,
    /// The school or the authority that speaks.
    pub source: &'a str,
}

/// To those who have not taken note: what is asked of them.
pub(crate) fn reminder(subject: &str, sender: &str, acknowledgement_asked: bool) -> Text {
    let asked = if acknowledgement_asked {
        "Il vous est demandé d’ouvrir ce message, puis de choisir « J’ai pris connaissance »."
    } else {
        "Il vous est demandé de l’ouvrir et de le lire."
    };
    let state = if acknowledgement_asked {
        "vous n’avez pas encore confirmé avoir pris connaissance du message"
    } else {
        "vous n’avez pas encore ouvert le message"
    };
    Text {
        subject: format!("Rappel : {subject}"),
        body: body(&[&format!("Sauf erreur, {state} « {subject} » envoyé par {sender}."), asked]),
    }
}

/// To the author: everybody can see it now.
pub(crate) fn deployed(about: &About<'_>) -> Text {
    let what = match about.channel {
        Channel::Message => "Votre message a été distribué à tous ses destinataires.",
        Channel::Announcement => "Votre annonce a été publiée dans tous ses établissements.",
        Channel::News => "Votre actualité a été publiée dans tous ses établissements.",
    };
    about.tell("Communication déployée", &[what])
}

/// To the author: it could not be carried out.
pub(crate) fn failed(about: &About<'_>) -> Text {
    about.tell(
        "Communication en échec",
        &[
            "Le déploiement de votre communication n’a pas abouti, ou pas partout.",
            "Sa page indique, dans « États de publication », les établissements qui n’ont pas été atteints. \
             Vous pouvez la dupliquer pour recommencer.",
        ],
    )
}

/// To the author: somebody else cancelled it.
pub(crate) fn cancelled(about: &About<'_>, by: &str) -> Text {
    about.tell("Communication annulée", &[&format!("Votre communication a été annulée par {by}.")])
}

/// To whoever receives for a school.
pub(crate) fn new_on_school(about: &About<'_>) -> Text {
    let what = format!(
        "{} a diffusé dans votre établissement, au nom de « {} », une communication de type « {} ».",
        about.author,
        about.source,
        channel(about.channel)
    );
    about.tell("Nouvelle communication", &[&what])
}

/// To whoever receives for a school: what was published there is withdrawn.
pub(crate) fn withdrawn(about: &About<'_>, by: &str) -> Text {
    let what = format!(
        "La diffusion d’une communication de {} (« {} ») dans votre établissement a été annulée par {by}.",
        about.author, about.source
    );
    about.tell("Diffusion annulée", &[&what])
}

/// To the author, and to those who manage what is sent: a school changed its state.
pub(crate) fn state_changed(about: &About<'_>, school: &str, by: &str, online: bool) -> Text {
    let (subject, state) =
        if online { ("Remise en ligne", "remise en ligne") } else { ("Mise hors ligne", "mise hors ligne") };
    let what = format!(
        "La communication de {} a été {state} dans l’établissement « {school} » par {by}.",
        about.author
    );
    about.tell(subject, &[&what])
}

impl About<'_> {
    fn tell(&self, event: &str, lines: &[&str]) -> Text {
        let quoted = format!("« {} »", self.text);
        let mut lines = lines.to_vec();
        lines.push(&quoted);
        Text { subject: format!("{event} : {}", shortened(self.text)), body: body(&lines) }
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "annonce",
        Channel::Message => "messagerie ENT",
        Channel::News => "actualité",
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTED_CHARACTERS {
        return line;
    }
    let kept: String = line.chars().take(QUOTED_CHARACTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

fn body(lines: &[&str]) -> CleanHtml {
    rich_text::clean(&paragraphs(&lines.join("\n")))
}
