//! The directory and its imports.

use domain::{
    access::{Population, Role},
    directory::{Loss, LossKind, Profile, RowRefusal, Sign},
    targets::NameKind,
};

use super::{
    access::role,
    import_news::{appeared, arrival, moved, vanished},
    import_refusals::refusal,
    numbers::{number, people},
    population::population,
    targets::profile,
};
use crate::rooms::Directory;

pub(super) const DIRECTORY: Directory = Directory {
    about_schools: "Les établissements ; sans ce fichier, ils restent ceux de l’annuaire.",
    about_people: "Les personnes.",
    about_memberships: "Qui est dans quel établissement, avec quel profil.",
    about_families: "Les parents et leurs enfants ; sans ce fichier, les liens restent ce qu’ils sont.",
    import_heading: "Importer l’annuaire",
    import_hint: "Quatre fichiers, CSV ou classeurs .xlsx, décrivent tout l’annuaire. Vous y figurez aussi, avec l’identifiant que vous avez déjà : il faut toujours un administrateur du portail. L’import est entier ou n’a pas lieu : une seule ligne refusée, et rien ne change.",
    import_after_trial: "Après un essai, vos fichiers sont gardés une heure, jusqu’à 100 Mo : un bouton les importe sans que vous les choisissiez de nouveau.",
    kept_heading: "Mêmes fichiers",
    kept_hint: "Vos fichiers sont gardés une heure, pour vous seul : rien n’est à choisir de nouveau.",
    kept_import: "Importer ces fichiers",
    trial_again: "L’annuaire a changé depuis votre essai : rien n’a été importé.",
    trial_again_next: "Voici ce que vos fichiers changeraient à présent.",
    nothing_changed_kept: "Rien n’a été changé. Pour importer ces fichiers, un bouton est plus bas.",
    large_removal_kept: "Rien n’a encore changé. Pour importer ces fichiers quand même, saisissez plus bas le nombre demandé.",
    try_only: "Essayer sans rien changer",
    import_button: "Importer",
    authority_unknown: "Collectivité à renseigner",
    remarks: "Remarques",
    remarks_hint: "Ces enregistrements sont laissés de côté ou à vérifier ; le reste est pris en compte.",
    delivery_heading: "Importer les fichiers d’un autre logiciel",
    delivery_hint: "AAF, SIECLE et STS-WEB, ONDE ou OneRoster : tous les fichiers d’une même livraison, ou leur archive .zip. Ils sont reconnus à leur contenu. Elle vaut pour les établissements de ses élèves (AAF), tout l’établissement (SIECLE, STS-WEB, ONDE) ou tous les usagers du même paquet (OneRoster) : les personnes qui n’y figurent plus sont retirées ; toutes les autres restent.",
    delivery_files: "Fichiers de la livraison",
    delivery_school: "Code UAI de l’école, pour ONDE seulement",
    delivery_in_charge: "Compter aussi les personnes en charge parmi les parents",
    optional: " (facultatif)",
    model_file: "Modèle à remplir :",
    columns: "Colonnes :",
    title: "Annuaire",
    last_import: "Dernier import : ",
    in_directory: "dans l’annuaire",
    running: "Import en cours",
    running_hint: "L’import continue même si vous quittez cette page ; revenez-y pour lire son résultat.",
    correct_and_resend: "Corrigez, puis renvoyez tous les fichiers.",
    trial_refused: "Essai refusé",
    import_refused: "Import refusé",
    trial_result: "Résultat de l’essai",
    import_suspended: "Import suspendu",
    up_to_date: "L’annuaire est à jour.",
    import_done: "Import terminé",
    files_correct: "Les fichiers sont corrects.",
    nothing_changed: "Rien n’a été changé. Pour importer, choisissez à nouveau les fichiers.",
    large_removal: "À confirmer avant d’importer",
    large_removal_hint: "Rien n’a encore changé. Pour importer quand même, choisissez à nouveau les fichiers et saisissez le nombre demandé au-dessous d’eux.",
    removal_incomplete: "Un fichier est peut-être incomplet, ou n’est pas le bon.",
    removal_changed: "Ce n’est peut-être pas le bon fichier, ou l’une de ses colonnes a changé.",
    removal_mistyped: "Le nombre saisi n’est pas celui que demandent ces fichiers.",
    without_head: "Établissements sans chef",
    vanished_names: "Noms que plus personne ne porte",
    vanished_hint: "Les communications et les droits qui les visent n’atteindront plus personne.",
    appeared_names: "Noms que personne ne portait",
    appeared_hint: "Une faute de frappe en crée aussi : la personne n’est alors pas dans la classe voulue.",
    people_nowhere: "Personnes qui arrivent sans établissement ni enfant",
    people_come: "Personnes qui arrivent",
    people_go: "Personnes qui partent",
    people_renamed: "Personnes qui changent de nom",
    people_moved: "Personnes qui changent de place",
    records_end: "Fiches qui ne sont plus réunies",
    records_end_hint: "La fiche dont le compte servait quitte l’annuaire. L’autre retrouve ses rattachements, ses messages et son compte ; le journal le note.",
    people_moved_hint: "Niveau, classe, groupe, fonction ou établissement. Les parents suivent leurs enfants.",
    losing_communications: "Communications en cours ou à venir qui perdent leur sens",
    losing_communications_hint: "Dans un de leurs établissements au moins, plus personne ne portera ces noms.",
    losing_grants: "Droits qui perdent leur sens",
    losing_spaces: "Espaces qui perdent leur sens",
    losing_grants_hint: "Plus personne n’appartiendra à ces populations par ces noms.",
    interrupted: "Le serveur s’est arrêté pendant l’import.",
    failed: "L’import s’est arrêté sur une erreur de notre côté.",
    never_halfway: "L’annuaire n’est jamais importé à moitié. Refaites un essai : il dira ce qui reste à changer.",
    import_interrupted: "Import interrompu",
    imports_title: "Imports",
    imports_hint: "Les dix derniers imports et essais, le plus récent d’abord, et toujours celui qui peut être annulé. Le dernier import qui a changé l’annuaire peut l’être, tant qu’aucune fiche n’a été réunie ou séparée depuis.",
    no_imports: "Aucun import n’a encore eu lieu.",
    folder_heading: "Importer le dossier de la nuit",
    folder_hint: "Les fichiers sont lus dans le dossier tels qu’ils sont maintenant ; rien n’est à choisir ici.",
    by_night: "import de nuit",
    nights: "Dernières nuits",
    night_unchanged: "Fichiers inchangés, rien à faire",
    night_unreadable: "Dossier illisible",
    files_read: "Fichiers lus",
    sha256: "empreinte SHA-256",
    matches_title: "Rapprochements",
    matches_hint: "Dans ces fichiers d’ONDE, un responsable nomme un enfant qui peut être l’un de plusieurs élèves. Rien n’est deviné : vos choix sont retenus, et l’import suivant des fichiers de l’école les applique.",
    matches_none: "Aucun enfant n’attend de décision.",
    matches_child: "Enfant nommé dans le fichier",
    matches_nobody: "Aucun de ces élèves",
    matches_later: "Ne pas décider maintenant",
    matches_save: "Enregistrer les choix",
    matches_kept: "Vos choix sont enregistrés.",
    matches_next: "Importez à nouveau les fichiers de l’école pour les appliquer.",
    undo_import: "Annuler cet import",
    undo_confirm: "Annuler l’import",
    undone: "Import annulé",
    undone_now: "L’import est annulé.",
    undone_next: "L’annuaire est de nouveau celui d’avant.",
    past_runs: "Derniers imports",
    tried: "Essai",
    command_line: "ligne de commande",
    by_file: "Par fichier",
    file: "Fichier",
    added: "Ajoutés",
    changed: "Modifiés",
    removed: "Retirés",
    unchanged: "Inchangés",
    refused_lines: "Lignes refusées",
    line: "Ligne",
    column: "Colonne ou fiche",
    reason: "Raison",
    people_title: "Personnes",
    people_link: "Parcourir et chercher les personnes",
    people_hint: "Qui est où, depuis quand, et avec quel compte. Les personnes qui ont quitté l’annuaire n’y sont plus.",
    people_name: "Nom ou prénom",
    people_school: "Établissement : nom, ville ou code UAI",
    people_since: "Dans l’annuaire depuis",
    people_since_unknown: "Date non connue",
    people_more_places: "et d’autres",
    people_never: "Jamais connecté",
    people_none: "Personne ne correspond à cette recherche.",
    people_too_many: "Trop d’établissements correspondent à cette recherche : préciser le nom, la ville ou le code UAI.",
    records_title: "Une personne, plusieurs fiches",
    records_link: "Personnes qui ont plusieurs fiches",
    records_hint: "Une même personne peut avoir plusieurs fiches : enseignante et mère d’élève, dans deux académies, ou venue de deux logiciels. Rien n’est réuni sans vous. Les noms que plus de 50 personnes portent ne sont comparés qu’en partie, et 40 paires d’un même nom sont proposées à la fois : les suivantes viennent quand celles-ci sont décidées.",
    records_done: "C’est enregistré.",
    records_done_hint: "Les droits, les messages et ce que voit la personne en tiennent compte dès maintenant.",
    records_none: "Aucune autre paire de fiches ne semble être une même personne.",
    records_more: "Propositions suivantes",
    records_from_start: "Revenir au début",
    records_stays: "Ce compte resterait",
    records_closed: "Ce compte serait fermé",
    records_identifier: "Identifiant dans l’annuaire",
    records_email: "Courriel",
    records_login: "Compte",
    records_no_account: "Aucun compte",
    records_signed_in: "Dernière connexion",
    records_places: "Rattachements",
    records_no_place: "Aucun rattachement",
    records_family: "Famille",
    records_same: "C’est la même personne",
    records_same_question: "Les rattachements, les messages et les droits des deux fiches seront réunis sous le premier compte. L’autre compte sera fermé ; vous pourrez séparer les fiches.",
    records_apart: "Ce sont deux personnes",
    records_cannot: "Ces deux fiches ne peuvent pas être réunies : un élève et un adulte, un parent et son enfant, deux administrateurs du portail, deux personnes qui ont déjà plusieurs fiches, ou une fiche déjà réunie à une autre.",
    records_ask: "Comparer deux fiches",
    records_ask_hint: "Saisissez les identifiants des deux fiches, comme dans l’annuaire.",
    records_first: "Identifiant de la première fiche",
    records_second: "Identifiant de la seconde fiche",
    records_compare: "Comparer",
    records_unknown: "Aucune fiche n’a cet identifiant.",
    records_twice: "C’est deux fois la même fiche. Indiquez-en une autre.",
    records_details: "Comparer les deux fiches",
    record_details: "Voir la fiche",
    records_joined: "Fiches réunies",
    records_nobody_joined: "Aucune fiche n’est réunie à une autre.",
    records_separate: "Séparer",
    records_separate_question: "Chaque fiche retrouvera ses rattachements, ses messages et son compte, avec son mot de passe.",
    records_sign,
    records_place,
    records_joined_to,
    records_separated,
    confirm_removal,
    step,
    matches_open,
    first_of,
    lines_refused,
    refusals_counted,
    remarks_counted,
    people_changed,
    loss,
    headed,
    renamed,
    moved,
    losing_communication,
    losing_grant,
    undo_question,
    vanished,
    appeared,
    arrival,
    refusal,
    refused,
};

