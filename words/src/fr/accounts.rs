//! Accounts: passwords, second factors, sessions, and names of browsers.

use domain::{
    access::view::Belonging,
    accounts::{Advice, MIN_PASSWORD_CHARACTERS, Strength, view::AccountState},
};

use super::dates::{date, date_time};
use super::numbers::{number, people};
use super::targets::profile;
use crate::rooms::Accounts;
use chrono::{NaiveDate, NaiveDateTime};

pub(super) const ACCOUNTS: Accounts = Accounts {
    guessable: "porte-voix, portevoix, motdepasse, mot de passe, azerty, bonjour, soleil, doudou, chouchou, lycée, collège, école, professeur, rentrée",
    no_login: "Vous n’avez pas de compte Porte-voix.",
    no_login_hint: "Vous vous connectez avec un fournisseur de connexion, où se changent votre mot de passe et votre double authentification. Pour avoir aussi un compte ici, adressez-vous à l’administrateur du portail.",
    link_copied: "Copié.",
    link_not_copied: "Le navigateur ne l’a pas copié : le texte est sélectionné, copiez-le au clavier.",
    copy: "Copier",
    six_digits: "Code à six chiffres",
    recovery_code: "Code de secours",
    recovery_code_hint: "Seize lettres et chiffres, en quatre groupes ; chacun ne sert qu’une fois.",
    code_or_recovery: "Code de l’application, ou code de secours",
    code_or_recovery_hint: "Un code ne sert qu’une fois : attendez le suivant si vous venez d’en saisir un.",
    recovery_codes: "Codes de secours",
    recovery_codes_about: "Chacun remplace une fois le code de l’application, si vous n’avez pas votre téléphone.",
    new_recovery_codes: "Vos codes de secours ne sont affichés qu’une fois",
    new_recovery_codes_hint: "Imprimez cette page ou copiez-les, et gardez-les ailleurs que sur votre téléphone. Chaque code sert une fois, à la place de celui de l’application. Les codes précédents ne servent plus.",
    all_codes: "Tous les codes, à copier",
    renew_codes: "Renouveler les codes de secours",
    renew_codes_consequence: "Dix nouveaux codes s’affichent, une seule fois. Les anciens ne serviront plus.",
    renew_codes_confirm: "Obtenir dix nouveaux codes",
    second_factor_unavailable: "La double authentification ne peut pas encore être activée sur ce portail : il y manque un réglage du serveur. Signalez-le à l’administrateur du portail.",
    six_digits_hint: "Affiché par votre application d’authentification ; il change toutes les 30 secondes.",
    new_password: "Nouveau mot de passe",
    new_password_hint: "12 caractères au moins, par exemple plusieurs mots sans lien entre eux.",
    choose_password: "Choisir un mot de passe",
    login_before: "Identifiant :",
    password_again: "Confirmation du nouveau mot de passe",
    store_password: "Enregistrer le mot de passe",
    link_expired: "Lien expiré",
    link_useless: "Ce lien ne sert plus",
    link_useless_hint: "Il a déjà servi, un autre l’a remplacé, ou sa durée est passée.",
    link_useless_help: "Vous avez déjà choisi votre mot de passe ? Connectez-vous. Sinon, demandez un nouveau lien à l’administrateur du portail.",
    no_more_copies: "Ne plus recevoir de copies",
    copies: "Copies par courriel",
    no_more_copies_done: "C’est noté : plus de copies par courriel.",
    no_more_copies_next: "Vos messages restent dans la messagerie. Vous pouvez redemander les copies dans « Mon compte ».",
    no_more_copies_about: "Les messages de Porte-voix ne vous seront plus copiés par courriel. Ils restent dans la messagerie.",
    second_factor_on: "Activée",
    second_factor_off: "Non activée",
    account: "Compte",
    apart_from_namesakes: "À ne pas confondre",
    in_directory: "Dans l’annuaire",
    login: "Identifiant",
    state_label: "État",
    link_until: "Lien valable jusqu’au",
    administrator: "Administrateur",
    second_factor: "Double authentification",
    last_sign_in: "Dernière connexion",
    never: "Jamais",
    create: "Créer un compte",
    one_time_link: "Lien à usage unique",
    renew_password: "Renouveler le mot de passe",
    create_hint: "Un lien à usage unique permet à la personne de choisir elle-même son mot de passe. Remettez-le-lui en mains propres ou par un moyen sûr.",
    link_waits_hint: "Un lien attend d’être utilisé. Un nouveau le remplace : l’ancien ne servira plus.",
    renew_hint: "Mot de passe oublié ? Un lien à usage unique permet d’en choisir un nouveau. L’actuel reste bon jusque-là ; toutes les sessions se ferment quand le lien sert.",
    joined_hint: "Ce compte est fermé : sa fiche est réunie à une autre fiche de la même personne. Il se rouvre quand on sépare les deux fiches, dans l’annuaire.",
    login_hint: "Ce que la personne saisira pour se connecter.",
    own_account_hint: "C’est votre compte. Vous changez votre mot de passe, votre double authentification et vos sessions dans « Mon compte », où votre mot de passe vous est demandé.",
    get_another_link: "Obtenir un autre lien",
    get_link: "Obtenir un lien",
    link_shown_once: "Ce lien n’est affiché qu’une fois",
    link_good_until: ". Le lien est bon une seule fois, jusqu’au",
    link_to_hand_over: "Lien à transmettre",
    accounts: "Comptes",
    administrator_named: "L’administrateur est nommé.",
    administrator_named_hint: "Il gère désormais l’annuaire, les comptes et le journal.",
    administrator_removed: "L’administrateur est retiré.",
    administrator_removed_hint: "Ses autres droits restent ce qu’ils étaient.",
    second_factor_removed: "La double authentification est retirée.",
    second_factor_removed_hint: "Le mot de passe suffit à la prochaine connexion.",
    all_sessions_closed: "Toutes les sessions sont fermées.",
    all_sessions_closed_hint: "La personne doit se reconnecter partout.",
    rights_and_security: "Droits et sécurité",
    portal_administrator: "Administrateur du portail",
    second_factor_help: "Téléphone perdu ou changé ? La personne pourra se connecter, puis en activer une nouvelle.",
    remove: "Retirer",
    remove_second_factor_consequence: "Le mot de passe suffira à la prochaine connexion. Assurez-vous que la demande vient bien de la personne.",
    remove_second_factor: "Retirer la double authentification",
    sessions: "Sessions",
    sessions_help: "Appareil perdu ou volé ? Fermez tout, puis renouvelez le mot de passe.",
    close_all_sessions: "Fermer toutes les sessions",
    close_consequence: "La personne est déconnectée partout, aussitôt. Ses brouillons sont conservés.",
    close_sessions: "Fermer les sessions",
    administrator_about: "Un administrateur gère l’annuaire, les comptes, le journal, et les droits de tous les établissements.",
    name_administrator: "Nommer administrateur",
    name_consequence: "La personne pourra tout gérer sur ce portail, et créer ou renouveler n’importe quel compte.",
    name_confirm: "Nommer",
    last_administrator: "C’est le dernier administrateur du portail : il ne peut pas être retiré. Nommez-en d’abord un autre.",
    is_administrator: "Cette personne gère l’annuaire, les comptes, le journal, et les droits de tous les établissements.",
    remove_own_consequence: "C’est votre compte : vous n’aurez plus accès à l’administration, cette page comprise.",
    remove_consequence: "La personne n’aura plus accès à l’administration. Ses autres droits restent.",
    remove_administrator: "Retirer l’administrateur",
    demand_title: "Double authentification des émetteurs",
    demanded: "Exigée",
    optional: "Facultative",
    demand_about: "Émetteurs : toutes les personnes qui peuvent envoyer une communication, et les administrateurs du portail. Exigée, la double authentification protège leurs envois d’un mot de passe deviné : qui ne l’a pas encore activée continue de lire, mais n’envoie et n’administre rien avant.",
    demand_no_more: "Ne plus l’exiger",
    demand_no_more_consequence: "Un mot de passe suffira de nouveau pour envoyer. Qui a activé la double authentification la garde.",
    demand_no_more_confirm: "Ne plus exiger",
    demand: "L’exiger des émetteurs",
    demand_consequence: "Aussitôt, les émetteurs et les administrateurs sans double authentification ne peuvent plus rien envoyer ni administrer, jusqu’à ce qu’ils l’activent dans « Mon compte » ; vous aussi. Ils continuent de lire, et ce qui est déjà déployé le reste.",
    demand_confirm: "Exiger des émetteurs",
    none_yet: "Aucun compte. Cherchez une personne pour lui en créer un.",
    nobody_found: "Personne de ce nom dans l’annuaire",
    nobody_found_hint: "Vérifiez l’orthographe, ou saisissez au moins les deux premières lettres du nom ou du prénom.",
    search_label: "Rechercher une personne",
    name_hint: "Nom ou prénom",
    all_accounts: "Tous les comptes",
    now_demanded: "La double authentification est exigée des émetteurs.",
    now_demanded_hint: "Leurs envois attendent qu’ils l’aient activée.",
    demanded_no_more: "La double authentification n’est plus exigée.",
    demanded_no_more_hint: "Qui l’a activée la garde.",
    person: "Personne",
    no_email_here: "Ce portail n’envoie pas de courriel. Vos messages vous attendent dans la messagerie.",
    no_address: "L’annuaire n’a pas d’adresse de courriel pour vous : aucune copie ne peut vous être envoyée. Votre établissement peut l’ajouter.",
    directory_address: "Adresse de l’annuaire :",
    other_address: "Une autre adresse ? Demandez-la à votre établissement.",
    copy_came_back: "Le dernier courriel n’a pas pu être remis à cette adresse.",
    copy_came_back_next: "Si elle n’est plus la bonne, votre établissement peut la changer. Vos messages restent dans la messagerie.",
    get_copies: "Recevoir une copie de mes messages par courriel",
    my_data: "Mes données",
    my_data_hint: "Tout ce que le portail garde à votre sujet, en un fichier zip : fiche, messages, agenda, brouillons, fichiers. Pour corriger une donnée de l’annuaire, s’adresser au secrétariat de l’établissement.",
    data_of_person: "Données de cette personne",
    data_of_person_hint: "Tout ce que le portail garde à son sujet, en un fichier zip. Le téléchargement est noté au journal.",
    download_data: "Télécharger les données",
    files_stay: "Les pièces jointes restent dans la messagerie.",
    mine: "Mon compte",
    password_changed: "Votre mot de passe est changé.",
    password_changed_hint: "Vos autres sessions sont fermées.",
    second_factor_activated: "La double authentification est activée.",
    second_factor_activated_hint: "Le code vous sera demandé à chaque connexion.",
    second_factor_deactivated: "La double authentification est désactivée.",
    second_factor_deactivated_hint: "Seul le mot de passe est demandé à la connexion.",
    copies_on: "Vous recevrez une copie de vos prochains messages par courriel.",
    copies_on_hint: "Chaque courriel contient un lien pour ne plus en recevoir.",
    copies_off: "Vous ne recevez plus de copies par courriel.",
    copies_off_hint: "Vos messages restent dans la messagerie.",
    session_closed: "La session est fermée.",
    session_closed_hint: "Qui s’en servait doit se reconnecter.",
    other_sessions_closed: "Vos autres sessions sont fermées.",
    other_sessions_closed_hint: "Seule celle-ci reste ouverte.",
    password: "Mot de passe",
    changed_on: "Changé le",
    current_password: "Mot de passe actuel",
    others_will_close: "Vos autres sessions seront fermées.",
    change_password: "Changer le mot de passe",
    demanded_of_senders: "Elle est exigée des émetteurs de ce portail.",
    demanded_hint: "Tant qu’elle n’est pas activée, vous lisez tout, mais vos envois attendent.",
    second_factor_about: "À chaque connexion, un code à six chiffres est demandé en plus du mot de passe. Une application d’authentification de votre téléphone l’affiche : qui devinerait votre mot de passe n’entrerait pas pour autant.",
    activate_second_factor: "Activer la double authentification",
    first_code_hint: "Rien n’est demandé à la connexion avant que vous ayez confirmé un premier code, dans les dix minutes et dans cette session.",
    scan: "Ouvrez votre application d’authentification et scannez ce code :",
    nothing_to_scan: "Rien à scanner ?",
    open_application: "Ouvrir l’application de cet appareil",
    or_type_key: ", ou saisir cette clé :",
    confirm: "Confirmer",
    other_key: "Annuler",
    qr_code: "Code QR de la clé ; elle est aussi écrite au-dessous",
    deactivate_demanded: "Elle est exigée des émetteurs de ce portail : sans elle, vous lisez tout, mais vos envois attendent. Votre mot de passe suffira à la connexion.",
    deactivate_hint: "Votre mot de passe suffira à la connexion. Pour l’activer de nouveau, il faudra une nouvelle clé.",
    since: "depuis le",
    demanded_after: ". Elle est exigée des émetteurs de ce portail",
    second_factor_lost: "Le code de votre application est demandé à chaque connexion. Téléphone perdu ? Un code de secours le remplace ; l’administrateur du portail peut aussi la retirer de votre compte.",
    deactivate: "Désactiver",
    deactivate_second_factor: "Désactiver la double authentification",
    password_to_confirm: "Votre mot de passe, pour confirmer",
    password_to_close: "Votre mot de passe, pour fermer une session",
    close_others: "Fermer toutes les autres",
    sessions_about: "Les appareils sur lesquels vous êtes connecté. Vous n’en reconnaissez pas un ? Fermez sa session, puis changez de mot de passe.",
    open_sessions: "Sessions ouvertes",
    device_label: "Appareil",
    address: "Adresse",
    opened_on: "Ouverte le",
    last_use: "Dernière activité",
    close: "Fermer",
    this_session: "Cette session",
    state,
    place,
    verdict,
    device,
    account_of,
    count,
    first_people,
    people_found,
    which_session,
    kept_until,
    codes_left: super::notifications::codes_left,
};

