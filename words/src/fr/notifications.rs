//! The messages that the program itself writes into inboxes.

use domain::{
    access::{Population, Role},
    communications::{Channel, Concern, OtherTitle, Outcome, Severity, Spoken},
    directory::RefusedFile,
    messages::Notice,
};

use super::{
    access::{role, role_up_to},
    articles::{article_corrected, article_published, article_refused, own_changed},
    batches::links_stopped,
    communications::{concern, further},
    events::about_event,
    import_refusals::refusal,
    notice::about,
    numbers::{number, people as count_of},
    population::population,
    spaces::space_concerned,
};
use crate::rooms::{NoticeText, Notifications};

pub(super) const NOTIFICATIONS: Notifications = Notifications { sender: "Porte-voix", text };

fn text(notice: &Notice) -> NoticeText {
    match notice {
        Notice::Reminder { subject, sender, acknowledgement_asked, other } => {
            reminder(OtherTitle::or(other.as_ref(), subject, Spoken::French), sender, *acknowledgement_asked)
        }
        Notice::Deployed { channel, text } => about(text, "Communication déployée", &[deployed(*channel)]),
        Notice::Failed { text } => failed(text),
        Notice::AudienceMoved { text, confirmed, people } => moved(text, *confirmed, *people),
        Notice::Cancelled { text, by } => {
            about(text, "Communication annulée", &[&format!("Votre communication a été annulée par {by}.")])
        }
        Notice::TextCorrected { channel, text, source, other, .. } => {
            text_corrected(*channel, OtherTitle::or(other.as_ref(), text, Spoken::French), source)
        }
        Notice::NewOnSchool { channel, text, author, source } => appeared(*channel, text, author, source),
        Notice::Withdrawn { text, author, source, by } => withdrawn(text, author, source, by),
        Notice::StateChanged { text, author, school, by, online, reason } => {
            state_changed(text, author, school, by, (*online, reason.as_deref()))
        }
        Notice::Corrected { text, by } => {
            about(text, "Communication corrigée", &[&format!("Votre communication a été corrigée par {by}.")])
        }
        Notice::Concerned { text, author, outcome, concerns, more } => {
            concerned(text, author, *outcome, concerns, *more)
        }
        Notice::GrantConcerned { role, population, scope, concerns } => {
            grant_concerned(*role, population, scope, concerns)
        }
        Notice::RecoveryCodeUsed { left } => recovery_code_used(*left),
        Notice::SecondFactorWithdrawn { by } => second_factor_withdrawn(by),
        Notice::ImportHeld { refused, confirmation, file, .. } => {
            import_held(*refused, *confirmation, file.as_ref())
        }
        Notice::NightFailed { unreadable, .. } => night_failed(*unreadable),
        Notice::RoleAsked { person, school, role, severity, reason, .. } => {
            asked(person, school, *role, *severity, reason)
        }
        Notice::EventPublished { .. }
        | Notice::EventCorrected { .. }
        | Notice::EventEnded { .. }
        | Notice::EventDateChanged { .. }
        | Notice::EventDateEnded { .. }
        | Notice::EventHolidays { .. } => about_event(notice),
        Notice::LinksStopped { school, by, .. } => links_stopped(school, by),
        Notice::OwnChanged { title, space, work, change, by } => {
            own_changed(title, space, (*work, *change), by)
        }
        Notice::RoleGranted { role, school, by } => granted(*role, school, by),
        Notice::RoleDeclined { role, school, by, answer } => declined(*role, school, by, answer),
        Notice::ArticlePublished { title, author, space, .. } => article_published(title, author, space),
        Notice::SpaceConcerned { space, concerns } => space_concerned(space, concerns),
        Notice::ArticleCorrected { title, space, .. } => article_corrected(title, space),
        Notice::ArticleRefused { title, space, author, .. } => {
            article_refused(title, space, author.as_deref())
        }
    }
}

fn appeared(channel: Channel, text: &str, author: &str, source: &str) -> NoticeText {
    let what = format!(
        "{author} a diffusé dans votre établissement, au nom de « {source} », une communication de type « {} ».",
        of_kind(channel)
    );
    about(text, "Nouvelle communication", &[&what])
}

fn withdrawn(text: &str, author: &str, source: &str, by: &str) -> NoticeText {
    let what = format!(
        "La diffusion d’une communication de {author} (« {source} ») dans votre établissement a été annulée par {by}."
    );
    about(text, "Diffusion annulée", &[&what])
}

fn state_changed(
    text: &str,
    author: &str,
    school: &str,
    by: &str,
    (online, reason): (bool, Option<&str>),
) -> NoticeText {
    let (subject, state) =
        if online { ("Remise en ligne", "remise en ligne") } else { ("Mise hors ligne", "mise hors ligne") };
    let what =
        format!("La communication de {author} a été {state} dans l’établissement « {school} » par {by}.");
    let why = reason.map(|reason| format!("Motif : {reason}"));
    let told: Vec<&str> = std::iter::once(what.as_str()).chain(why.as_deref()).collect();
    about(text, subject, &told)
}

