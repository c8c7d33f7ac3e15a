//! Accounts for a whole population: links by e-mail, and coupons to print.

use chrono::NaiveDateTime;
use domain::{
    accounts::batch::{BatchKind, Holder, NoLink, PopulationChoice, Sheet},
    directory::Profile,
};

use super::{
    criteria::profile_plural,
    dates::date,
    numbers::{number as figure, people},
    targets::profile as name_of,
};
use crate::rooms::{Batches, NoticeText};

pub(super) const BATCHES: Batches = Batches {
    title: "Comptes en nombre",
    open: "Ouvrir des comptes en nombre",
    about: "Pour une population d’un établissement, chacun reçoit un compte, et un lien par courriel ou un coupon à imprimer, avec lequel il choisit lui-même son mot de passe. Les administrateurs du portail n’en font jamais partie : leur lien se fait sur leur page.",
    choose: "Choisir la population",
    school: "Établissement",
    no_school: "Choisir un établissement",
    profile: "Profil",
    all_profiles: "Tous les profils",
    level: "Niveau",
    all_levels: "Tous les niveaux",
    class: "Classe",
    all_classes: "Toutes les classes",
    who: "Qui",
    never_came: "Qui ne s’est jamais connecté",
    everybody: "Tout le monde, même avec un compte",
    count: "Compter",
    chosen: "Population choisie",
    nobody: "Personne ne correspond à ce choix.",
    moved: "Le nombre de personnes n’est plus celui qui était affiché.",
    moved_next: "Rien n’a été fait. Vérifier le nombre, puis recommencer.",
    earlier: "Si un lien ou un coupon attend déjà l’une de ces personnes, le nouveau le remplace. Les mots de passe déjà choisis restent bons.",
    by_mail: "Liens par courriel",
    send: "Envoyer les liens par courriel",
    no_mail: "Ce portail n’envoie pas de courriel : les coupons restent possibles.",
    no_addresses: "L’annuaire n’a d’adresse de courriel pour aucune de ces personnes.",
    no_coupons: "Aucun coupon ne s’imprime pour ces personnes : leur compte ouvre des droits.",
    rights_about: "Pas de coupon pour un tel compte : une feuille égarée l’ouvrirait, et avec lui tous les envois aux familles. Sans demande contraire, pas de lien non plus : il se fait alors sur la page de chaque personne, dans les comptes.",
    coupons: "Coupons à imprimer",
    no_address: "Ce portail n’a pas d’adresse publique, il y manque un réglage du serveur (public_url).",
    no_address_next: "Les coupons porteront l’adresse par laquelle vous êtes venu ici. Vérifiez avant d’imprimer que les familles peuvent l’ouvrir.",
    coupons_about: "Un coupon par personne, rangés par classe et par nom, avec l’identifiant, un code et son image à photographier. Les comptes se préparent d’abord, puis les feuilles s’impriment.",
    prepare: "Imprimer les coupons",
    your_password: "Votre mot de passe, pour confirmer",
    last: "Derniers envois et coupons",
    none_yet: "Rien pour le moment.",
    made_by: "Demandé par",
    made_on: "Demandé le",
    people: "Personnes",
    state: "État",
    stopped: "Annulé",
    failed: "Interrompu",
    running: "En cours",
    ready: "Prêt",
    sent: "Envoyé",
    failed_about: "Le serveur de courriel n’a pas répondu assez longtemps : les derniers liens n’ont pas été envoyés. Recommencer pour ceux qui ne se sont jamais connectés.",
    running_about: "La page se met à jour d’elle-même, et tout continue si elle est fermée.",
    sheets: "Feuilles de coupons",
    sheets_about: "Les codes se font au moment d’imprimer et ne sont gardés nulle part : imprimer une feuille à nouveau fait d’autres codes, et ceux d’avant ne servent plus.",
    without_class: "Sans classe",
    make_sheet: "Afficher cette feuille, à imprimer",
    print_now: "Ces codes ne sont affichés qu’une fois",
    print_now_hint: "Imprimer cette page maintenant, avec la commande Imprimer du navigateur. Chaque coupon se découpe et se remet en main propre.",
    stop: "Annuler les liens",
    stop_about: "Les liens et les coupons qui n’ont pas encore servi ne serviront plus, et rien d’autre n’est envoyé. Les comptes restent.",
    stop_confirm: "Annuler les liens qui n’ont pas servi",
    stopped_now: "Les liens sont annulés.",
    stopped_next: "Pour en faire d’autres, choisir à nouveau la population.",
    left_out: "Sans lien",
    coupon_login: "Identifiant",
    coupon_code: "Code",
    coupon_title: "Utiliser mon coupon",
    coupon_about: "Le code du coupon permet de choisir son mot de passe, une seule fois.",
    coupon_field: "Code du coupon",
    coupon_hint: "Seize lettres et chiffres, en quatre groupes.",
    coupon_go: "Choisir mon mot de passe",
    have_coupon: "J’ai reçu un coupon avec un code",
    number,
    kind,
    counted,
    with_rights,
    include_rights,
    too_many,
    send_about,
    described,
    prepared,
    letters,
    printed,
    sheet,
    printed_before,
    no_link,
    coupon_who,
    coupon_steps,
    coupon_valid,
};

fn number(number: i64) -> String {
    format!("Lot n° {number}")
}