pub(super) const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::None => "Sans compte",
        AccountState::LinkSent => "Lien en attente",
        AccountState::Active => "Actif",
        AccountState::Joined => "Réuni à un autre",
    }
}

/// *Enseignant, Mathématiques, Lycée Pierre et Marie Curie*
pub(super) fn place(place: &Belonging) -> String {
    let profile = profile(place.profile);
    // *Documentaliste* is a profile and a function.
    let detail = if place.detail == profile { "" } else { place.detail.as_str() };
    let parts = [profile, detail, place.school.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// *Robustesse*
const fn strength(score: u8) -> &'static str {
    match score {
        0 => "très faible",
        1 => "faible",
        2 => "moyenne",
        3 => "bonne",
        _ => "très bonne",
    }
}

const fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Common => "Tout le monde essaie d’abord celui-ci.",
        Advice::Word => "Un mot ou un nom seul se devine : en associer plusieurs, sans lien entre eux.",
        Advice::Repeat => "Ce qui se répète n’ajoute rien : le remplacer.",
        Advice::Sequence => "Les suites comme abcd, 1234 ou azerty se devinent : les éviter.",
        Advice::Date => "Les dates et les années se devinent : les éviter.",
    }
}

/// The words of the meter for a password being typed: how strong it is, and what is missing.
pub(super) fn verdict(found: &Strength) -> String {
    let word = strength(found.score);
    let missing = MIN_PASSWORD_CHARACTERS.saturating_sub(found.characters);
    let mut said = format!("Robustesse : {word}.");
    if missing > 0 {
        let them = if missing < 2 { "caractère" } else { "caractères" };
        said.push_str(&format!(" Encore {missing} {them}."));
    }
    if let Some(reason) = found.advice {
        said.push(' ');
        said.push_str(advice(reason));
    } else if missing == 0 && !found.is_enough() {
        said.push_str(" L’allonger, par exemple avec un mot de plus.");
    }
    said
}

