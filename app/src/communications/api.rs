//! The server functions of communications: each one use case of the backend.

use domain::{
    CommunicationId, DraftId, EstablishmentId, MessageId,
    access::{Perimeter, view::PersonLabel},
    communications::{
        Channel, CommunicationInput, Confirmation, CorrectionForm, RewordingInput, SaveMark, Start,
        answers::AnswersPage,
        channels::news::NewsPage,
        names::{NamesFilter, NamesPage},
        received::{Exchanges, ReceivedDetail, ReceivedFilter, ReceivedPage},
        view::{
            ArticleLinks, CommunicationDetail, ComposeForm, Deployed, Question, SentFilter, SentPage,
            SitesFilter, SitesPage, Survey,
        },
    },
    time::Stamp,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::server_side::{answer, caller};
use crate::{AppError, calls::Calls, json::Json, named::NamedClient};

#[server(endpoint = "communications/compose", input = Json, output = Json, client = NamedClient)]
pub async fn compose(start: Start) -> Result<ComposeForm, AppError> {
    let (backend, caller) = caller().await?;
    let form = backend::communications::compose(&backend, &caller, start).await;
    // *Back* after a deployment: what is left is a new form.
    if matches!(form, Err(backend::Error::NotFound)) && matches!(start, Start::Draft(_) | Start::Asked(..)) {
        let blank = backend::communications::compose(&backend, &caller, Start::Blank).await;
        return answer(blank.map(|form| ComposeForm { draft_gone: true, ..form }));
    }
    answer(form)
}

/// The perimeters of a channel, for a form that switches to it.
#[server(endpoint = "communications/perimeters", protocol = Calls, client = NamedClient)]
pub async fn perimeters_for(channel: Channel) -> Result<Vec<Perimeter>, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::perimeters_for(&backend, &caller, channel).await)
}

/// People of a perimeter by their name, to be named in a target.
#[server(endpoint = "communications/people", protocol = Calls, client = NamedClient)]
pub async fn find_recipients(
    channel: Channel,
    perimeter: String,
    search: String,
) -> Result<Vec<PersonLabel>, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::find_recipients(&backend, &caller, channel, &perimeter, &search).await)
}

/// The articles that a form may link to, and who of its audience could not open the chosen one.
#[server(endpoint = "communications/articles", protocol = Calls, client = NamedClient)]
pub async fn find_articles(input: CommunicationInput) -> Result<ArticleLinks, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::article_links(&backend, &caller, &input).await)
}

#[server(endpoint = "communications/survey", protocol = Calls, client = NamedClient)]
pub async fn survey_audience(input: CommunicationInput) -> Result<Survey, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::survey(&backend, &caller, &input).await)
}

#[server(endpoint = "communications/drafts/save", protocol = Calls, client = NamedClient)]
pub async fn save_draft(
    form_key: String,
    input: CommunicationInput,
    mark: Option<SaveMark>,
) -> Result<(DraftId, Stamp), AppError> {
    let (backend, caller) = caller().await?;
    let mark = mark.as_ref();
    answer(backend::communications::save_draft_from(&backend, &caller, &form_key, &input, mark).await)
}

#[server(endpoint = "communications/drafts/discard", protocol = Calls, client = NamedClient)]
pub async fn discard_draft(form_key: String) -> Result<(), AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::discard_draft(&backend, &caller, &form_key).await)
}

/// *Souhaitez-vous déployer cette communication ciblée ?*, about the form as it is sent here.
#[server(endpoint = "communications/question", protocol = Calls, client = NamedClient)]
pub async fn deploy_question(form_key: String, input: CommunicationInput) -> Result<Question, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::question(&backend, &caller, &form_key, &input).await)
}

/// Deploys what was confirmed; without a confirmation nothing is deployed.
#[server(endpoint = "communications/deploy", protocol = Calls, client = NamedClient)]
pub async fn deploy(
    form_key: String,
    input: CommunicationInput,
    confirmation: Option<Confirmation>,
) -> Result<Deployed, AppError> {
    let (backend, caller) = caller().await?;
    let confirmed = confirmation.as_ref();
    let deployed =
        answer(backend::communications::deploy(&backend, &caller, &form_key, &input, confirmed).await)?;
    crate::server_side::leads_to(&format!("/communications/{}?deploye=1", deployed.id));
    Ok(deployed)
}

