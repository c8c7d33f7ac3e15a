//! The frame of every page: menu, top bar, breadcrumb.

use crate::rooms::Shell;

pub(super) const SHELL: Shell = Shell {
    main_menu: "Menu principal",
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
    my_account: "Mon compte",
    sign_out: "Se déconnecter",
    breadcrumb: "Fil d’Ariane",
    you_are_here: "Vous êtes ici :",
    account_of,
};

fn account_of(name: &str) -> String {
    format!("Mon compte : {name}")
}
