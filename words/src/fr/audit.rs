//! The journal.

use domain::{
    access::{Extent, Right, Role},
    agenda::HolidayZone,
    audit::{Action, AuditRow, Outcome},
    communications::{Channel, Severity, Spoken},
    directory::Profile,
    providers::Unmatched,
    retention::Kept,
    text::apostrophes,
};

use super::{
    access,
    agenda::holiday_zone,
    communications::{channel, severity},
    labels,
    numbers::{establishments, number, people},
    retention,
    targets::profile,
};
use crate::{rooms::Audit, visible};

pub(super) const AUDIT: Audit = Audit {
    states_by_school: "états de publication",
    all_actions: "Toutes",
    all_outcomes: "Tous",
    title: "Journal",
    search_hint: "Qui, ou sur quoi",
    action_label: "Action",
    outcome_label: "Résultat",
    from: "Du",
    to: "Au",
    about: "Connexions, droits, communications, imports : qui a fait quoi, et ce qui a été refusé. Rien ne s’y modifie ni ne s’y efface avant la fin de sa durée de conservation.",
    nothing_older: "Il n’y a rien de plus ancien",
    see_latest: "Voir les plus récentes",
    begins_here: "Le journal commence ici.",
    empty: "Le journal est encore vide",
    empty_hint: "Ce qui sera fait dans le portail s’y inscrira de lui-même.",
    latest: "Les plus récentes",
    older: "Plus anciennes",
    caption: "Journal, les plus récentes d’abord",
    date_and_time: "Date et heure",
    who: "Qui",
    subject: "Sur quoi",
    detail_label: "Détail",
    address: "Adresse",
    at: "à",
    action,
    outcome,
    actor,
    subject_of,
    detail,
};

/// An action, done or tried.
#[allow(clippy::too_many_lines, reason = "a line for each action")]
pub(super) const fn action(action: Action) -> &'static str {
    match action {
        Action::SignIn => "Connexion",
        Action::SignOut => "Déconnexion",
        Action::SessionsClosed => "Sessions fermées",
        Action::PasswordChanged => "Mot de passe changé",
        Action::LinkMade => "Lien de mot de passe créé",
        Action::LinksMade => "Liens demandés pour une population",
        Action::CouponsPrinted => "Coupons imprimés",
        Action::LinksStopped => "Liens d’une population annulés",
        Action::SecondFactorOn => "Double authentification activée",
        Action::SecondFactorOff => "Double authentification désactivée",
        Action::SecondFactorWithdrawn => "Double authentification retirée par l’administrateur",
        Action::RecoveryCodesMade => "Codes de secours renouvelés",
        Action::RecoveryCodeUsed => "Code de secours utilisé",
        Action::SecondFactorDemand => "Exigence de double authentification",
        Action::AdministratorNamed => "Administrateur nommé",
        Action::AdministratorRemoved => "Administrateur retiré",
        Action::RightGranted => "Droit donné",
        Action::RightRemoved => "Droit retiré",
        Action::RightChanged => "Droit modifié",
        Action::RightRequested => "Droit demandé",
        Action::RightDeclined => "Demande de droit déclinée",
        Action::Access => "Accès sans le droit",
        Action::Deployed => "Communication déployée",
        Action::Cancelled => "Communication annulée",
        Action::TakenBack => "Envoi annulé",
        Action::TakenOffline => "Communication mise hors ligne",
        Action::PutOnline => "Communication remise en ligne",
        Action::Corrected => "Communication corrigée",
        Action::Imported => "Annuaire importé",
        Action::ImportUndone => "Import de l’annuaire annulé",
        Action::MatchesDecided => "Rapprochements décidés",
        Action::RecordsJoined => "Fiches réunies",
        Action::RecordsSeparated => "Fiches séparées",
        Action::RecordsApart => "Fiches déclarées distinctes",
        Action::Exported => "Export",
        Action::Reminded => "Relance",
        Action::NamesSeen => "Noms des destinataires consultés",
        Action::NamesSetting => "Affichage des noms des destinataires",
        Action::CopiesSetting => "Réglage des copies par courriel",
        Action::ArticleWithdrawn => "Article retiré",
        Action::ProviderChanged => "Fournisseur de connexion modifié",
        Action::SpaceChanged => "Espace modifié",
        Action::ArticlePublished => "Article publié",
        Action::ArticleCorrected => "Article corrigé",
        Action::EventPublished => "Évènement ajouté",
        Action::EventChanged => "Évènement modifié",
        Action::EventCancelled => "Évènement annulé ou supprimé",
        Action::FeedMade => "Adresse privée créée ou renouvelée",
        Action::FeedRevoked => "Adresse privée révoquée",
        Action::HolidaysChanged => "Vacances scolaires modifiées",
        Action::PortalRegistered => "Portail enregistré",
        Action::PortalChanged => "Portail modifié",
        Action::PortalKeyAdded => "Clé de portail ajoutée",
        Action::PortalKeyRemoved => "Clé de portail retirée",
        Action::PortalPaused => "Portail suspendu",
        Action::PortalResumed => "Portail repris",
        Action::PortalRemoved => "Portail supprimé",
        Action::FileRefused => "Fichier refusé",
        Action::JobRetried => "Travail relancé",
        Action::JournalPruned => "Journal raccourci",
        Action::Purged => "Données supprimées à l’échéance",
        Action::RetentionChanged => "Durées de conservation modifiées",
        Action::LegalChanged => "Mentions légales ou accessibilité modifiées",
    }
}

pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Fait",
        Outcome::Refused => "Refusé",
        Outcome::Failed => "En échec",
    }
}

/// The actor. Without a name it is a visitor if there is a network address, otherwise the product
/// itself.
pub(super) fn actor(row: &AuditRow) -> String {
    match (row.actor.as_str(), row.address.as_str()) {
        ("", "") => "Porte-voix".to_owned(),
        ("", _) => "Visiteur".to_owned(),
        (name, _) if row.apart.is_empty() => visible(name),
        (name, _) => format!("{} ({})", visible(name), labels::apart(&row.apart)),
    }
}

/// The subject. What the product names by itself is in the reader's words.
fn subject_of(row: &AuditRow) -> String {
    match (row.action, row.subject.as_str()) {
        (Action::HolidaysChanged, code) => {
            HolidayZone::from_code(code).map_or_else(|| visible(code), |zone| holiday_zone(zone).to_owned())
        }
        (_, subject) => visible(subject),
    }
}

/// `role=sender_announcement; schools=3` → `Rôle : Émetteur – publication d’annonce`, `3
/// établissements`. Unknown parts are shown unchanged.
pub(super) fn detail(detail: &str) -> Vec<String> {
    detail.split("; ").filter(|pair| !pair.trim().is_empty()).map(|pair| visible(&in_words(pair))).collect()
}

fn in_words(pair: &str) -> String {
    pair.split_once('=').and_then(|(key, value)| named(key, value)).unwrap_or_else(|| pair.to_owned())
}

/// How much was deleted of a kind, or for how long it is kept.
fn of_retention(key: &str, value: &str) -> Option<String> {
    let amount = value.parse::<u64>().ok()?;
    if let Some(kind) = key.strip_prefix("purged_").and_then(Kept::from_code) {
        return Some(format!("{} : {}", retention::kept(kind), number(amount)));
    }
    let kind = key.strip_prefix("days_").and_then(Kept::from_code)?;
    Some(format!("{} : {}", retention::kept(kind), counted(amount, "jour", "jours")))
}

