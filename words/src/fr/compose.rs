//! The form of a new communication.

use domain::communications::Severity;

use super::{
    communications::severity,
    dates::zone,
    numbers::{bytes, establishments, files, number, people},
};
use crate::rooms::Compose;

pub(super) const COMPOSE: Compose = Compose {
    leaves_by_itself: "Le message part de lui-même à cette heure ; il peut être annulé avant.",
    title: "Nouvelle communication",
    heading: "Création d’une nouvelle communication",
    targets: "Cibles",
    communication: "Communication",
    draft_not_kept: "Brouillon non enregistré.",
    draft_kept_at: "Brouillon enregistré à",
    draft_kept_here: "En attendant, cet onglet garde votre saisie.",
    taken_back: "L’envoi est annulé : personne n’a reçu la communication.",
    taken_back_hint: "Voici votre formulaire, tel qu’il était ; il est conservé comme brouillon.",
    draft_gone: "Ce brouillon n’est plus là.",
    draft_gone_hint: "Il a été déployé ou supprimé : voici un formulaire vide.",
    draft_found: "Votre saisie a été retrouvée.",
    draft_found_hint: "Cet onglet avait gardé ce qui n’était pas encore enregistré.",
    draft_found_link: "Reprendre ce qui n’était pas encore enregistré",
    draft_apart: "Ce brouillon a été modifié dans une autre page. Rien n’a été écrasé : votre texte continue ici dans un brouillon séparé ; les pièces jointes déjà envoyées restent dans l’autre.",
    open_other_draft: "Ouvrir l’autre version",
    school_gone: "Un établissement qui n’est plus dans votre périmètre",
    reset: "Réinitialiser",
    required_field: "champ obligatoire",
    deploy: "Déployer",
    deploy_question: "Souhaitez-vous déployer cette communication ciblée ?",
    reset_question: "Réinitialiser le formulaire ?",
    reset_consequence: "Les cibles, le texte et les pièces jointes seront effacés. Le brouillon sera supprimé.",
    channel: "Canal",
    period: "Période de publication",
    first_day: "Premier jour",
    last_day: "Dernier jour",
    period_hint: "Les deux jours sont compris, à l’heure de chaque établissement.",
    announcement_text: "Texte de l’annonce",
    announcement_limit: "(255 caractères max.)",
    announcement: "Annonce",
    text: "Texte",
    public: "Afficher aussi sur le tableau public de l’établissement",
    public_hint: "Lisible par tout le monde, sans connexion : écran du hall, flux. Seulement pour ce qui s’adresse à tout l’établissement.",
    public_short: "Tableau public",
    public_consequence: "Oui : tout le monde pourra lire cette annonce, sans connexion, sur l’écran du hall et dans le flux de chaque établissement.",
    also_message: "Envoyer aussi par messagerie",
    also_message_hint: "Le même texte, aux mêmes personnes : à l’instant, ou à 8 h le premier jour.",
    also_message_short: "Messagerie",
    also_message_consequence: "Un message part aussi aux mêmes personnes.",
    elsewhere: "Diffuser aussi",
    first_language: "Langue du texte",
    second_add: "Ajouter une autre langue",
    second_hint: "Votre propre traduction : chacun lit d’abord sa langue, l’autre reste à un clic.",
    second_language: "Langue",
    second_none: "Aucune autre langue",
    second_title: "Titre ou objet dans cette langue",
    second_text: "Texte dans cette langue",
    second_short: "Autre langue",
    period_short: "Période",
    preview_empty: "Le texte de l’annonce s’affichera ici.",
    preview: "Aperçu sur la page d’accueil",
    severity: "Type d’annonce",
    link: "Lien",
    no_link: "Aucun lien",
    external_link: "URL externe",
    article_link: "Article ENT",
    article_search: "Chercher un article",
    article_search_hint: "Parmi les articles des espaces que vous pouvez lire ; sans recherche, les plus récents.",
    articles_found: "Articles trouvés",
    no_article_found: "Aucun article ne correspond.",
    article_gone: "L’article choisi a été retiré, ou vous ne pouvez plus le lire : en choisir un autre.",
    narrow_to_readers: "Restreindre les cibles aux lecteurs de l’espace",
    question_article: "En savoir plus",
    outside_readers,
    site_address: "Adresse du site",
    link_hint: "Les lecteurs l’ouvrent par « en savoir plus ».",
    message_text: "Texte du message",
    news_title: "Titre",
    news_text: "Texte de l’actualité",
    picture: "Image",
    picture_choose: "Choisir une image",
    picture_hint: "JPEG, PNG, WebP ou GIF, 10 Mo au plus. Le lieu et l’appareil d’une photo ne sont pas gardés.",
    picture_join: "Joindre l’image",
    picture_sending: "Envoi de l’image en cours…",
    picture_joined: "L’image est jointe.",
    picture_removed: "L’image n’est plus jointe.",
    picture_alternative: "Texte de remplacement",
    picture_alternative_hint: "Ce que montre l’image, pour qui ne la voit pas.",
    picture_decorative: "Image décorative, qui n’apporte aucune information",
    no_picture: "Aucune",
    now: "Maintenant",
    no_file: "Aucune",
    subject: "Objet",
    sending: "Envoi",
    files: "Pièces jointes",
    acknowledgement: "Accusé de lecture",
    subject_limit: "(150 caractères max.)",
    replies_and_copy: "Réponses et copie",
    allow_replies: "Autoriser les réponses",
    want_copy: "Je souhaite recevoir la communication sur ma messagerie lors de sa publication",
    send_date: "Date d’envoi",
    later: "Plus tard",
    date: "Date",
    of_sending: "d’envoi",
    hour: "Heure",
    join_file: "Joindre un fichier",
    drop_here: "Déposer les fichiers ici",
    join: "Joindre",
    remove: "Retirer",
    perimeter_before: "Périmètre :",
    perimeter: "Périmètre",
    schools: "Établissements",
    of_target_before: ", cible",
    own_list: "Liste personnalisée",
    filter_schools: "Filtrer les établissements",
    choose_all: "Tout cocher",
    town_or_kind: "Ville ou type d’établissement",
    any_town_or_kind: "Toutes les villes, tous les types",
    towns: "Villes",
    kinds: "Types",
    target: "Cible",
    reaches_nobody: "Cette cible n’atteint personne",
    add_target: "Ajouter une cible",
    all_parents: "Tous les parents",
    all_staff: "Tous les personnels",
    at_most_ten: "Une communication compte 10 cibles au plus.",
    recipients: "Destinataires",
    counted_once: "Une personne visée par plusieurs cibles, ou présente dans plusieurs établissements, est comptée une fois dans le total.",
    by_profile: ", par profil",
    all_schools_together: "Tous les établissements",
    see_others: "Voir leur liste",
    question_sender: "Émetteur",
    question_perimeter: "Périmètre",
    question_criteria: "Cibles",
    choose_perimeter: "Choisir un périmètre",
    perimeter_gone: "Le périmètre de cette communication n’est pas, ou plus, le vôtre. Choisissez-en un autre : les établissements ne seront pas les mêmes.",
    channel_gone: "Ce brouillon a été écrit pour un canal que vos droits ne permettent plus. Son texte est repris ci-dessous, pour un autre canal. Relisez-le avant de déployer.",
    see_deployed: "Voir la communication déployée",
    open_kept_draft: "Ouvrir le nouveau brouillon",
    to_correct,
    people_after,
    waits_for,
    characters_of,
    severity_limit,
    goes_to,
    from_to,
    on_day_at,
    words_and_characters,
    same_instant,
    time_of_schools,
    folders_left_out,
    left_out,
    file_limits,
    joined,
    taken_out,
    not_taken_out,
    too_large,
    delete_target,
    of_target,
    people_will_see_it,
    people_will_get_it,
    count_moved,
    and_more,
    all_schools,
    school_gone_named,
};

