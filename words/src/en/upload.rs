//! Files on their way to the server.

use crate::rooms::Upload;

pub(super) const UPLOAD: Upload = Upload {
    import_running: "An import is already running. Your files were not taken; wait until it has finished, then try again.",
    import_malformed: "The upload was not understood, or it was interrupted. Nothing was changed; choose the files and send them again.",
    import_too_large: "The upload is too large: at most 200 MB per file and 300 MB in all. Nothing was changed.",
    import_too_slow: "The upload took too long. Nothing was changed; try again with a better connection.",
    import_not_kept: "These files are no longer kept: an hour has passed, others were sent, or the server was restarted. Nothing was changed; choose them again.",
    back_to_directory: "Back to the directory",
    import_refused: "Import refused",
    malformed: "The upload was not understood, or it was interrupted. Nothing was attached; choose the files and send them again.",
    too_large: "The upload is too large. Nothing was attached.",
    too_slow: "The upload took too long. Nothing was attached; try again with a better connection.",
    typing_kept: "What you typed is kept.",
    back_to_form: "Back to the communication",
    refused: "Attachments refused",
    not_joined,
};

fn not_joined(problems: &[String]) -> String {
    format!("{}. Nothing from this upload was attached.", problems.join("; "))
}
