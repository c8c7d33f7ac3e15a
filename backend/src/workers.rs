use std::sync::Arc;

use tokio::task::JoinSet;

use crate::{
    Backend,
    jobs::{Worker, supervise},
};

/// The background tasks of a server process; they end when this is dropped.
#[derive(Debug)]
pub struct Workers {
    _tasks: JoinSet<()>,
}

impl Workers {
    pub fn start(backend: &Arc<Backend>) -> Self {
        let tasks = Worker::all().map(|worker| supervise(Arc::clone(backend), worker)).collect();
        Self { _tasks: tasks }
    }
}