fn named(key: &str, value: &str) -> Option<String> {
    if let Some(said) = of_retention(key, value) {
        return Some(said);
    }
    let count = || value.parse::<u64>().ok();
    Some(match key {
        "role" => format!("Rôle : {}", known(Role::from_code(value).map(access::role), value)),
        "scope" => format!("Sur : {value}"),
        "severity" => format!("Jusqu’à : {}", known(Severity::from_code(value).map(severity), value)),
        "extent" => access::extent(Extent::from_code(value)?).to_owned(),
        "profiles" => format!("Profil : {}", profiles(value)),
        "levels" => format!("Niveau : {value}"),
        "sub_levels" => format!("Sous-niveau : {value}"),
        "functions" => format!("Fonction : {}", apostrophes(value)),
        "subjects" => format!("Discipline de poste : {}", apostrophes(value)),
        "classes" => format!("Classe : {}", apostrophes(value)),
        "groups" => format!("Groupe : {}", apostrophes(value)),
        "right" => format!("Droit manquant : {}", right(value)),
        "perimeter" => format!("Périmètre : {value}"),
        "channel" => format!("Canal : {}", channel(Channel::from_code(value)?)),
        "communication" => format!("Communication n° {}", count()?),
        "people" => changes(value)?,
        "schools" => establishments(count()?),
        "recipients" => people(count()?),
        "public" if value == "true" => "Aussi sur le tableau public".to_owned(),
        "first_language" => format!("Langue du texte : {}", Spoken::from_code(value)?.name()),
        "language" => format!("Autre langue : {}", Spoken::from_code(value)?.name()),
        "rows" => counted(count()?, "ligne", "lignes"),
        "to_confirm" => counted(count()?, "perte à confirmer", "pertes à confirmer"),
        "confirmed" => format!("Confirmé par le nombre {}", number(count()?)),
        "refused_lines" => counted(count()?, "ligne refusée", "lignes refusées"),
        "sessions" => counted(count()?, "session", "sessions"),
        "left" => format!("Codes de secours restants : {}", count()?),
        "dry_run" if value == "true" => "Essai, sans rien changer".to_owned(),
        "demanded" if value == "true" => "Exigée des émetteurs".to_owned(),
        "demanded" if value == "false" => "N’est plus exigée".to_owned(),
        "by_default" if value == "true" => "À tous, sauf refus".to_owned(),
        "by_default" if value == "false" => "Seulement à qui le demande".to_owned(),
        "shown" if value == "true" => "Montrés".to_owned(),
        "shown" if value == "false" => "Masqués".to_owned(),
        "login" => format!("Identifiant : {value}"),
        "rights" if value == domain::accounts::batch::WITH_RIGHTS => {
            "Y compris les comptes qui ouvrent des droits".to_owned()
        }
        "links" if value == "mail" => "Liens par courriel".to_owned(),
        "links" if value == "print" => "Coupons à imprimer".to_owned(),
        "record" => format!("Fiche : {value}"),
        "import" => format!("Import n° {}", count()?),
        "reason" => reason(value)?.to_owned(),
        "issuer" => format!("Émetteur : {value}"),
        "key" => format!("Clé : {value}"),
        "origins" => format!("Adresses des pages : {value}"),
        "prefixes" => format!("Débuts d’identifiant : {value}"),
        "keys_address" => format!("Adresse des clés : {value}"),
        "why" => format!("Motif : {value}"),
        "virus" => format!("Virus : {value}"),
        "path" => format!("Page : {value}"),
        "method" => format!("Méthode : {value}"),
        "format" => format!("Format : {}", value.to_uppercase()),
        _ => return of_places(key, value),
    })
}

/// What the rest of an entry is about: where it happened, and what it says.
fn of_places(key: &str, value: &str) -> Option<String> {
    let count = || value.parse::<u64>().ok();
    Some(match key {
        "space" => format!("Espace n° {}", count()?),
        "article" => format!("Article n° {}", count()?),
        "job" => format!("Tâche n° {}", count()?),
        "feed" if value == "calendar" => "Adresse d’un agenda".to_owned(),
        "feed" if value == "articles" => "Adresse des articles d’un espace".to_owned(),
        "correction" => format!("Correction n° {}", count()?),
        "before" => format!("Texte d’avant : {value}"),
        "provider" => format!("Fournisseur : {value}"),
        "address" => format!("Adresse : {value}"),
        "what" => done(value)?.to_owned(),
        "holidays" => counted(count()?, "période", "périodes"),
        "entries" => counted(count()?, "entrée", "entrées"),
        "count" => format!("{} fois", number(count()?)),
        _ => return None,
    })
}

/// What became of a provider.
fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "added" => "Ajouté",
        "changed" => "Réglages modifiés",
        "paused" => "Suspendu",
        "resumed" => "Mis en service",
        "removed" => "Supprimé",
        _ => return None,
    })
}

/// The name of a known code, otherwise the code itself.
fn known<'c>(name: Option<&'static str>, code: &'c str) -> &'c str {
    name.unwrap_or(code)
}

/// `National_ENS, National_ELV`
fn profiles(codes: &str) -> String {
    let names = codes.split(", ").map(|code| known(Profile::from_code(code).map(profile), code));
    names.collect::<Vec<_>>().join(", ")
}

