use domain::{
    CommunicationId,
    communications::{
        CommunicationInput, ContentDetail, CorrectionForm, CorrectionQuestion, RewordingInput, Severity,
    },
    fields::FieldErrors,
};

use super::{
    load::{Loaded, load_to_correct},
    tell::people_who_saw,
};
use crate::{
    Backend, Result,
    access::Caller,
    communications::channels::wording_of,
    versions::{mark, number_of},
};

/// *Corriger*: the form with the present text, or with what was typed and the question about it.
///
/// # Errors
/// As [`load_to_correct`].
pub async fn correction_form(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    typed: Option<RewordingInput>,
    asked: bool,
) -> Result<CorrectionForm> {
    let db = &backend.db;
    let loaded = load_to_correct(db, caller, id, backend.clock.now()).await?;
    let (content, _) = loaded.stored.detail(backend, &loaded.row, false).await?;
    let version = number_of(db, loaded.of()).await?;
    let people = people_who_saw(backend, id).await?;
    let always_told = loaded.stored.severity() == Some(Severity::Alert);
    let mut refused = FieldErrors::default();
    let mut question = None;
    if let Some(typed) = typed.as_ref().filter(|_| asked) {
        match typed.applied_to(&content) {
            Ok(new) => {
                let changes = mark(&loaded.stored.wording(db).await?, &wording_of(&new));
                let told = if typed.tell || always_told { people } else { 0 };
                question = Some(CorrectionQuestion { changes, told });
            }
            Err(errors) => refused = errors,
        }
    }
    let typed = typed.unwrap_or_else(|| present(&loaded, &content, version));
    Ok(CorrectionForm { id, content, version, people, always_told, typed, question, refused })
}

/// The fields as the page opens.
fn present(loaded: &Loaded, content: &ContentDetail, version: i32) -> RewordingInput {
    let mut input = CommunicationInput::worded(content);
    loaded.row.channel.code().clone_into(&mut input.channel);
    RewordingInput { version, tell: false, input }
}