fn records_sign(sign: Sign) -> String {
    let said = match sign {
        Sign::Address => "même courriel",
        Sign::School => "même établissement, dans deux sources",
        Sign::ParentAndStaff => "parent d’élève et personnel du même établissement",
    };
    said.to_owned()
}

fn records_place(of: Profile, detail: &str, school: &str) -> String {
    let detail = if detail.is_empty() { String::new() } else { format!(", {detail}") };
    format!("{}{detail} – {school}", profile(of))
}

fn records_joined_to(main: &str) -> String {
    format!("Réunie à {main}")
}

fn records_separated(record: &str, main: &str) -> String {
    format!("{record}, qui était réunie à {main}")
}

fn confirm_removal(confirmation: u64) -> String {
    format!("J’ai vérifié. Pour confirmer, saisissez le nombre {}", number(confirmation))
}

/// `Étape 1 sur 3 : lecture des fichiers`; the argument counts from 0.
fn step(step: usize) -> String {
    let steps = ["lecture des fichiers", "comparaison avec l’annuaire", "écriture des changements"];
    let step = step.min(steps.len() - 1);
    format!("Étape {} sur {} : {}", step + 1, steps.len(), steps[step])
}

fn matches_open(count: u64) -> String {
    match count {
        1 => "Rapprochements : 1 enfant attend une décision".to_owned(),
        _ => format!("Rapprochements : {} enfants attendent une décision", number(count)),
    }
}

