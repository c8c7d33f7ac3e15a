//! The frame of every page: menu, top bar, breadcrumb.

use super::numbers::number;
use crate::rooms::Shell;

pub(super) const SHELL: Shell = Shell {
    main_menu: "Menu principal",
    quick_access: "Accès rapide",
    home: "Accueil",
    agenda: "Agenda",
    publication: "Publication",
    targeted_communication: "Communication ciblée",
    new_communication: "Nouvelle Communication",
    sent_communications: "Communications émises",
    received_communications: "Communications reçues",
    administration: "Administration",
    services: "Services",
    directory: "Annuaire",
    accounts: "Comptes",
    journal: "Journal",
    messages: "Messagerie",
    skip_to_content: "Aller au contenu",
    menu: "Menu",
    close_menu: "Fermer le menu",
    my_account: "Mon compte",
    sign_out: "Se déconnecter",
    breadcrumb: "Fil d’Ariane",
    you_are_here: "Vous êtes ici :",
    account_of,
    schools,
};

fn account_of(name: &str) -> String {
    format!("Mon compte : {name}")
}

fn schools(names: &[String], further: u64) -> String {
    let text = names.join(" et ");
    match further {
        0 => text,
        1 => format!("{text} et 1 autre établissement"),
        _ => format!("{text} et {} autres établissements", number(further)),
    }
}

#[cfg(test)]
mod tests {
    use super::schools;

    #[test]
    fn no_school_stands_for_all() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        for (named, others, said) in [
            (&[][..], 0, ""),
            (&["Lycée Curie"][..], 0, "Lycée Curie"),
            (&["Lycée Curie", "Collège Pasteur"][..], 0, "Lycée Curie et Collège Pasteur"),
            (&["Lycée Curie"][..], 2, "Lycée Curie et 2 autres établissements"),
        ] {
            assert_eq!(schools(&names(named), others), said);
        }
    }
}
