//! Spaces of a school and their articles.

use domain::{
    communications::Concern,
    spaces::{SpaceKind, view::SpaceName},
};

use super::{
    communications::concern,
    numbers::{number, people as count_of},
};
use crate::rooms::{NoticeText, Spaces};

pub(super) const SPACES: Spaces = Spaces {
    title: "Espaces",
    space: "Espace",
    article: "Article",
    intro: "Les articles et l’agenda de vos établissements, par public.",
    none: "Aucun espace pour le moment",
    none_hint: "Les espaces de vos établissements s’afficheront ici.",
    reader: "Vous en êtes lecteur",
    latest: "Dernier article :",
    no_article: "Aucun article pour le moment",
    no_article_hint: "Ce que cet espace publiera s’affichera ici.",
    subscribe: "S’abonner",
    unsubscribe: "Se désabonner",
    subscribed: "Abonnement actif : un message vous prévient quand l’auteur le demande.",
    unsubscribed: "Abonnement inactif : les articles restent lisibles ici et dans « Actualités ».",
    subscription_hint: "Abonnement",
    of_a_school: "Espaces d’un établissement",
    find_school: "Chercher un établissement",
    more_schools: "La liste ci-dessous est longue : seuls les premiers établissements y sont, chercher les autres.",
    school: "Établissement",
    cut: "La liste est longue : seuls les premiers sont affichés.",
    agenda: "Agenda de l’espace",
    new_article: "Nouvel article",
    new_article_in: "Nouvel article dans",
    settings: "Réglages de l’espace",
    unpublished: "Pas encore publiés",
    untitled: "Sans titre",
    state_draft: "Brouillon",
    state_scheduled: "Programmé",
    state_refused: "Non publié",
    state_published: "Publié",
    state_withdrawn: "Retiré",
    by: "par",
    published_on: "Publié le",
    scheduled_for: "Sera publié le",
    changed_on: "Enregistré le",
    corrected_on: "Corrigé le",
    refused_on: "Non publié le",
    withdrawn_on: "Retiré le",
    withdrawn_by: "par",
    withdrawn_hint: "Cet article a été retiré. Son texte et ses fichiers ne sont plus lisibles.",
    edit: "Modifier",
    withdraw: "Retirer",
    withdraw_consequence: "L’article disparaît des pages de tous ses lecteurs, avec ses fichiers. Il ne pourra pas être remis.",
    withdraw_unseen: "L’article ne sera pas publié. Il ne pourra pas être remis.",
    withdraw_confirm: "Retirer l’article",
    discard: "Supprimer le brouillon",
    discard_consequence: "Le brouillon est supprimé avec ses fichiers. Vous ne pourrez pas le retrouver.",
    discard_confirm: "Supprimer",
    print: "Imprimer",
    article_title: "Titre",
    article_text: "Texte de l’article",
    publication: "Publication",
    now: "Publier maintenant",
    later: "Publier le",
    day: "Date",
    time: "Heure",
    files: "Fichiers joints",
    add_files: "Joindre des fichiers",
    files_hint: "Plusieurs fichiers à la fois ; ils sont joints quand le formulaire est enregistré.",
    keep_file: "Garder le fichier",
    keep_picture: "Garder cette image",
    tell_readers_hint: "Chacun n’est prévenu qu’une fois du même article.",
    keep_draft: "Enregistrer le brouillon",
    publish: "Publier",
    correct: "Corriger",
    correction_hint: "Cet article est publié : ses lecteurs verront qu’il a été corrigé.",
    confirm_title: "Prévenir les abonnés",
    confirm: "Publier et prévenir",
    back: "Retour à l’espace",
    draft_kept: "Le brouillon est enregistré.",
    published: "L’article est publié.",
    scheduled: "L’article est programmé.",
    corrected: "L’article est corrigé.",
    withdrawn: "L’article est retiré.",
    discarded: "Le brouillon est supprimé.",
    draft_only_mine: "Vous seul voyez ce brouillon.",
    write_refused: "Vous n’avez pas le droit d’écrire dans cet espace.",
    feed: "Flux des articles",
    feed_hint: "Une adresse privée pour suivre les articles de cet espace dans un lecteur de flux (Atom). Quiconque la connaît peut les lire tant que vous le pouvez : ne la communiquez pas.",
    feed_address: "Adresse privée",
    feed_once: "Elle n’est affichée qu’une fois : la copier maintenant.",
    feed_make: "Créer une adresse privée",
    feed_renew: "Renouveler l’adresse",
    feed_renew_consequence: "L’adresse actuelle ne fonctionnera plus.",
    feed_revoke: "Révoquer l’adresse",
    feed_revoke_consequence: "L’adresse actuelle ne fonctionnera plus, et aucune ne la remplace.",
    feed_revoked: "L’adresse privée est révoquée.",
    feed_gone: "Ce flux n’est plus accessible à son titulaire.",
    add_space: "Ajouter un espace",
    space_added: "L’espace est ajouté.",
    settings_kept: "Les réglages sont enregistrés.",
    standard_readers: "Les lecteurs de cet espace sont fixés par son public : tous les personnels, parents ou élèves de l’établissement.",
    readers: "Nom et lecteurs",
    space_name: "Nom de l’espace",
    levels_hint: "Sans choix, tous les niveaux.",
    writer: "Rédacteur",
    moderator: "Modérateur",
    named: "Rédacteurs et modérateurs",
    named_hint: "En plus de ceux qui écrivent par leur rôle : Émetteur – publication d’actualité, Émetteur – administrateur, chef d’établissement. Un modérateur écrit, et retire ce que d’autres ont écrit.",
    nobody_named: "Personne n’est désigné en plus.",
    named_gone: "(n’est plus dans l’établissement : sans effet)",
    right: "Droit",
    add_person: "Désigner une personne",
    person_name: "Nom ou prénom",
    people_found: "Personnes trouvées",
    add: "Ajouter",
    add_population: "Désigner une population",
    any: "Indifférent",
    name: space_name,
    source,
    said_by,
    already_there,
    tell_subscribers,
    tell_readers,
    confirm_question,
};