fn failed(text: &str) -> NoticeText {
    about(
        text,
        "Communication en échec",
        &[
            "Le déploiement de votre communication n’a pas abouti, ou pas partout.",
            "Sa page indique, dans « États de publication », les établissements qui n’ont pas été atteints. \
                 Vous pouvez la dupliquer pour recommencer.",
        ],
    )
}

fn text_corrected(channel: Channel, text: &str, source: &str) -> NoticeText {
    let what = format!(
        "{} de « {source} » a été {} depuis que vous l’avez {}.",
        this_kind(channel),
        agreeing(channel, "corrigé"),
        agreeing(channel, "vu")
    );
    about(text, "Texte corrigé", &[&what, "Lisez le texte actuel : ce qui a changé y est marqué."])
}

fn recovery_code_used(left: u64) -> NoticeText {
    let what = format!(
        "Un code de secours a servi à la place de votre application d’authentification. {}",
        codes_left(left)
    );
    let then = "Si ce n’était pas vous : changez votre mot de passe et renouvelez vos codes dans « Mon compte », \
                puis prévenez l’administrateur du portail.";
    NoticeText {
        subject: "Un de vos codes de secours a servi".to_owned(),
        paragraphs: vec![what, then.to_owned()],
    }
}

fn import_held(refused: u64, confirmation: Option<u64>, file: Option<&RefusedFile>) -> NoticeText {
    let why = match (confirmation, file) {
        (Some(confirmation), _) => format!(
            "L’import de l’annuaire retirerait plus d’un dixième de ce qu’il contient, ou ne porte que sur des \
             établissements inconnus. Il n’a rien changé. Si c’est voulu, relancez-le avec le nombre {}.",
            number(confirmation)
        ),
        (None, Some(RefusedFile { name, why })) => {
            format!("L’import de l’annuaire n’a rien changé. Refusé, « {name} » : {}.", refusal(why))
        }
        (None, None) => {
            format!("L’import de l’annuaire n’a rien changé. Lignes refusées : {}.", number(refused))
        }
    };
    let then = "L’annuaire reste celui du dernier import réussi tant que les fichiers ne sont pas corrigés ou confirmés.";
    NoticeText {
        subject: "Import de l’annuaire suspendu".to_owned(), paragraphs: vec![why, then.to_owned()]
    }
}

fn night_failed(unreadable: bool) -> NoticeText {
    let why = if unreadable {
        "L’import automatique de l’annuaire n’a pas eu lieu : le dossier qui lui est indiqué ne peut pas être lu."
    } else {
        "L’import automatique de l’annuaire s’est arrêté sur une erreur. Il n’a rien changé ; le journal du serveur en dit la raison."
    };
    let then = "L’annuaire reste celui du dernier import réussi. L’import de nuit sera tenté à nouveau la nuit prochaine.";
    NoticeText {
        subject: "Import automatique de l’annuaire en échec".to_owned(),
        paragraphs: vec![why.to_owned(), then.to_owned()],
    }
}

fn second_factor_withdrawn(by: &str) -> NoticeText {
    let what = format!(
        "{by} a retiré la double authentification de votre compte. Le mot de passe suffit à la connexion."
    );
    let then = "Vous pouvez l’activer de nouveau dans « Mon compte ». Si vous ne l’aviez pas demandé, changez votre \
                mot de passe et prévenez votre établissement.";
    NoticeText {
        subject: "Votre double authentification est retirée".to_owned(),
        paragraphs: vec![what, then.to_owned()],
    }
}

/// How many recovery codes are left, as a sentence.
pub(super) fn codes_left(left: u64) -> String {
    match left {
        0 => "Il n’en reste aucun.".to_owned(),
        1 => "Il en reste un.".to_owned(),
        left => format!("Il en reste {left}."),
    }
}

fn granted(role: Role, school: &str, by: &str) -> NoticeText {
    let role = self::role(role);
    NoticeText {
        subject: format!("Droit accordé : {role}"),
        paragraphs: vec![format!(
            "{by} vous a donné le rôle « {role} » dans l’établissement « {school} ». Il vaut dès maintenant."
        )],
    }
}

fn declined(role: Role, school: &str, by: &str, answer: &str) -> NoticeText {
    let role = self::role(role);
    NoticeText {
        subject: format!("Demande de droit déclinée : {role}"),
        paragraphs: vec![
            format!(
                "{by} n’a pas donné suite à votre demande du rôle « {role} » dans l’établissement « {school} »."
            ),
            format!("« {answer} »"),
        ],
    }
}

/// Somebody asks for a role.
fn asked(person: &str, school: &str, role: Role, severity: Option<Severity>, reason: &str) -> NoticeText {
    let role = role_up_to(role, severity);
    NoticeText {
        subject: format!("Demande de droit : {person}"),
        paragraphs: vec![
            format!("{person} demande le rôle « {role} » dans l’établissement « {school} », pour cette raison :"),
            format!("« {reason} »"),
            "« Voir la demande » ouvre le formulaire des droits, déjà rempli. Rien n’est donné tant que vous n’avez \
             pas validé ; vous pouvez aussi décliner, avec une phrase d’explication."
                .to_owned(),
        ],
    }
}

