//! *Mentions légales* and *Accessibilité*: what the portal's administrator says on these pages, which
//! everybody may read.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    civil::parse_day,
    fields::{FieldErrors, FieldProblem, optional_text},
};

/// The most characters of a text.
pub const MAX_TEXT: usize = 2_000;

/// The fields of the audit, which is the same in every language.
pub const RATE: &str = "taux";
pub const AUDITED_ON: &str = "audit-le";

/// For how long an audit counts.
const VALID: Months = Months::new(36);

values::coded! {
    /// A page that the administrator fills.
    LegalPage {
        Notice => "mentions",
        Accessibility => "accessibilite",
    }

    /// A text of one of these pages. The code is the field of the form, too.
    LegalText {
        Publisher => "editeur",
        Director => "directeur",
        Host => "hebergeur",
        Contact => "contact",
        PersonalData => "donnees",
        /// Whose declaration it is.
        Body => "organisme",
        /// The plan of several years, and the one of this year.
        Scheme => "schema",
        ActionPlan => "plan",
        Scope => "champ",
        Results => "resultats",
        NonConformities => "non-conformites",
        Burden => "derogations",
        Exempt => "exemptions",
        Established => "etablie",
        Technologies => "technologies",
        Environment => "environnement",
        Tools => "outils",
        Checked => "verifiees",
        Feedback => "signalement",
    }

    /// What the law calls the state of the portal.
    #[derive(Default)]
    Conformity {
        Full => "totale",
        Partial => "partielle",
        /// Also without an audit that still counts.
        #[default]
        NotReached => "non",
    }
}

impl LegalPage {
    /// Where everybody reads it.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Notice => "/mentions-legales",
            Self::Accessibility => "/accessibilite",
        }
    }
}

impl LegalText {
    #[must_use]
    pub const fn page(self) -> LegalPage {
        match self {
            Self::Publisher | Self::Director | Self::Host | Self::Contact | Self::PersonalData => {
                LegalPage::Notice
            }
            _ => LegalPage::Accessibility,
        }
    }

    /// The texts of a page, in the order of the page.
    pub fn of(page: LegalPage) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |text| text.page() == page)
    }
}

/// The last audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// Whole percent of the criteria that are met.
    pub rate: u32,
    #[serde(deserialize_with = "crate::civil::day")]
    pub on: NaiveDate,
}

impl Audit {
    /// Nothing was typed, or both the rate and the day.
    fn parse(rate: &str, on: &str, errors: &mut FieldErrors) -> Option<Self> {
        let (rate, on) = (rate.trim(), on.trim());
        if rate.is_empty() && on.is_empty() {
            return None;
        }
        let read = rate.parse::<u32>().ok().filter(|rate| *rate <= 100);
        let rate = errors.keep(RATE, read.ok_or(FieldProblem::NotANumber { min: 0, max: 100 }));
        let on = errors.keep(AUDITED_ON, parse_day(on).ok_or(FieldProblem::NotADate));
        Some(Self { rate: rate?, on: on? })
    }
}

/// What was written, in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LegalTexts {
    /// By the code of a language.
    texts: BTreeMap<String, BTreeMap<LegalText, String>>,
    audit: Option<Audit>,
}

impl LegalTexts {
    /// What was written in this language; empty if nothing was.
    pub fn written(&self, language: &str, text: LegalText) -> &str {
        self.texts.get(language).and_then(|texts| texts.get(&text)).map_or("", String::as_str)
    }

    /// For a reader of this language: the code of the language in which it was written, and the text.
    /// What was not written in their own language is shown in another one.
    pub fn shown(&self, language: &str, text: LegalText) -> Option<(&str, &str)> {
        let own = self.texts.get_key_value(language);
        own.into_iter()
            .chain(self.texts.iter().filter(|(other, _)| *other != language))
            .find_map(|(language, texts)| Some((language.as_str(), texts.get(&text)?.as_str())))
    }

    pub const fn audit(&self) -> Option<Audit> {
        self.audit
    }

    /// As the law counts: an audit is valid for three years, and without a valid one nothing conforms.
    pub fn conformity(&self, today: NaiveDate) -> Conformity {
        let counts = |audit: &Audit| {
            let ends = audit.on.checked_add_months(VALID);
            audit.on <= today && ends.is_some_and(|ends| today < ends)
        };
        match self.audit.filter(counts) {
            Some(Audit { rate: 100, .. }) => Conformity::Full,
            Some(Audit { rate: 50..=99, .. }) => Conformity::Partial,
            _ => Conformity::NotReached,
        }
    }

