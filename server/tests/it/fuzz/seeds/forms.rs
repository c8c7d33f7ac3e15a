use super::super::{agenda, dice::Dice, spaces};

/// Valid fields of a plain form; other names are added by chance.
pub fn fields(path: &str, dice: &mut Dice) -> Vec<(String, String)> {
    let long = "une phrase assez longue et sans lien";
    let fields: Vec<(&str, &str)> = match path {
        "/connexion" => vec![("identifiant", "parent"), ("mot_de_passe", "pas le bon")],
        "/connexion/code" => vec![("code", "123456")],
        "/communications/nouvelle" => compose(dice),
        "/mon-compte/second-facteur" => {
            vec![
                ("action", dice.pick(&["commencer", "annuler", "confirmer", "retirer", "codes"])),
                ("code", "123456"),
                ("actuel", "x"),
            ]
        }
        path if path.ends_with("/agenda/nouveau") || path.starts_with("/evenements/") => agenda::event(dice),
        path if path.ends_with("/agenda/flux") => vec![("action", dice.pick(&["renouveler", "revoquer"]))],
        "/mon-compte/courriel" => vec![("copies", dice.pick(&["oui", "non"]))],
        path if path.starts_with("/courriel/desinscription/") => {
            vec![("List-Unsubscribe", dice.pick(&["One-Click", ""]))]
        }
        "/administration/comptes/second-facteur" => vec![("action", "lever")],
        path if path.ends_with("/repondre") => vec![("cle", "fuzz-reponse"), ("reponse", long)],
        path if path.ends_with("/administrateur") => vec![("action", dice.pick(&["nommer", "retirer"]))],
        path if path.ends_with("/lien") => vec![("identifiant", "fuzz.fuzz")],
        path if path.starts_with("/mon-compte/mot") || path.starts_with("/mot-de-passe") => {
            vec![("actuel", "pas le bon"), ("nouveau", long), ("confirmation", long)]
        }
        path => with_files(path, dice),
    };
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// *Nouvelle communication*, for every channel.
fn compose(dice: &mut Dice) -> Vec<(&'static str, &'static str)> {
    vec![
        ("cle", "fuzz-formulaire"),
        (
            "action",
            dice.pick(&[
                "confirmer",
                "deployer",
                "ajouter-cible",
                "retirer-cible-1",
                "effacer",
                "reinitialiser",
            ]),
        ),
        ("cible", "1"),
        ("cible-1-profils", "National_ELV"),
        ("canal", dice.pick(&["announcement", "message", "news"])),
        ("type", "alert"),
        ("objet", "Sortie"),
        ("corps", "<p>Lundi</p>"),
        ("corps-texte", dice.pick(&["", "Lundi", "Mardi <b>soir</b>"])),
        ("envoi", dice.pick(&["maintenant", "plus-tard"])),
        ("envoi-date", "2026-10-06"),
        ("envoi-heure", "16:46"),
        ("accuse", "each"),
        ("texte", "Sortie au musée"),
        ("actualite-titre", "Exposition"),
        ("actualite-texte", "<p>Venez</p>"),
        ("actualite-debut", "2026-10-05"),
        ("actualite-fin", "2026-10-06"),
        ("image-texte", dice.pick(&["", "Une affiche", "IMG_2031"])),
        ("langue-texte", dice.pick(&["", "en", "ar", "fr", "xx"])),
        ("autre-langue", dice.pick(&["", "en", "ar", "fr", "xx"])),
        ("autre-titre", dice.pick(&["", "Trip"])),
        ("autre-texte", dice.pick(&["", "Monday <b>at 8</b>"])),
        ("periode-debut", "2026-10-05"),
        ("periode-fin", "2026-10-06"),
    ]
}

/// Forms that files belong to, and those of spaces.
fn with_files(path: &str, dice: &mut Dice) -> Vec<(&'static str, &'static str)> {
    match path {
        path if path.starts_with("/communications/images/") => {
            vec![("cle", "fuzz-00000001"), ("canal", "news"), ("actualite-titre", "Exposition")]
        }
        path if path.starts_with("/communications/pieces-jointes/") => {
            vec![("cle", "fuzz-00000001"), ("canal", "message"), ("objet", "Sortie au musée")]
        }
        path if path.ends_with("/corriger") => vec![
            ("action", dice.pick(&["demander", "modifier", "confirmer"])),
            ("version", dice.pick(&["0", "1", "x"])),
            ("texte", "Sortie au musée, corrigée"),
            ("lien", dice.pick(&["aucun", "externe", "article"])),
            ("lien-url", "https://ent.example/a"),
            ("prevenir", "oui"),
        ],
        "/administration/vacances" => vec![
            ("action", dice.pick(&["enregistrer", "livrees"])),
            ("periodes", dice.pick(&["17/10/2026 01/11/2026 Toussaint", "BEGIN:VCALENDAR", ""])),
        ],
        path if path.ends_with("/replier") => vec![("lu", dice.pick(&["oui", ""]))],
        path => spaces::fields(path, dice),
    }
}
