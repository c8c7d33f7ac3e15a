//! The frame of every page: menu, top bar, breadcrumb.

use super::numbers::number;
use crate::rooms::Shell;

pub(super) const SHELL: Shell = Shell {
    main_menu: "Main menu",
    quick_access: "Quick access",
    home: "Home",
    agenda: "Calendar",
    publication: "Publishing",
    targeted_communication: "Targeted communication",
    new_communication: "New communication",
    sent_communications: "Sent communications",
    received_communications: "Received communications",
    administration: "Administration",
    services: "Services",
    directory: "Directory",
    accounts: "Accounts",
    journal: "Activity log",
    messages: "Messages",
    skip_to_content: "Skip to content",
    menu: "Menu",
    close_menu: "Close the menu",
    my_account: "My account",
    sign_out: "Sign out",
    breadcrumb: "Breadcrumb",
    you_are_here: "You are here:",
    account_of,
    schools,
};

fn account_of(name: &str) -> String {
    format!("My account: {name}")
}

fn schools(names: &[String], further: u64) -> String {
    let text = names.join(" and ");
    match further {
        0 => text,
        1 => format!("{text} and 1 other school"),
        _ => format!("{text} and {} other schools", number(further)),
    }
}
