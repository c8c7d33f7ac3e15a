use domain::communications::Severity;
use leptos::prelude::*;

use crate::{
    communications::compose::{audience::Audience, content::Content},
    components::form::Bound,
};

/// The fields of an announcement, each as a value that a control is bound to.
impl Content {
    /// Code of the severity.
    pub fn severity(self) -> Bound<String> {
        let value = Memo::new(move |_| self.input.with(|input| input.announcement.severity.clone()));
        let shortened = StoredValue::new(false);
        let audience = expect_context::<Audience>();
        Bound::new(value, move |code| {
            let mut by_us = shortened.get_value();
            let today = untrack(|| audience.clock()).today;
            self.input.update(|input| input.announcement.choose_severity(code, today, &mut by_us));
            shortened.set_value(by_us);
        })
    }

    pub fn text(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.text, |input| &mut input.announcement.text)
    }

    pub fn with_link(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.with_link, |input| &mut input.announcement.with_link)
    }

    pub fn with_article(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.with_article, |input| &mut input.announcement.with_article)
    }

    /// The value of the chosen article.
    pub fn article(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.article, |input| &mut input.announcement.article)
    }

    pub fn article_search(self) -> Bound<String> {
        self.text_field(
            |input| &input.announcement.article_search,
            |input| &mut input.announcement.article_search,
        )
    }

    /// `aucun`, `article` or `externe`.
    pub fn link_kind(self) -> Bound<String> {
        let (external, article) = (self.with_link(), self.with_article());
        let code = move || match (external.get(), article.get()) {
            (true, _) => "externe",
            (false, true) => "article",
            (false, false) => "aucun",
        };
        Bound::new(Signal::derive(move || code().to_owned()), move |code: String| {
            external.set(code == "externe");
            article.set(code == "article");
        })
    }

    pub fn link(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.link, |input| &mut input.announcement.link)
    }

    pub fn first_day(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.first_day, |input| &mut input.announcement.first_day)
    }

    pub fn last_day(self) -> Bound<String> {
        self.text_field(|input| &input.announcement.last_day, |input| &mut input.announcement.last_day)
    }

    /// *Afficher aussi sur le tableau public de l'établissement*
    pub fn public(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.public, |input| &mut input.announcement.public)
    }

    /// *Envoyer aussi par messagerie*
    pub fn also_message(self) -> Bound<bool> {
        self.flag_field(|input| input.announcement.also_message, |input| &mut input.announcement.also_message)
    }

    /// The chosen severity; information by default.
    pub fn chosen_severity(self) -> Severity {
        self.input
            .with(|input| Severity::from_code(&input.announcement.severity))
            .unwrap_or(Severity::Information)
    }
}