fn first_of(listed: u64, total: u64) -> String {
    format!("Les {} premières sur {}.", number(listed), number(total))
}

fn lines_refused(count: u64) -> String {
    let lines = if count < 2 {
        "1 ligne est refusée".to_owned()
    } else {
        format!("{} lignes sont refusées", number(count))
    };
    format!("{lines} : rien n’a été importé.")
}

fn refusals_counted(count: u64) -> String {
    format!("{} refus : rien n’a été importé.", number(count))
}

fn remarks_counted(count: u64) -> String {
    if count < 2 { "1 remarque".to_owned() } else { format!("{} remarques", number(count)) }
}

fn people_changed(added: u64, changed: u64, removed: u64) -> String {
    let [added, changed, removed] = [added, changed, removed].map(number);
    format!("Personnes ajoutées : {added}, modifiées : {changed}, retirées : {removed}.")
}

/// What more than a tenth of something would lose.
fn loss(loss: &Loss) -> String {
    let percent = loss.lost.saturating_mul(100) / loss.out_of.max(1);
    let share = format!("{} sur {} ({percent} %)", number(loss.lost), number(loss.out_of));
    let school = loss.school.as_deref().unwrap_or_default();
    let [come, stay] = [loss.lost, loss.out_of].map(people);
    match loss.kind {
        LossKind::People => format!("Personnes retirées : {share}"),
        LossKind::Renamed => format!("Personnes renommées : {share}"),
        LossKind::Addresses => format!("Adresses de courriel changées ou effacées : {share}"),
        LossKind::RoleHolders => format!("Titulaires de rôles qui partent : {share}"),
        LossKind::Memberships => format!("Rattachements retirés : {share}"),
        LossKind::FamilyLinks => format!("Liens entre parents et enfants retirés : {share}"),
        LossKind::Heads => format!("Établissements qui n’ont plus de chef : {share}"),
        LossKind::Authorities => format!("Établissements qui changent de collectivité : {share} – {school}"),
        LossKind::School => format!("{school} : rattachements retirés, {share}"),
        LossKind::Classes => format!("Rattachements qui perdent leur classe et leur groupe : {share}"),
        LossKind::Levels => format!("Rattachements qui perdent leur niveau ou leur sous-niveau : {share}"),
        LossKind::Functions => format!("Rattachements qui perdent leur fonction : {share}"),
        LossKind::Subjects => format!("Rattachements qui perdent leur discipline : {share}"),
        LossKind::OtherSchools => format!(
            "Aucun établissement de cette livraison n’est encore connu ; {come} y figurent, à côté des {stay} qui restent de la même académie : est-ce le bon fichier ?"
        ),
    }
}

