use std::{future::Future, pin::Pin};

use leptos::{prelude::*, reactive::computed::ScopedFuture};

use super::{Scripts, around::Around};
use crate::home::HomeContent;

/// The document of the home page, in its order.
pub struct HomePage {
    /// The whole, or what need not wait.
    pub first: String,
    /// What follows.
    pub rest: Option<Pin<Box<dyn Future<Output = String> + Send>>>,
}

impl HomePage {
    /// For whoever asks, in the context of their request.
    pub async fn load(options: LeptosOptions, scripts: Scripts) -> Self {
        let HomeContent { person, first, rest } = HomeContent::load().await;
        let Around { before, after } = Around::new(&options, scripts, person);
        match rest {
            None => Self { first: before + &first + &after, rest: None },
            Some(rest) => {
                let rest = ScopedFuture::new(async move { rest.await + &after });
                Self { first: before + &first, rest: Some(Box::pin(rest)) }
            }
        }
    }
}
