//! The form of a new article that is sent once more, with the key of an article that it has made: the answer was
//! lost, the button was pressed twice, or its page came back by the browser's button.

use domain::{
    ArticleId, Conflict, PersonId,
    communications::RichText,
    spaces::{ArticleInput, ArticleState, ArticleTitle},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::load::facts;
use crate::{Error, Result, entities::article, rich_text, token::fingerprint};

/// The article that the form goes on with, and otherwise the key under which a new one is stored. Another text
/// under a used key is another article: it never takes the place of what people read, or of what was saved since.
///
/// # Errors
/// [`Conflict::SavedMeanwhile`] when this text has become another one.
pub(super) async fn made_by(
    tx: &DatabaseTransaction,
    author: PersonId,
    form_key: &str,
    input: &ArticleInput,
) -> Result<(String, Option<ArticleId>)> {
    let text = fingerprint(format!("{}\n{}", input.title, input.body).as_bytes());
    for key in [form_key.to_owned(), format!("{form_key}-{text}")] {
        let made = article::Entity::find()
            .filter(article::Column::AuthorId.eq(author))
            .filter(article::Column::FormKey.eq(key.as_str()))
            .one(tx)
            .await?;
        match made {
            None => return Ok((key, None)),
            Some(row) if goes_on(&row, input) => return Ok((key, Some(row.id))),
            Some(_) => {}
        }
    }
    Err(Error::Conflict(Conflict::SavedMeanwhile))
}

/// What says the same is the same article, and a draft that was never saved again is written further.
fn goes_on(row: &article::Model, input: &ArticleInput) -> bool {
    let is_draft = matches!(facts(row).state(), ArticleState::Draft);
    (is_draft && row.changed_at == row.created_at) || says_the_same(row, input)
}

fn says_the_same(row: &article::Model, input: &ArticleInput) -> bool {
    let title =
        ArticleTitle::parse(&input.title).map_or_else(|_| input.title.clone(), |it| it.as_str().into());
    let checked = || RichText::parse(&input.body).is_ok_and(|body| is_body(row, body.as_str()));
    // A draft may be unfinished.
    row.title == title && (is_body(row, &input.body) || checked())
}

fn is_body(row: &article::Model, html: &str) -> bool {
    row.html == rich_text::clean(html).as_str()
}
