use domain::{
    fields::FieldProblem,
    files::{AttachmentLimits, AttachmentView},
};
use leptos::prelude::*;
use web_sys::File;

use super::{
    picture::PictureUpload,
    request::{Body, post, refusal, removal},
    upload::Upload,
};
use crate::{AppError, words};

/// How many files are sent at the same time.
const AT_ONCE: usize = 2;

/// The uploaded files, and those on their way.
#[derive(Clone, Copy)]
pub struct Files {
    pub attached: RwSignal<Vec<AttachmentView>>,
    pub uploads: RwSignal<Vec<Upload>>,
    /// The last event of a file in words, and whether it is an error.
    pub news: RwSignal<Option<(bool, String)>>,
    pub limits: StoredValue<AttachmentLimits>,
    pub picture: PictureUpload,
    form_key: StoredValue<String>,
    last_uid: StoredValue<usize>,
}

impl Files {
    /// `form_key` is shared with the other parts of the form: *Réinitialiser* replaces it.
    pub fn new(
        form_key: StoredValue<String>,
        attached: Vec<AttachmentView>,
        limits: AttachmentLimits,
    ) -> Self {
        Self {
            attached: RwSignal::new(attached),
            uploads: RwSignal::default(),
            news: RwSignal::new(None),
            limits: StoredValue::new(limits),
            picture: PictureUpload::new(form_key),
            form_key,
            last_uid: StoredValue::new(0),
        }
    }

    /// Files that the server has.
    pub fn count(self) -> usize {
        self.attached.with(Vec::len)
    }

    /// Whether one more file may be added.
    pub fn has_room(self) -> bool {
        let listed = self.attached.with_untracked(Vec::len) + self.uploads.with_untracked(Vec::len);
        listed < self.limits.with_value(|limits| limits.files)
    }

    /// Files on their way, and the picture: a deployment waits for them.
    pub fn running(self) -> usize {
        let files = self
            .uploads
            .with(|uploads| uploads.iter().filter(|upload| upload.failure.get().is_none()).count());
        files + usize::from(self.picture.busy.get())
    }

    /// What is wrong with the list: a failed upload must be noticed before deployment. To try again is
    /// proposed only where it can help.
    pub fn problem(self) -> Option<FieldProblem> {
        let any = |refused: bool| {
            let is = |upload: &Upload| upload.failure.with(Option::is_some) && upload.again.get() != refused;
            self.uploads.with(|uploads| uploads.iter().any(is))
        };
        if any(true) {
            Some(FieldProblem::FileRefused)
        } else {
            any(false).then_some(FieldProblem::FileNotSent)
        }
    }

    /// The tokens of the files in the list: only these are attached to the message.
    pub fn tokens(self) -> Vec<String> {
        self.attached.with_untracked(|attached| attached.iter().map(|file| file.token.clone()).collect())
    }

    /// Adds a file to the list, and uploads it if it is allowed. Call it in the browser only.
    pub fn start(self, file: File) {
        self.last_uid.update_value(|last| *last += 1);
        let limit = self.limits.with_value(|limits| limits.bytes);
        let upload = Upload::new(self.last_uid.get_value(), file, limit);
        self.uploads.update(|uploads| uploads.push(upload));
        self.send_next();
    }

    /// Sends a file again, when it is its turn.
    pub fn send(self, upload: Upload) {
        upload.wait();
        self.send_next();
    }

    /// Sends the files that wait, a few at a time: browsers open six connections to a server, and the
    /// text is saved meanwhile.
    fn send_next(self) {
        let uploads = self.uploads.get_untracked();
        let on_their_way = uploads.iter().filter(|upload| upload.is_on_its_way()).count();
        let waiting = uploads.into_iter().filter(|upload| upload.waits());
        for upload in waiting.take(AT_ONCE.saturating_sub(on_their_way)) {
            self.send_now(upload);
        }
    }

    fn send_now(self, upload: Upload) {
        let form_key = self.form_key.get_value();
        upload.send(
            &form_key.clone(),
            move || self.send_next(),
            move |taken| {
                // Removed meanwhile, or the form was emptied.
                let listed = self
                    .uploads
                    .with_untracked(|uploads| uploads.iter().any(|known| known.uid == upload.uid));
                if !listed || self.form_key.get_value() != form_key {
                    return;
                }
                self.take(taken);
                self.end(upload.uid);
                let joined = words().compose.joined(&upload.name.get_value());
                // An error shown meanwhile stays readable.
                self.news.update(|news| {
                    if !matches!(news, Some((true, _))) {
                        *news = Some((false, joined));
                    }
                });
            },
        );
    }

    fn end(self, uid: usize) {
        self.uploads.update(|uploads| uploads.retain(|upload| upload.uid != uid));
        self.send_next();
    }

    /// Removes a file that is on its way or whose upload failed. The server is told too: it may
    /// have the whole file already, or get it late.
    pub fn cancel(self, upload: Upload) {
        upload.abort();
        self.end(upload.uid);
        let name = upload.name.get_value();
        self.withdraw(&upload.token.get_value(), move |reason| {
            self.news.set(Some((true, words().compose.not_taken_out(&name, &reason))));
        });
    }

    /// Removes an attached file. It leaves the list at once, so that a message deployed before the
    /// server's answer does not carry it. If the server fails to remove it, it comes back.
    pub fn remove(self, file: AttachmentView) {
        self.attached.update(|attached| attached.retain(|known| known.token != file.token));
        self.news.set(Some((false, words().compose.taken_out(&file.name))));
        let form_key = self.form_key.get_value();
        self.withdraw(&file.token.clone(), move |reason| {
            // Not in a form that was emptied meanwhile.
            if self.form_key.get_value() == form_key {
                self.news.set(Some((true, words().compose.not_taken_out(&file.name, &reason))));
                self.take(vec![file]);
            }
        });
    }

    /// Tells the server that a file is not in the form any more; `kept` gets the reason if that
    /// fails.
    fn withdraw(self, token: &str, kept: impl FnOnce(String) + Clone + 'static) {
        let fields = format!("cle={}", self.form_key.get_value());
        let failed = kept.clone();
        let done = move |status, text: String| {
            // 404 is fine: the file was already removed.
            if !matches!(status, 200..=399 | 404) {
                failed(refusal(status, &text));
            }
        };
        if post(&removal(token), Body::Form(&fields), |_| (), done).is_err() {
            kept(AppError::Unreachable.sentence());
        }
    }

    /// Empties the list: the form has another key now, and what the server has stays under the old one.
    pub fn leave(self) {
        for upload in self.uploads.get_untracked() {
            upload.abort();
        }
        self.uploads.set(Vec::new());
        self.attached.set(Vec::new());
        self.picture.give_up();
    }

    /// Empties the list, ends the uploads and tells the server. Call it before the form gets
    /// another key.
    pub fn reset(self) {
        // All of them first: the end of one upload would start the next.
        self.uploads.with_untracked(|uploads| uploads.iter().for_each(|upload| upload.abort()));
        for upload in self.uploads.get_untracked() {
            self.cancel(upload);
        }
        for file in self.attached.get_untracked() {
            self.remove(file);
        }
        self.news.set(None);
        self.picture.give_up();
    }

    /// Adds the files that the server has accepted.
    fn take(self, taken: Vec<AttachmentView>) {
        self.attached.update(|attached| attached.extend(taken));
    }
}
