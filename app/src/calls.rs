//! How islands call server functions.

use std::pin::Pin;

use http::Method;
use leptos::server_fn::{
    Http, Protocol,
    client::Client,
    codec::{Encoding, FromReq, FromRes, IntoReq, IntoRes},
    request::{ClientReq, browser::BrowserRequest},
    response::{ClientRes, browser::BrowserResponse},
    server::Server,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    AppError,
    json::{self, Json},
    named::NamedClient,
};

/// [`Json`], with one request for all calls. `Http<Json, Json>` does the same, and is compiled anew for
/// each server function that an island calls.
pub struct Calls;

impl<Input, Output, C, S> Protocol<Input, Output, C, S, AppError> for Calls
where
    Input: IntoReq<Json, C::Request, AppError> + FromReq<Json, S::Request, AppError> + Serialize + Send,
    Output:
        IntoRes<Json, S::Response, AppError> + FromRes<Json, C::Response, AppError> + DeserializeOwned + Send,
    C: Client<AppError>,
    S: Server<AppError>,
{
    const METHOD: Method = <Json as Encoding>::METHOD;

    fn run_server<F, Fut>(
        request: S::Request,
        server_fn: F,
    ) -> impl Future<Output = Result<S::Response, AppError>> + Send
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, AppError>> + Send,
    {
        <Http<Json, Json> as Protocol<Input, Output, C, S, AppError>>::run_server(request, server_fn)
    }

    fn run_client(path: &str, input: Input) -> impl Future<Output = Result<Output, AppError>> + Send {
        let answer = post(path.to_owned(), serde_json::to_string(&input).unwrap_or_default());
        async move { json::read(&answer.await?).map_err(|_| AppError::Unreachable) }
    }
}

/// Posts JSON for the person of the page, and returns the JSON of the answer.
fn post(path: String, body: String) -> Pin<Box<dyn Future<Output = Result<String, AppError>> + Send>> {
    const JSON: &str = "application/json";
    Box::pin(async move {
        let request =
            <BrowserRequest as ClientReq<AppError>>::try_new_req_text(&path, JSON, JSON, body, Method::POST)?;
        let response: BrowserResponse = <NamedClient as Client<AppError>>::send(request).await?;
        let status = ClientRes::<AppError>::status(&response);
        let text: String = ClientRes::<AppError>::try_into_string(response).await?;
        if (400..=599).contains(&status) { Err(AppError::of_answer(status, &text)) } else { Ok(text) }
    })
}
