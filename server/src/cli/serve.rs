use std::{net::SocketAddr, sync::Arc};

use backend::{
    Backend, Workers,
    clock::Clock,
    door::{SecretsAtStart, wrap_secrets},
    files::{self, NotOurs},
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::{
    open::{exists, open_with},
    spoken::words,
};
use crate::{
    AppState, Limits, config::Settings, connections_within_limits, listen, operations_router, router,
};

/// Monitoring needs few connections.
const FOR_OPERATIONS: usize = 32;

pub(super) async fn serve(settings: &Settings) -> Result<(), String> {
    settings.check_site()?;
    exists(settings).await?;
    let backend = open_with(settings, Clock::System, settings.services()?).await?;
    claim_store(&backend).await?;
    wrap(&backend).await?;
    let listener = bind("address", settings.address).await?;
    let address = listener.local_addr().unwrap_or(settings.address);
    let for_operations = match settings.operations_address {
        Some(address) => Some(bind("operations_address", address).await?),
        None => None,
    };
    note_without_effect(settings);
    let _workers = Workers::start(&backend);
    let connections = connections_within_limits(settings.connections);
    let settings = &Settings { connections, ..settings.clone() };
    let state = AppState::new(Arc::clone(&backend), settings);
    let (stop, stopping) = watch::channel(false);
    let stopped = |mut stopping: watch::Receiver<bool>| async move {
        // An error means that nobody can stop the process any more, so it should end.
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    let asked = stop_signal();
    let signal = tokio::spawn(async move {
        asked.await;
        stop.send_replace(true);
    });
    println!("{}", words().operation.serving(&address.to_string()));
    let public =
        listen(listener, router(state.clone()), Limits::new(settings.connections), stopped(stopping.clone()));
    let operations = async {
        if let Some(listener) = for_operations {
            let router = operations_router(state.clone());
            listen(listener, router, Limits::new(FOR_OPERATIONS), stopped(stopping.clone())).await;
        }
    };
    tokio::join!(public, operations);
    signal.abort();
    if let Err(reason) = backend::communications::store_sightings(&backend).await {
        tracing::warn!(%reason, "the last sightings could not be stored");
    }
    if let Err(reason) = backend::communications::store_received(&backend).await {
        tracing::warn!(%reason, "what was opened last could not be stored");
    }
    if let Err(reason) = backend::versions::store_seen(&backend).await {
        tracing::warn!(%reason, "who saw which article could not be stored");
    }
    if let Err(reason) = backend::portals::store_refusals(&backend).await {
        tracing::warn!(%reason, "the last refusals of portals could not be stored");
    }
    if let Err(reason) = backend::audit::write_all_folded(&backend).await {
        tracing::warn!(%reason, "refusals that were only counted could not be written to the journal");
    }
    Ok(())
}

/// Says which settings do nothing as they are, or lack another one. The portal is served all the same: it may have
/// run with them for long.
fn note_without_effect(settings: &Settings) {
    if let Some(folder) = settings.import_folder.as_ref().filter(|folder| !folder.exists()) {
        tracing::warn!(folder = %folder.display(), "import_folder is not there: nothing is imported at night");
    }
    if settings.mail_from.is_some() && settings.smtp_url.is_none() {
        tracing::warn!("mail_from has no effect without smtp_url: no e-mail is sent");
    }
    let of_s3 = settings.attachments_endpoint.is_some() || settings.attachments_access_key.is_some();
    if of_s3 && !settings.attachments_url.starts_with("s3://") {
        let folder = &settings.attachments_url;
        tracing::warn!(folder, "settings of an S3 store have no effect: attachments_url names a folder");
    }
    // The program itself speaks no TLS.
    if settings.secure() && settings.trusted_proxies.is_empty() {
        tracing::warn!(
            "trusted_proxies names no proxy, though people come by https: all of them count as one address"
        );
    }
}

async fn bind(setting: &str, address: SocketAddr) -> Result<TcpListener, String> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|reason| format!("{setting}: {address} cannot be listened on: {reason}"))
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

/// Waits for a signal that asks the process to stop. It hears such signals from this call on: one that came
/// before would end the process at once.
fn stop_signal() -> impl Future<Output = ()> {
    let heard = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        let waiting =
            heard.into_iter().flatten().map(|mut signal| Box::pin(async move { signal.recv().await }));
        let waiting: Vec<_> = waiting.collect();
        if waiting.is_empty() {
            // Nobody can stop it in order.
            std::future::pending::<()>().await;
        }
        futures::future::select_all(waiting).await;
    }
}

/// Refuses to start on a store of attachments that is not this database's.
async fn claim_store(backend: &Backend) -> Result<(), String> {
    let claimed = match files::has_not_lost_all(backend).await {
        Ok(()) => files::claim(backend).await,
        wrong => wrong,
    };
    match claimed {
        Ok(()) => Ok(()),
        Err(NotOurs::Foreign(sentence)) => Err(sentence),
        Err(NotOurs::Unreachable(reason)) => {
            // Reading works without attachments; each upload tries again.
            tracing::error!(reason, "the store of attachments does not answer");
            Ok(())
        }
    }
}