    /// With the form of a page in a language; `typed` returns what stands in a field.
    ///
    /// # Errors
    /// [`FieldProblem`] for each field, under its code.
    pub fn with(
        &self,
        page: LegalPage,
        language: &str,
        typed: impl Fn(&str) -> String,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut changed = self.clone();
        let texts = changed.texts.entry(language.to_owned()).or_default();
        for text in LegalText::of(page) {
            match errors.keep(text.code(), optional_text(&typed(text.code()), MAX_TEXT)) {
                Some(written) if !written.is_empty() => texts.insert(text, written),
                _ => texts.remove(&text),
            };
        }
        if page == LegalPage::Accessibility {
            changed.audit = Audit::parse(&typed(RATE), &typed(AUDITED_ON), &mut errors);
        }
        if errors.is_empty() { Ok(changed) } else { Err(errors) }
    }
}

/// What the pages show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalView {
    pub texts: LegalTexts,
    /// Today.
    pub conformity: Conformity,
}

#[cfg(test)]
mod tests {
    use super::{AUDITED_ON, Conformity, LegalPage, LegalText, LegalTexts, MAX_TEXT, RATE, parse_day};

    fn audited(rate: &str, on: &str) -> LegalTexts {
        let typed = |field: &str| match field {
            RATE => rate.to_owned(),
            AUDITED_ON => on.to_owned(),
            _ => String::new(),
        };
        LegalTexts::default().with(LegalPage::Accessibility, "fr", typed).expect("an audit")
    }

    #[test]
    fn without_a_valid_audit_nothing_conforms() {
        let today = parse_day("2026-10-05").expect("a day");
        for (rate, on, expected) in [
            ("", "", Conformity::NotReached),
            ("100", "2026-10-05", Conformity::Full),
            ("99", "2026-09-01", Conformity::Partial),
            ("50", "2023-10-06", Conformity::Partial),
            ("100", "2023-10-05", Conformity::NotReached),
            ("49", "2026-09-01", Conformity::NotReached),
            ("100", "2026-10-06", Conformity::NotReached),
        ] {
            assert_eq!(audited(rate, on).conformity(today), expected, "{rate} on {on}");
        }
    }

    #[test]
    fn an_audit_has_a_rate_and_a_day() {
        for (rate, on, wrong) in
            [("101", "2026-10-05", RATE), ("x", "2026-10-05", RATE), ("70", "", AUDITED_ON)]
        {
            let typed = |field: &str| match field {
                RATE => rate.to_owned(),
                AUDITED_ON => on.to_owned(),
                _ => String::new(),
            };
            let refused = LegalTexts::default().with(LegalPage::Accessibility, "fr", typed);
            let errors = refused.expect_err("refused");
            assert_eq!(errors.0.keys().collect::<Vec<_>>(), [wrong], "{rate} on {on}");
        }
    }

    #[test]
    fn a_form_changes_its_page_in_its_language_alone() {
        let before = audited("70", "2026-09-01");
        let written = before.with(LegalPage::Notice, "fr", |field| match field {
            "hebergeur" => " Ville d’Aubrac\n".to_owned(),
            _ => String::new(),
        });
        let written = written.expect("texts");
        assert_eq!(written.audit(), before.audit());
        assert_eq!(written.written("fr", LegalText::Host), "Ville d’Aubrac");
        assert_eq!(written.shown("en", LegalText::Host), Some(("fr", "Ville d’Aubrac")));
        assert_eq!(written.shown("en", LegalText::Publisher), None);
        let stored = serde_json::to_string(&written).expect("JSON");
        assert_eq!(serde_json::from_str::<LegalTexts>(&stored).expect("JSON"), written);
        let emptied = written.with(LegalPage::Notice, "fr", |_| String::new()).expect("texts");
        assert_eq!(emptied.shown("fr", LegalText::Host), None);
        let long = "a".repeat(MAX_TEXT + 1);
        let errors = written.with(LegalPage::Notice, "fr", |_| long.clone()).expect_err("too long");
        assert_eq!(errors.0.len(), 5);
    }
}
