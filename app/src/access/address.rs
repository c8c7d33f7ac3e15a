//! The scope, the tab and the filter in the address.

use domain::{
    RequestId,
    access::{Scope, view::HoldersFilter},
};

use crate::{components::address, words};

pub const PATH: &str = "/administration/services/communication-ciblee";
/// The form that makes a school send copies by e-mail to those who chose nothing.
pub const COPIES: &str = "/administration/services/communication-ciblee/copies";
/// The form that makes a school show names behind figures.
pub const NAMES: &str = "/administration/services/communication-ciblee/noms";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// *Informations générales*
    #[default]
    Overview,
    /// *Accès population*
    Population,
    /// *Accès utilisateur*
    Person,
}

impl Tab {
    pub const ALL: [Self; 3] = [Self::Overview, Self::Population, Self::Person];

    /// Empty for the default tab.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Population => "population",
            Self::Person => "utilisateur",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => words().access.overview_tab,
            Self::Population => words().access.population_tab,
            Self::Person => words().access.person_tab,
        }
    }
}

/// The scope, tab and filter that an address names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessQuery {
    pub tab: Tab,
    pub filter: HoldersFilter,
    /// The request for a role that fills in the form.
    pub request: Option<RequestId>,
    /// What was just done without scripts.
    pub done: String,
}

pub fn read(get: impl Fn(&str) -> Option<String>) -> AccessQuery {
    let text = |name: &str| get(name).unwrap_or_default().trim().to_owned();
    let tab = text("onglet");
    AccessQuery {
        tab: Tab::ALL.into_iter().find(|known| known.code() == tab).unwrap_or_default(),
        filter: HoldersFilter {
            scope: text("perimetre"),
            role: text("role"),
            search: text("q"),
            page: text("page").parse().unwrap_or(1).max(1),
        },
        request: text("demande").parse().ok(),
        done: text("fait"),
    }
}

pub fn of_tab(scope: Scope, tab: Tab) -> String {
    address(PATH, &[("perimetre", &scope.to_string()), ("onglet", tab.code())])
}

/// The address of one page of the same list of holders, where the list begins.
pub fn of_holders(scope: Scope, filter: &HoldersFilter, page: u32) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let scope = scope.to_string();
    let query =
        [("perimetre", scope.as_str()), ("role", &filter.role), ("q", &filter.search), ("page", &page)];
    format!("{}#titre-qui", address(PATH, &query))
}

#[cfg(test)]
mod tests {
    use domain::{EstablishmentId, access::Scope};

    use super::{Tab, of_holders, of_tab, read};

    #[test]
    fn an_address_reads_back() {
        let asked = read(|name| match name {
            "perimetre" => Some(" etablissement-7 ".into()),
            "onglet" => Some("utilisateur".into()),
            "role" => Some("sender_news".into()),
            "q" => Some("L’Hôpital & fils".into()),
            "page" => Some("0".into()),
            _ => None,
        });
        assert_eq!((asked.tab, asked.filter.page), (Tab::Person, 1));
        assert_eq!(asked.filter.scope, "etablissement-7");
        let scope = Scope::Establishment(EstablishmentId(7));
        assert_eq!(of_tab(scope, Tab::Overview), format!("{}?perimetre=etablissement-7", super::PATH));
        assert!(of_tab(scope, Tab::Population).ends_with("&onglet=population"));
        let second = of_holders(scope, &asked.filter, 2);
        assert!(
            second.ends_with("&role=sender_news&q=L%E2%80%99H%C3%B4pital%20%26%20fils&page=2#titre-qui"),
            "{second}"
        );
        assert_eq!(read(|_| Some("n’importe quoi".into())).tab, Tab::Overview);
    }
}