const fn kind(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Mail => "Liens par courriel",
        BatchKind::Print => "Coupons à imprimer",
    }
}

fn counted(all: u64, with_address: u64) -> String {
    let reached = if with_address < 2 { "a une adresse" } else { "ont une adresse" };
    format!("{}, dont {} {reached} de courriel", people(all), figure(with_address))
}

fn with_rights(count: u64) -> String {
    let have = if count < 2 { "a un compte qui ouvre" } else { "ont un compte qui ouvre" };
    format!("{} de plus {have} des droits (direction, émetteurs) :", people(count))
}

fn include_rights(count: u64) -> String {
    format!(
        "Écrire aussi à {} dont le compte ouvre des droits, à l’adresse professionnelle de l’annuaire",
        people(count)
    )
}

fn too_many(most: u64) -> String {
    format!(
        "C’est trop pour une fois : choisir un profil, un niveau ou une classe, {} au plus.",
        people(most)
    )
}

fn send_about(all: u64, days: i64) -> String {
    let letters = if all < 2 { "partira" } else { "partiront" };
    let noun = if all < 2 { "courriel" } else { "courriels" };
    format!(
        "{} {noun} {letters}, après les copies d’alertes et de messages. Chaque lien sert une fois, pendant {days} jours.",
        figure(all)
    )
}

fn described(choice: &PopulationChoice) -> String {
    let profile = choice.profile().map_or("", |profile| profile_plural(profile));
    let who = if choice.is_everybody() { "tout le monde" } else { "jamais connectés" };
    let rights = if choice.includes_rights() { "y compris les comptes qui ouvrent des droits" } else { "" };
    let parts = [profile, choice.level.as_str(), choice.class.as_str(), who, rights];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn prepared(done: u64, all: u64) -> String {
    format!("Comptes prêts : {} sur {}", figure(done), figure(all))
}

fn letters(done: u64, all: u64) -> String {
    format!("Courriels partis : {} sur {}", figure(done), figure(all))
}

fn printed(done: u64, all: u64) -> String {
    format!("Coupons imprimés : {} sur {}", figure(done), figure(all))
}

fn sheet(sheet: &Sheet) -> String {
    let class = |name: &str| if name.is_empty() { BATCHES.without_class.to_owned() } else { name.to_owned() };
    let classes = if sheet.from == sheet.to {
        class(&sheet.from)
    } else {
        format!("{} à {}", class(&sheet.from), class(&sheet.to))
    };
    let coupons = if sheet.coupons < 2 { "coupon" } else { "coupons" };
    format!("{classes}, {} {coupons}", figure(sheet.coupons))
}

fn printed_before(count: u64) -> String {
    let made = if count < 2 { "coupon déjà imprimé" } else { "coupons déjà imprimés" };
    format!("{} {made}", figure(count))
}

const fn no_link(why: NoLink) -> &'static str {
    match why {
        NoLink::Gone => "a quitté l’annuaire, administre le portail, ou a une autre fiche",
        NoLink::Rights => "son compte ouvre des droits : ni coupon, ni lien sans demande expresse",
        NoLink::Came => "s’est connecté entre-temps",
        NoLink::NoAddress => "n’a plus d’adresse de courriel",
        NoLink::Refused => "adresse refusée par le serveur de courriel",
        NoLink::GivenUp => "le courriel n’a pas pu partir, malgré plusieurs essais",
    }
}

fn coupon_who(holder: &Holder) -> String {
    let said = |profile: &Profile| match profile {
        Profile::Student if holder.class.is_empty() => "élève".to_owned(),
        Profile::Student => format!("élève, {}", holder.class),
        Profile::Parent if holder.children.is_empty() => "parent".to_owned(),
        Profile::Parent => format!("parent de {}", children(&holder.children)),
        // The work, which has no gender.
        Profile::Teacher => "équipe enseignante".to_owned(),
        Profile::Librarian => "centre de documentation".to_owned(),
        other => name_of(*other).to_lowercase(),
    };
    holder.profiles.iter().map(said).collect::<Vec<_>>().join(", ")
}

/// `Léa Martin (5e A), Tom Martin`
fn children(children: &[(String, String)]) -> String {
    let child = |(name, class): &(String, String)| match class.as_str() {
        "" => name.clone(),
        class => format!("{name} ({class})"),
    };
    children.iter().map(child).collect::<Vec<_>>().join(", ")
}

fn coupon_steps(address: &str) -> String {
    format!("Ouvrir {address}, saisir le code et choisir un mot de passe, ou photographier l’image.")
}

fn coupon_valid(until: NaiveDateTime) -> String {
    format!("Personnel, sert une fois, jusqu’au {}.", date(until.date()))
}

/// To the administrators of the portal: a batch was stopped without them.
pub(super) fn links_stopped(school: &str, by: &str) -> NoticeText {
    NoticeText {
        subject: format!("Comptes en nombre arrêtés : {school}"),
        paragraphs: vec![
            format!("{by} avait ouvert des comptes en nombre pour « {school} » et n’administre plus le portail."),
            "La préparation et les envois sont arrêtés, et les liens et coupons qui n’ont pas servi ne valent plus \
             rien. Les comptes restent ; recommencez pour ceux qui ne sont pas encore entrés."
                .to_owned(),
        ],
    }
}