/// *Firefox sur Windows*: the browser's name and system, where they are known.
pub(super) fn device(user_agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    // Each browser also claims to be the ones below it.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrom", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("Navigateur sur {system}"),
        (None, None) => "Navigateur inconnu".to_owned(),
    }
}

fn account_of(name: &str) -> String {
    format!("Compte de {name}")
}

fn count(count: u64) -> String {
    format!("{} {}", number(count), if count < 2 { "compte" } else { "comptes" })
}

fn first_people(count: u64) -> String {
    format!("Les {} premières personnes ; précisez la recherche", number(count))
}

fn people_found(count: u64) -> String {
    format!("{} {}", people(count), if count < 2 { "trouvée" } else { "trouvées" })
}

/// Read after *Fermer* by screen readers.
fn which_session(device: &str, opened: NaiveDateTime) -> String {
    format!("la session {device} ouverte le {}", date_time(opened))
}

fn kept_until(day: NaiveDate) -> String {
    format!("reste connecté jusqu’au {}", date(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_recognised_by_name() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
        let cases = [
            (format!("{windows}; rv:131.0) Gecko/20100101 Firefox/131.0"), "Firefox sur Windows"),
            (format!("{windows} {webkit}"), "Chrome sur Windows"),
            (format!("{windows} {webkit} Edg/130.0.0.0"), "Edge sur Windows"),
            (format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} OPR/115.0"), "Opera sur Linux"),
            (format!("Mozilla/5.0 (Linux; Android 14; Pixel 8) {webkit}"), "Chrome sur Android"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 \
                 Mobile/15E148 Safari/604.1"
                    .to_owned(),
                "Safari sur iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15"
                    .to_owned(),
                "Safari sur macOS",
            ),
            ("curl/8.5.0".to_owned(), "Navigateur inconnu"),
            (String::new(), "Navigateur inconnu"),
        ];
        for (sent, called) in cases {
            assert_eq!(device(&sent), called, "{sent}");
        }
    }

    #[test]
    fn the_meter_says_what_is_missing() {
        let strength = |score, characters, advice| Strength { score, characters, advice };
        assert_eq!(verdict(&strength(1, 8, None)), "Robustesse : faible. Encore 4 caractères.");
        assert_eq!(verdict(&strength(3, 11, None)), "Robustesse : bonne. Encore 1 caractère.");
        assert_eq!(verdict(&strength(4, 20, None)), "Robustesse : très bonne.");
        assert!(verdict(&strength(2, 14, None)).contains("L’allonger"));
        assert!(verdict(&strength(0, 14, Some(Advice::Sequence))).contains("azerty"));
    }
}