/// The name of a right, of the matrix or outside it, by its code.
fn right(code: &str) -> &str {
    match code {
        "administer_portal" => "Administrer le portail",
        "administer_rights" => "Gérer les droits d’accès",
        "second_factor" => "Double authentification exigée",
        _ => known(Right::ALL.into_iter().find(|right| right.code() == code).map(access::right), code),
    }
}

/// `12`, or the counts of an import: `+1 ~2 -3`
fn changes(value: &str) -> Option<String> {
    if let Ok(count) = value.parse() {
        return Some(people(count));
    }
    let numbers: Vec<u64> = value.split(' ').filter_map(|part| part.get(1..)?.parse().ok()).collect();
    let [added, changed, removed] = numbers.as_slice() else { return None };
    let [added, changed, removed] = [*added, *changed, *removed].map(number);
    Some(format!("Personnes ajoutées : {added}, modifiées : {changed}, retirées : {removed}"))
}

fn reason(code: &str) -> Option<&'static str> {
    Some(match code {
        "password" => "Identifiant ou mot de passe incorrect",
        "code" => "Code faux",
        "link" => "Par un lien de mot de passe",
        "joined" => "Compte réuni à un autre",
        "command line" => "En ligne de commande",
        _ => unmatched(Unmatched::from_code(code)?),
    })
}

/// Why somebody whom a provider vouches for was not let in.
const fn unmatched(why: Unmatched) -> &'static str {
    match why {
        Unmatched::NoClaim => "Le fournisseur n’a pas dit qui est la personne",
        Unmatched::Unknown => "Personne ne correspond dans l’annuaire",
        Unmatched::Several => "Plusieurs personnes de l’annuaire correspondent",
        Unmatched::Left => "La personne a quitté l’annuaire",
        Unmatched::OtherAuthority => "Le fournisseur ne vaut pas pour cette personne",
        Unmatched::Unverified => "Adresse de courriel non vérifiée",
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count < 2 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::{detail, visible};

    #[test]
    fn known_codes_are_shown_in_words() {
        let stored = "role=sender_announcement; extent=own_schools; people=1204; schools=1";
        assert_eq!(
            detail(stored),
            [
                "Rôle : Émetteur – publication d’annonce",
                "Chacun dans ses établissements",
                "1 204 personnes",
                "1 établissement"
            ]
        );
        assert_eq!(detail("path=/a?b=c; method=POST"), ["Page : /a?b=c", "Méthode : POST"]);
        assert_eq!(detail("format=csv; rows=2"), ["Format : CSV", "2 lignes"]);
        assert_eq!(detail("profiles=National_ENS, x"), ["Profil : Enseignant, x"]);
        assert_eq!(detail("right=administer_portal"), ["Droit manquant : Administrer le portail"]);
        assert_eq!(detail("reason=password"), ["Identifiant ou mot de passe incorrect"]);
        assert_eq!(detail("reason=several"), ["Plusieurs personnes de l’annuaire correspondent"]);
        assert_eq!(detail("space=3; feed=articles"), ["Espace n° 3", "Adresse des articles d’un espace"]);
        assert_eq!(detail("what=paused; count=2; entries=1"), ["Suspendu", "2 fois", "1 entrée"]);
        assert_eq!(
            detail("people=+1200 ~2 -0; dry_run=true"),
            ["Personnes ajoutées : 1 200, modifiées : 2, retirées : 0", "Essai, sans rien changer"]
        );
    }

    #[test]
    fn unknown_codes_are_shown_unchanged() {
        assert_eq!(
            detail("role=king; people=many; extent=; reason=?; x=y=z; word"),
            ["Rôle : king", "people=many", "extent=", "reason=?", "x=y=z", "word"]
        );
        assert_eq!(detail(""), [""; 0]);
        assert_eq!(detail("; ; "), [""; 0]);
    }

    #[test]
    fn hidden_characters_become_visible() {
        assert_eq!(visible("a\u{202e}b\0c\nd\u{200b}"), "a\u{fffd}b\u{2400}c\u{240a}d\u{fffd}");
        assert_eq!(visible("Élise 🎒 👩\u{200d}🏫"), "Élise 🎒 👩\u{fffd}🏫", "a joiner hides text, too");
        assert_eq!(detail("login=\u{202e}nimda"), ["Identifiant : \u{fffd}nimda"]);
    }
}
