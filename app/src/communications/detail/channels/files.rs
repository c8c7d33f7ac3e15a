use domain::files::AttachmentView;
use leptos::{either::Either, prelude::*};

use crate::{components::FileList, words};

/// The attached files, as a row of the description.
#[component]
pub fn Attachments(files: Vec<AttachmentView>) -> impl IntoView {
    view! {
        <div>
            <dt>{words().detail.attachments}</dt>
            <dd>
                {if files.is_empty() {
                    Either::Left(words().detail.no_attachment)
                } else {
                    Either::Right(view! { <FileList files /> })
                }}
            </dd>
        </div>
    }
}
