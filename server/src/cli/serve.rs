use std::sync::Arc;

use app::words;
use backend::{
    Backend, Workers,
    clock::Clock,
    door::{SecretsAtStart, wrap_secrets},
    files::{self, NotOurs},
};
use tokio::net::TcpListener;

use super::open::open_with;
use crate::{AppState, Limits, config::Settings, listen, router};

pub(super) async fn serve(settings: &Settings) -> Result<(), String> {
    let backend = open_with(settings, Clock::System, settings.services()?).await?;
    claim_store(&backend).await?;
    wrap(&backend).await?;
    let _workers = Workers::start(&backend);
    let listener = TcpListener::bind(settings.address)
        .await
        .map_err(|reason| format!("address: {} cannot be listened on: {reason}", settings.address))?;
    let address = listener.local_addr().unwrap_or(settings.address);
    let router = router(AppState::new(Arc::clone(&backend), settings));
    println!("{}", words().operation.serving(&address.to_string()));
    listen(listener, router, Limits::new(settings.connections), stop_signal()).await;
    if let Err(reason) = backend::communications::store_sightings(&backend).await {
        tracing::warn!(%reason, "the last sightings could not be stored");
    }
    if let Err(reason) = backend::communications::store_received(&backend).await {
        tracing::warn!(%reason, "what was opened last could not be stored");
    }
    if let Err(reason) = backend::versions::store_seen(&backend).await {
        tracing::warn!(%reason, "who saw which article could not be stored");
    }
    Ok(())
}

/// Wraps the secrets that are not wrapped yet, before anybody uses them.
async fn wrap(backend: &Backend) -> Result<(), String> {
    let found = wrap_secrets(backend).await.map_err(|reason| format!("secret_keys: {reason}"))?;
    match found {
        SecretsAtStart::Wrapped if backend.secrets.is_empty() => {
            tracing::warn!("secret_keys is not set: nobody can turn a second factor on");
            Ok(())
        }
        SecretsAtStart::Wrapped => Ok(()),
        SecretsAtStart::Plain(count) => {
            tracing::warn!(
                count,
                "secret_keys is not set: secrets of second factors are in plain text, and no further one can be turned on"
            );
            Ok(())
        }
        SecretsAtStart::KeyMissing(key) => Err(format!(
            "secret_keys: second factors of this database are wrapped with the key {key}, which is missing"
        )),
    }
}

async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupted.await;
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}

/// Refuses to start on a store of attachments that is not this database's.
async fn claim_store(backend: &Backend) -> Result<(), String> {
    match files::claim(backend).await {
        Ok(()) => Ok(()),
        Err(NotOurs::Foreign(sentence)) => Err(sentence),
        Err(NotOurs::Unreachable(reason)) => {
            // Reading works without attachments; each upload tries again.
            tracing::error!(reason, "the store of attachments does not answer");
            Ok(())
        }
    }
}