fn outside_readers(people: u64) -> String {
    match people {
        0 => "Tous les destinataires peuvent lire cet article.".to_owned(),
        1 => "1 destinataire n’est pas lecteur de l’espace de cet article et ne pourra pas l’ouvrir."
            .to_owned(),
        people => format!(
            "{} destinataires ne sont pas lecteurs de l’espace de cet article et ne pourront pas l’ouvrir.",
            number(people)
        ),
    }
}

fn to_correct(count: usize) -> String {
    let points = if count == 1 { "1 point".to_owned() } else { format!("{count} points") };
    format!("La communication n’est pas déployée : {points} à corriger")
}

/// The words after a number that is shown separately.
fn people_after(count: u64) -> &'static str {
    if count < 2 { "personne" } else { "personnes" }
}

fn waits_for(count: usize) -> String {
    format!("Envoi de {} en cours : le déploiement attend la fin.", files(count))
}

/// The count, and `over`, the number of characters too many.
fn severity_limit(most: Severity) -> String {
    format!("Sur les établissements choisis, vos droits vont jusqu’à « {} ».", severity(most))
}

const fn goes_to(public: bool, message: bool) -> &'static str {
    match (public, message) {
        (false, false) => "Non",
        (true, false) => "Sur le tableau public",
        (false, true) => "Par messagerie",
        (true, true) => "Sur le tableau public et par messagerie",
    }
}