/// `also` is what went out beside it, if both are to be cancelled.
#[server(endpoint = "communications/cancel", protocol = Calls, client = NamedClient)]
pub async fn cancel(id: CommunicationId, also: Option<CommunicationId>) -> Result<(), AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::cancel(&backend, &caller, id, also).await)
}

/// Returns how many people the reminder goes to.
#[server(endpoint = "communications/remind", protocol = Calls, client = NamedClient)]
pub async fn remind(id: CommunicationId) -> Result<u64, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::remind(&backend, &caller, id).await)
}

#[server(endpoint = "communications/detail", protocol = Calls, client = NamedClient)]
pub async fn detail(id: CommunicationId) -> Result<CommunicationDetail, AppError> {
    let (backend, caller) = caller().await?;
    let found = backend::communications::detail(&backend, &caller, id).await;
    // *Back* after it was taken back, and pages that are still open: what is left is a draft.
    if matches!(found, Err(backend::Error::NotFound | backend::Error::Forbidden(_)))
        && let Ok(Some(draft)) = backend::communications::taken_back(&backend, &caller, id).await
    {
        return answer(Err(backend::Error::Conflict(domain::Conflict::TakenBack { draft })));
    }
    answer(found)
}

/// A news item, for its readers.
#[server(endpoint = "communications/news", input = Json, output = Json, client = NamedClient)]
pub async fn read_news(id: CommunicationId) -> Result<NewsPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::read_news(&backend, &caller, id).await)
}

#[server(endpoint = "communications/sites", protocol = Calls, client = NamedClient)]
pub async fn sites(id: CommunicationId, filter: SitesFilter) -> Result<SitesPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::sites(&backend, &caller, id, &filter).await)
}

#[server(endpoint = "communications/sent", input = Json, output = Json, client = NamedClient)]
pub async fn sent(filter: SentFilter) -> Result<SentPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::sent(&backend, &caller, &filter).await)
}

/// What readers answered, for the author alone.
#[server(endpoint = "communications/answers", input = Json, output = Json, client = NamedClient)]
pub async fn answers(id: CommunicationId, before: Option<MessageId>) -> Result<AnswersPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::answers(&backend, &caller, id, before).await)
}

/// The names behind the figures. Each look is in the journal.
#[server(endpoint = "communications/names", input = Json, output = Json, client = NamedClient)]
pub async fn names(id: CommunicationId, filter: NamesFilter) -> Result<NamesPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::names(&backend, &caller, id, &filter).await)
}

/// The messages between schools and the author.
#[server(endpoint = "communications/exchanges", input = Json, output = Json, client = NamedClient)]
pub async fn read_exchanges(id: CommunicationId) -> Result<Exchanges, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::exchanges(&backend, &caller, id).await)
}

#[server(endpoint = "communications/received", input = Json, output = Json, client = NamedClient)]
pub async fn received(filter: ReceivedFilter) -> Result<ReceivedPage, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::received(&backend, &caller, &filter).await)
}

/// What a school received. It counts as opened by the caller, except for a prefetched page or a HEAD
/// request.
#[server(endpoint = "communications/received/detail", input = Json, output = Json, client = NamedClient)]
pub async fn open_received(
    id: CommunicationId,
    school: Option<EstablishmentId>,
) -> Result<ReceivedDetail, AppError> {
    let (backend, caller) = caller().await?;
    let opened = backend::communications::received_detail(&backend, &caller, id, school).await;
    if let Ok(detail) = &opened {
        backend::communications::note_received(&backend, &caller, detail);
    }
    answer(opened)
}

/// *Corriger*: the form with the present text, or with what was typed; `asked` adds the question.
#[server(endpoint = "communications/correction", input = Json, output = Json, client = NamedClient)]
pub async fn correction(
    id: CommunicationId,
    typed: Option<RewordingInput>,
    asked: bool,
) -> Result<CorrectionForm, AppError> {
    let (backend, caller) = caller().await?;
    answer(backend::communications::correction_form(&backend, &caller, id, typed, asked).await)
}
