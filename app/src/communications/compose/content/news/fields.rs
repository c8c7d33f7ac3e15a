use crate::{communications::compose::content::Content, components::form::Bound};

/// The fields of a news item, each as a value that a control is bound to.
impl Content {
    pub fn news_title(self) -> Bound<String> {
        self.text_field(|input| &input.news.title, |input| &mut input.news.title)
    }

    /// HTML from the editor.
    pub fn news_body(self) -> Bound<String> {
        self.text_field(|input| &input.news.body, |input| &mut input.news.body)
    }

    /// Token of the picture; empty for none.
    pub fn picture(self) -> Bound<String> {
        self.text_field(|input| &input.news.picture, |input| &mut input.news.picture)
    }

    pub fn alternative(self) -> Bound<String> {
        self.text_field(|input| &input.news.alternative, |input| &mut input.news.alternative)
    }

    pub fn decorative(self) -> Bound<bool> {
        self.flag_field(|input| input.news.decorative, |input| &mut input.news.decorative)
    }

    pub fn news_first_day(self) -> Bound<String> {
        self.text_field(|input| &input.news.first_day, |input| &mut input.news.first_day)
    }

    pub fn news_last_day(self) -> Bound<String> {
        self.text_field(|input| &input.news.last_day, |input| &mut input.news.last_day)
    }
}