fn characters_of(count: usize, most: usize, over: usize) -> String {
    let [count, most] = [count, most].map(|count| number(count as u64));
    match over {
        0 => format!("{count} / {most} caractères"),
        1 => format!("{count} / {most} caractères : retirez 1 caractère"),
        n => format!("{count} / {most} caractères : retirez {} caractères", number(n as u64)),
    }
}

fn from_to(first: &str, last: &str) -> String {
    if first == last { format!("Le {first}") } else { format!("Du {first} au {last}") }
}

fn on_day_at(day: &str, time: &str, zone_name: &str) -> String {
    format!("Le {day} à {time} ({})", zone(zone_name))
}

fn words_and_characters(count: usize, characters: usize) -> String {
    let [count, characters] = [count, characters].map(|count| number(count as u64));
    format!("Mots : {count}. Caractères (incluant HTML) : {characters}")
}

fn time_of_schools(zone_name: &str) -> String {
    format!("L’heure est celle des établissements : {}.", zone(zone_name))
}

fn same_instant(zone_name: &str) -> String {
    format!("Le message part au même instant pour tous les établissements : {}.", zone(zone_name))
}

fn folders_left_out(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("« {name} »")).collect();
    let are = if names.len() == 1 { "est un dossier" } else { "sont des dossiers" };
    format!("{} {are} : joindre les fichiers, ou une archive ZIP", names.join(", "))
}

fn left_out(most: usize, names: &[String]) -> String {
    let left = if names.len() < 2 { "laissé" } else { "laissés" };
    let names: Vec<String> = names.iter().map(|name| format!("« {name} »")).collect();
    format!("{} au plus : {} {left} de côté.", files(most), names.join(", "))
}

fn file_limits(count: usize, size: u64) -> String {
    format!("{} au plus, {} chacun.", files(count), bytes(size))
}

fn joined(name: &str) -> String {
    format!("« {name} » est joint.")
}

fn taken_out(name: &str) -> String {
    format!("« {name} » n’est plus joint.")
}

fn not_taken_out(name: &str, reason: &str) -> String {
    format!("« {name} » n’a pas été retiré. {reason}")
}

fn too_large(limit: u64) -> String {
    format!("Ce fichier dépasse {} : l’alléger, ou en donner le lien dans le texte", bytes(limit))
}

fn delete_target(number: usize) -> String {
    format!("Supprimer la cible {number}")
}

/// Added to a label for screen readers.
fn of_target(number: usize) -> String {
    format!(", cible {number}")
}

/// The words between the number of people and the number of schools.
fn people_will_see_it(count: u64) -> &'static str {
    if count < 2 { " personne la verra, dans " } else { " personnes la verront, dans " }
}

/// Like `people_will_see_it`, for a message.
fn people_will_get_it(count: u64) -> &'static str {
    if count < 2 { " personne le recevra, dans " } else { " personnes le recevront, dans " }
}

fn count_moved(before: u64, now: u64) -> String {
    format!(
        "Le nombre de destinataires vient de changer : {} → {}. Rien n’est encore envoyé.",
        number(before),
        people(now)
    )
}

fn and_more(schools: u64) -> String {
    format!("et {} de plus", establishments(schools))
}

fn school_gone_named(name: &str) -> String {
    format!("« {name} », qui n’est plus dans votre périmètre")
}

fn all_schools(count: u64) -> String {
    format!("Tous ({})", establishments(count))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_period_of_one_day_is_that_day() {
        assert_eq!(super::from_to("30/11/2026", "30/11/2026"), "Le 30/11/2026");
        assert_eq!(super::from_to("30/11/2026", "01/12/2026"), "Du 30/11/2026 au 01/12/2026");
    }
}
