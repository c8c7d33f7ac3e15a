//! Under which key a new article is filed.

use domain::{
    PersonId,
    communications::plain_text,
    spaces::{ArticleInput, MAX_TITLE_CHARACTERS},
    text::{beginning, cleaned},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{Result, entities::article, rich_text, token::fingerprint};

/// The key of the form, unless an article with another text has it already: a form that came back by the
/// browser's button makes another article then, and writes over none. Call it under the lock of the
/// forms.
pub(super) async fn filed_as(
    tx: &DatabaseTransaction,
    author: PersonId,
    form_key: &str,
    input: &ArticleInput,
) -> Result<String> {
    let there = article::Entity::find()
        .filter(article::Column::AuthorId.eq(author))
        .filter(article::Column::FormKey.eq(form_key))
        .one(tx)
        .await?;
    let typed = said(&input.title, rich_text::clean(&input.body).as_str());
    Ok(match there {
        Some(row) if said(&row.title, &row.html) != typed => {
            format!("{form_key}-{}", fingerprint(typed.as_bytes()))
        }
        _ => form_key.to_owned(),
    })
}

/// Its words, as a draft and a published article have them alike.
fn said(title: &str, html: &str) -> String {
    let words = |text: &str| cleaned(text).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}\n{}", beginning(&words(title), MAX_TITLE_CHARACTERS), words(&plain_text(html)))
}
