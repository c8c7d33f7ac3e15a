//! Accounts: passwords, second factors, sessions, and what a browser calls itself.

use domain::{
    access::view::Place,
    accounts::{Advice, MIN_PASSWORD_CHARACTERS, Strength, view::AccountState},
};

use super::targets::profile;
use crate::rooms::Accounts;

pub(super) const ACCOUNTS: Accounts = Accounts { state, place, verdict, device };

pub(super) const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::None => "Sans compte",
        AccountState::LinkSent => "Lien en attente",
        AccountState::Active => "Actif",
    }
}

/// *Enseignant, Mathématiques, Lycée Pierre et Marie Curie*
pub(super) fn place(place: &Place) -> String {
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

/// What the meter says of a password in the making: how strong it is, and what it still lacks.
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

/// *Firefox sur Windows*: what a browser says it is, as far as people call it by a name.
pub(super) fn device(user_agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    // Each claims to be those below it as well.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_name() {
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
