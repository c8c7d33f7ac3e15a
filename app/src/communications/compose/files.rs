use domain::attachments::AttachmentView;
use leptos::prelude::*;

use super::upload::Upload;

/// *Pièces jointes*: what the server has, and what is on its way there.
#[derive(Clone, Copy)]
pub struct Files {
    pub attached: RwSignal<Vec<AttachmentView>>,
    pub uploads: RwSignal<Vec<Upload>>,
    /// What a person is told of the last thing that happened to a file, and whether it is bad news.
    pub news: RwSignal<Option<(bool, String)>>,
}

impl Files {
    pub fn new(attached: Vec<AttachmentView>) -> Self {
        Self { attached: RwSignal::new(attached), uploads: RwSignal::default(), news: RwSignal::new(None) }
    }

    pub fn count(self) -> usize {
        self.attached.with(Vec::len)
    }

    pub fn count_untracked(self) -> usize {
        self.attached.with_untracked(Vec::len)
    }

    /// Files on their way: a deployment waits for them.
    pub fn running(self) -> usize {
        self.uploads.with(|uploads| uploads.iter().filter(|upload| upload.failure.get().is_none()).count())
    }

    /// Whether a file stands in the list that did not arrive: nobody deploys without noticing.
    pub fn failed(self) -> bool {
        self.uploads.with(|uploads| uploads.iter().any(|upload| upload.failure.get().is_some()))
    }

    /// The tokens of what goes with the message: what stands in the list, and nothing else.
    pub fn tokens(self) -> Vec<String> {
        self.attached.with_untracked(|attached| attached.iter().map(|file| file.token.clone()).collect())
    }

    /// Adds what the server has taken.
    pub fn take(self, taken: Vec<AttachmentView>) {
        self.attached.update(|attached| attached.extend(taken));
    }

    pub fn forget(self, token: &str) {
        self.attached.update(|attached| attached.retain(|file| file.token != token));
    }

    pub fn end(self, uid: usize) {
        self.uploads.update(|uploads| uploads.retain(|upload| upload.uid != uid));
    }

    /// What is on its way goes no further.
    pub fn stop(self) {
        for upload in self.uploads.get_untracked() {
            upload.abort();
        }
        self.uploads.update(Vec::clear);
        self.news.set(None);
    }
}
