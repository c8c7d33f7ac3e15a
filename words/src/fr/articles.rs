//! Letters about articles, and about what somebody else did with one's own.

use domain::{
    messages::{OwnChange, OwnWork},
    spaces::view::SpaceName,
};

use super::{notice::about, spaces::space_name};
use crate::rooms::NoticeText;

pub(super) fn article_published(title: &str, author: &str, space: &SpaceName) -> NoticeText {
    let what = format!(
        "{author} a publié un article dans « {} », établissement « {} ».",
        space_name(space),
        space.school
    );
    let then = "« Ouvrir la page » mène à l’article. Pour ne plus être prévenu, désabonnez-vous de cet espace sur la page \
                « Espaces ».";
    about(title, "Nouvel article", &[&what, then])
}

pub(super) fn article_corrected(title: &str, space: &SpaceName) -> NoticeText {
    let what = format!(
        "Un article que vous avez lu dans « {} », établissement « {} », a été corrigé.",
        space_name(space),
        space.school
    );
    about(title, "Article corrigé", &[&what, "Sa page montre ce qui a changé."])
}

pub(super) fn article_refused(title: &str, space: &SpaceName, author: Option<&str>) -> NoticeText {
    let space = space_name(space);
    let what = match author {
        None => format!(
            "Votre article n’a pas été publié à la date prévue dans « {space} » : vous n’avez plus le droit d’y écrire."
        ),
        Some(author) => format!(
            "L’article de {author} n’a pas été publié à la date prévue dans « {space} » : cette personne n’a plus le \
             droit d’y écrire."
        ),
    };
    about(title, "Article non publié", &[&what, "Il reste enregistré dans cet espace."])
}

pub(super) fn own_changed(
    title: &str,
    space: &SpaceName,
    (work, change): (OwnWork, OwnChange),
    by: &str,
) -> NoticeText {
    use OwnChange::{Corrected, Held, Prepared, Published, Removed, Withdrawn};
    use OwnWork::{Article, Event};

    let (event, done) = match (work, change) {
        (Article(_), Corrected) => ("Article corrigé", "a corrigé votre article"),
        (Article(_), Withdrawn | Removed) => ("Article retiré", "a retiré votre article"),
        (Article(_), Held) => (
            "Article à confirmer",
            "a changé les lecteurs : votre article programmé attend que vous le publiiez",
        ),
        (Article(_), Prepared) => ("Article programmé modifié", "a modifié votre article programmé"),
        (Article(_), Published) => ("Article publié", "a publié votre article"),
        (Event(_), Withdrawn) => ("Évènement annulé", "a annulé votre évènement"),
        (Event(_), Removed) => ("Évènement supprimé", "a supprimé votre évènement"),
        (Event(_), _) => ("Évènement modifié", "a modifié votre évènement"),
    };
    let what = format!("{by} {done} dans « {} », établissement « {} ».", space_name(space), space.school);
    about(title, event, &[&what])
}