/// The count stands in parentheses.
fn headed(heading: &str, count: u64) -> String {
    format!("{heading} ({})", number(count))
}

fn renamed(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}

/// `Niveau « 6e », Classe « 6e 2 »`
fn named(names: &[(NameKind, &str)]) -> String {
    names.iter().map(|(of, name)| vanished(*of, name)).collect::<Vec<_>>().join(", ")
}

fn losing_communication(title: &str, names: &[(NameKind, &str)]) -> String {
    format!("{title} : {}", named(names))
}

fn losing_grant(of: Role, to: &Population, scope: &str, names: &[(NameKind, &str)]) -> String {
    format!("{}, {} ({scope}) : {}", role(of), population(to), named(names))
}

/// Labels and numbers, so that no plural is needed.
fn undo_question(added: [u64; 4], changed: [u64; 2], removed: [u64; 4]) -> String {
    let labels = ["établissements", "personnes", "rattachements", "liens entre parents et enfants"];
    let listed = |counts: &[u64]| {
        let some = labels.iter().zip(counts).filter(|(_, count)| **count > 0);
        some.map(|(label, count)| format!("{label} {}", number(*count))).collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("Reviennent", listed(&removed)),
        ("Partent", listed(&added)),
        ("Reprennent leur état d’avant", listed(&changed)),
    ];
    let mut sentences: Vec<String> = parts
        .into_iter()
        .filter(|(_, counts)| !counts.is_empty())
        .map(|(what, counts)| format!("{what} : {counts}."))
        .collect();
    sentences.push(
        "Ce qui a été envoyé reste envoyé ; les personnes qui reviennent se connectent à nouveau.".to_owned(),
    );
    sentences.join(" ")
}

/// `usagers.csv, ligne 12, colonne courriel : …`; in files of other programs the place may be a record.
fn refused(file: &str, line: Option<u64>, column: Option<&str>, why: &RowRefusal) -> String {
    let line = line.map(|line| format!(", ligne {line}")).unwrap_or_default();
    let named = if matches!(why, RowRefusal::Delivery(_)) { "" } else { "colonne " };
    let column = column.map(|column| format!(", {named}{column}")).unwrap_or_default();
    format!("{file}{line}{column} : {}", refusal(why))
}
