use domain::{
    communications::{Channel, channels::news::NewsDetail, view::CommunicationDetail},
    files::PictureView,
};
use leptos::{either::Either, prelude::*};

use super::{
    ChannelPage, Heading,
    files::Attachments,
    shown::{Period, Totals, days, outcome, unseen},
};
use crate::{
    communications::detail::live::Live,
    components::{Icon, Picture, RichText},
    language::lang_of,
    marks, words,
};

impl ChannelPage for NewsDetail {
    fn heading(&self) -> Heading {
        Heading {
            icon: view! { <Icon name=marks::channel_icon(Channel::News) /> }.into_any(),
            severity: None,
            name: words().communications.channel(Channel::News).to_owned(),
            when: days(self.first_day, self.last_day),
        }
    }

    fn kind(&self) -> AnyView {
        words().communications.channel(Channel::News).into_any()
    }

    fn facts(&self) -> AnyView {
        view! {
            <div><dt>{words().detail.news_title}</dt><dd dir="auto" lang=lang_of(Some(self.language))>{self.language.spaced(&self.title)}</dd></div>
            <div><dt>{words().detail.news_text}</dt><dd><RichText html=self.body.spaced(self.language) lang=lang_of(Some(self.language)) /></dd></div>
            {picture(self.picture.clone())}
            <Attachments files=self.attachments.clone() />
            <Period first=self.first_day last=self.last_day />
        }
        .into_any()
    }

    fn outcome(&self, detail: &CommunicationDetail) -> String {
        outcome(detail, self.first_day)
    }

    fn consequence(&self, detail: &CommunicationDetail) -> String {
        unseen(detail).unwrap_or_else(|| words().detail.cancel_news(detail.recipients))
    }

    fn counted(&self, count: u64) -> String {
        words().numbers.establishments(count)
    }

    fn totals(&self, live: Live) -> AnyView {
        view! { <Totals live /> }.into_any()
    }
}

/// The picture with the text that replaces it, as a row of the description.
fn picture(picture: Option<PictureView>) -> impl IntoView {
    let shown = match picture {
        None => Either::Left(words().detail.no_picture),
        Some(picture) => {
            let said = match picture.alternative.as_str() {
                "" => words().detail.decorative.to_owned(),
                text => text.to_owned(),
            };
            Either::Right(view! {
                <figure class="figure">
                    <Picture picture sizes="20rem" />
                    <figcaption class="hint">{said}</figcaption>
                </figure>
            })
        }
    };
    view! { <div><dt>{words().detail.picture}</dt><dd>{shown}</dd></div> }
}
