use domain::files::{AttachmentLimits, AttachmentView};
use leptos::prelude::*;
use web_sys::File;

use super::{
    request::{post, refusal, removal},
    upload::Upload,
};
use crate::{AppError, words};

/// What the server has, and what is on its way there.
#[derive(Clone, Copy)]
pub struct Files {
    pub attached: RwSignal<Vec<AttachmentView>>,
    pub uploads: RwSignal<Vec<Upload>>,
    /// What a person is told of the last thing that happened to a file, and whether it is bad news.
    pub news: RwSignal<Option<(bool, String)>>,
    pub limits: StoredValue<AttachmentLimits>,
    form_key: StoredValue<String>,
    last_uid: StoredValue<usize>,
}

impl Files {
    pub fn new(form_key: String, attached: Vec<AttachmentView>, limits: AttachmentLimits) -> Self {
        Self {
            attached: RwSignal::new(attached),
            uploads: RwSignal::default(),
            news: RwSignal::new(None),
            limits: StoredValue::new(limits),
            form_key: StoredValue::new(form_key),
            last_uid: StoredValue::new(0),
        }
    }

    /// Files that the server has.
    pub fn count(self) -> usize {
        self.attached.with(Vec::len)
    }

    /// Whether one more may be chosen.
    pub fn has_room(self) -> bool {
        let listed = self.attached.with_untracked(Vec::len) + self.uploads.with_untracked(Vec::len);
        listed < self.limits.with_value(|limits| limits.files)
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

    /// Takes a file up, and sends it where it may be sent; call it in the browser only.
    pub fn start(self, file: File) {
        self.last_uid.update_value(|last| *last += 1);
        let limit = self.limits.with_value(|limits| limits.bytes);
        let upload = Upload::new(self.last_uid.get_value(), file, limit);
        self.uploads.update(|uploads| uploads.push(upload));
        if upload.failure.with_untracked(Option::is_none) {
            self.send(upload);
        }
    }

    /// Sends a file, for the first time or again.
    pub fn send(self, upload: Upload) {
        upload.send(&self.form_key.get_value(), move |taken| {
            self.take(taken);
            self.end(upload.uid);
            let joined = words().compose.joined(&upload.name.get_value());
            // What was refused meanwhile stays to be read.
            self.news.update(|news| {
                if !matches!(news, Some((true, _))) {
                    *news = Some((false, joined));
                }
            });
        });
    }

    /// Takes a file that is on its way, or did not arrive, off the list.
    pub fn end(self, uid: usize) {
        self.uploads.update(|uploads| uploads.retain(|upload| upload.uid != uid));
    }

    /// Takes an attached file away: out of the list at once, so that it goes with no message that is
    /// deployed before the server has answered. What the server keeps nevertheless comes back.
    pub fn remove(self, file: AttachmentView) {
        let address = removal(&file.token);
        self.attached.update(|attached| attached.retain(|known| known.token != file.token));
        self.news.set(Some((false, words().compose.taken_out(&file.name))));
        let kept = move |reason: String| {
            self.news.set(Some((true, words().compose.not_taken_out(&file.name, &reason))));
            self.take(vec![file]);
        };
        let done = {
            let kept = kept.clone();
            move |status, text: String| {
                // One that is gone already is gone.
                if !matches!(status, 200..=399 | 404) {
                    kept(refusal(status, &text));
                }
            }
        };
        if post(&address, None, |_| (), done).is_err() {
            kept(AppError::Unreachable.sentence());
        }
    }

    /// Empties the list; what is on its way goes no further.
    pub fn reset(self) {
        for upload in self.uploads.get_untracked() {
            upload.abort();
        }
        self.uploads.update(Vec::clear);
        self.news.set(None);
        for file in self.attached.get_untracked() {
            self.remove(file);
        }
    }

    /// Adds what the server has taken.
    fn take(self, taken: Vec<AttachmentView>) {
        self.attached.update(|attached| attached.extend(taken));
    }
}