fn concerned(text: &str, author: &str, outcome: Outcome, concerns: &[Concern], more: usize) -> NoticeText {
    let (event, state, next) = match outcome {
        Outcome::Failed => (
            "Communication en échec",
            format!("La communication de {author} n’a pas été diffusée."),
            "Elle peut être dupliquée, puis diffusée à nouveau.",
        ),
        Outcome::GoesOn => (
            "Communication à vérifier",
            format!("La communication de {author} ne fait plus ce qui était prévu."),
            "Elle peut être annulée, ou dupliquée avec d’autres cibles.",
        ),
    };
    let mut told = vec![state];
    told.extend(concerns.iter().map(concern));
    told.extend((more > 0).then(|| further(more)));
    told.push(next.to_owned());
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    about(text, event, &told)
}

fn grant_concerned(given: Role, to: &Population, scope: &str, concerns: &[Concern]) -> NoticeText {
    let held_by_nobody = concerns.contains(&Concern::Nobody);
    let state = if held_by_nobody { "n’est plus tenu par personne" } else { "ne vaut plus pour tous" };
    let mut paragraphs = vec![format!(
        "Sur « {scope} », le rôle « {} » donné à la population « {} » {state}.",
        role(given),
        population(to)
    )];
    let names = concerns.iter().filter(|reason| matches!(reason, Concern::NameGone { .. }));
    paragraphs.extend(names.map(concern));
    paragraphs.push(
        "Les droits d’accès se modifient dans « Administration », « Communication ciblée ».".to_owned(),
    );
    NoticeText { subject: format!("Droits à vérifier : {scope}"), paragraphs }
}

fn moved(text: &str, confirmed: u64, people: u64) -> NoticeText {
    let what = format!(
        "Le nombre de destinataires de votre communication programmée a changé depuis que vous l’avez confirmée : {} → {}.",
        number(confirmed),
        count_of(people)
    );
    let to_do = "Si ce n’est pas voulu, annulez-la depuis sa page avant son envoi.";
    about(text, "Destinataires modifiés", &[&what, to_do])
}

fn reminder(subject: &str, sender: &str, acknowledgement_asked: bool) -> NoticeText {
    let (state, asked) = if acknowledgement_asked {
        (
            "vous n’avez pas encore confirmé avoir pris connaissance du message",
            "Il vous est demandé d’ouvrir ce message, puis de choisir « J’ai pris connaissance ».",
        )
    } else {
        ("vous n’avez pas encore ouvert le message", "Il vous est demandé de l’ouvrir et de le lire.")
    };
    let what = format!("Sauf erreur, {state} « {subject} » envoyé par {sender}.");
    NoticeText { subject: format!("Rappel : {subject}"), paragraphs: vec![what, asked.to_owned()] }
}

const fn deployed(channel: Channel) -> &'static str {
    match channel {
        Channel::Message => "Votre message a été distribué à tous ses destinataires.",
        Channel::Announcement => "Votre annonce a été publiée dans tous ses établissements.",
        Channel::News => "Votre actualité a été publiée dans tous ses établissements.",
    }
}

const fn of_kind(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "annonce",
        Channel::Message => "messagerie ENT",
        Channel::News => "actualité",
    }
}

const fn this_kind(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "Une annonce",
        Channel::Message => "Un message",
        Channel::News => "Une actualité",
    }
}

/// A participle, as it agrees with the kind.
fn agreeing(channel: Channel, participle: &str) -> String {
    let ending = if channel == Channel::Message { "" } else { "e" };
    format!("{participle}{ending}")
}

#[cfg(test)]
mod tests {
    use super::{Channel, Notice, text, text_corrected};

    #[test]
    fn what_was_corrected_agrees_with_its_kind() {
        for (channel, said) in [
            (Channel::News, "Une actualité de « Lycée Curie » a été corrigée depuis que vous l’avez vue."),
            (Channel::Message, "Un message de « Lycée Curie » a été corrigé depuis que vous l’avez vu."),
        ] {
            assert_eq!(text_corrected(channel, "Sortie", "Lycée Curie").paragraphs[0], said);
        }
    }

    #[test]
    fn a_subject_quotes_the_beginning() {
        let long = "mot ".repeat(40);
        let told = text(&Notice::Failed { text: long.clone() });
        assert!(told.subject.starts_with("Communication en échec : mot mot") && told.subject.ends_with('…'));
        assert_eq!(told.paragraphs.last(), Some(&format!("« {long} »")));
    }

    #[test]
    fn a_reminder_says_what_to_do() {
        let told = text(&Notice::Reminder {
            subject: "Sortie".into(),
            sender: "Nadège Thiébaut".into(),
            acknowledgement_asked: true,
            other: None,
        });
        assert_eq!(told.subject, "Rappel : Sortie");
        assert!(told.paragraphs[0].contains("« Sortie » envoyé par Nadège Thiébaut"));
        assert!(told.paragraphs[1].contains("« J’ai pris connaissance »"));
    }
}