pub(super) fn space_name(space: &SpaceName) -> String {
    standard(space.kind).map_or_else(|| space.name.clone(), str::to_owned)
}

/// The name of a standard space.
fn standard(kind: SpaceKind) -> Option<&'static str> {
    match kind {
        SpaceKind::Staff => Some("Espace personnels"),
        SpaceKind::Parents => Some("Espace parents"),
        SpaceKind::Pupils => Some("Espace élèves"),
        SpaceKind::Other => None,
    }
}

fn said_by(space: Option<SpaceKind>, source: &str) -> String {
    match space.and_then(standard) {
        Some(name) => format!("{name} – {source}"),
        None => source.to_owned(),
    }
}

fn source(space: &SpaceName) -> String {
    format!("{} – {}", space_name(space), space.school)
}

fn already_there(published: u64) -> String {
    match published {
        0 => String::new(),
        1 => "Un article ou un évènement est déjà publié ici : les nouveaux lecteurs le liront aussi."
            .to_owned(),
        _ => format!(
            "{} articles et évènements sont déjà publiés ici : les nouveaux lecteurs les liront aussi.",
            number(published)
        ),
    }
}

fn tell_subscribers(people: u64) -> String {
    format!("Prévenir les abonnés ({})", count_of(people))
}

fn tell_readers(people: u64) -> String {
    format!("Prévenir ceux qui avaient lu l’ancien texte ({})", count_of(people))
}

fn confirm_question(people: u64) -> String {
    format!("Souhaitez-vous publier cet article et prévenir {} par un message ?", count_of(people))
}

/// To those who administer a school: the directory has lost names that a space uses.
pub(super) fn space_concerned(space: &SpaceName, concerns: &[Concern]) -> NoticeText {
    let name = space_name(space);
    let mut paragraphs = vec![format!(
        "Dans l’établissement « {} », l’espace « {name} » choisit ses lecteurs ou ses rédacteurs par des noms que \
         l’annuaire n’a plus.",
        space.school
    )];
    paragraphs.extend(concerns.iter().map(concern));
    paragraphs.push(
        "Les personnes concernées n’y ont plus accès tant que ses réglages ne sont pas corrigés.".to_owned(),
    );
    NoticeText { subject: format!("Espace à vérifier : {name}"), paragraphs }
}
