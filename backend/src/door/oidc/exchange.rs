use std::pin::Pin;

use domain::providers::{ClientAuth, Problem, Step, Trouble};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClientId, ClientSecret, HttpRequest, HttpResponse,
    IssuerUrl, OAuth2TokenResponse as _, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    TokenResponse as _, TokenUrl,
    core::{CoreClient, CoreJsonWebKeySet},
};

use super::{discover::Metadata, start::Waiting};
use crate::{
    Backend,
    entities::provider,
    ground::outbound::{Limits, OutboundError},
};

/// What the provider gave for the code.
pub(super) struct Exchanged {
    pub access_token: String,
    /// As it came.
    pub id_token: String,
}

/// Exchanges the code, which works once.
pub(super) async fn exchange(
    backend: &Backend,
    provider: &provider::Model,
    secret: Option<String>,
    metadata: &Metadata,
    waiting: &Waiting,
    code: &str,
    redirect: &str,
) -> Result<Exchanged, Trouble> {
    let unreadable = |_| Step::Discovery.because(Problem::Unreadable);
    let issuer = IssuerUrl::new(metadata.issuer.clone()).map_err(unreadable)?;
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(unreadable)?;
    let token = TokenUrl::new(metadata.token_endpoint.clone()).map_err(unreadable)?;
    let mut client =
        CoreClient::new(ClientId::new(provider.client_id.clone()), issuer, CoreJsonWebKeySet::default())
            .set_redirect_uri(redirect)
            .set_token_uri(token)
            .set_auth_type(match provider.switches.client_auth {
                ClientAuth::Basic => AuthType::BasicAuth,
                ClientAuth::Post => AuthType::RequestBody,
            });
    if let Some(secret) = secret {
        client = client.set_client_secret(ClientSecret::new(secret));
    }
    let mut request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
    if let Some(verifier) = &waiting.verifier {
        request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier.clone()));
    }
    let answer = request.request_async(&Http(backend)).await.map_err(why)?;
    let id_token = answer.id_token().map(ToString::to_string);
    Ok(Exchanged {
        access_token: answer.access_token().secret().clone(),
        id_token: id_token.ok_or_else(|| Step::Exchange.because(Problem::Missing("id_token".to_owned())))?,
    })
}

/// The library's calls go through ours, with all their limits.
struct Http<'b>(&'b Backend);

impl<'c> AsyncHttpClient<'c> for Http<'_> {
    type Error = OutboundError;
    /// Named, because the compiler does not see that the future of a closure may change threads.
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutboundError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(called(self.0, request))
    }
}

async fn called(backend: &Backend, request: HttpRequest) -> Result<HttpResponse, OutboundError> {
    let answer = backend.outbound.send(request, Limits::default()).await?;
    let mut response = HttpResponse::new(answer.body.to_vec());
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

fn why<E>(error: RequestTokenError<OutboundError, E>) -> Trouble
where
    E: openidconnect::ErrorResponse + ToString + 'static,
{
    Step::Exchange.because(match error {
        RequestTokenError::ServerResponse(refused) => Problem::Refused(short(&refused.to_string())),
        RequestTokenError::Request(reason) => Problem::NoAnswer(reason),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Problem::Unreadable,
    })
}

/// A stranger's text, cut to what a page shows.
pub(super) fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}
