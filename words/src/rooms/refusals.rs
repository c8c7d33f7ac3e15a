use domain::{Conflict, access::Right, communications::Severity};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Refusals and their reasons.
    Refusals {
        signed_out_title,
        forbidden_title,
        second_factor_title,
        too_many_attempts_title,
        busy_title,
        too_many_pages_title,
        unwritable_title,
        away_title,
        late_title,
        scanner_title,
        store_title,
        not_found_title,
        conflict_title,
        malformed_title,
        too_large_title,
        unreachable_title,
        /// A filter or a proxy answered in place of the server.
        intercepted_title,
        internal_title,
        signed_out,
        administrator_only,
        rights_administrator_only,
        second_factor_missing,
        busy,
        too_many_pages,
        /// The server has no place for another connection.
        no_place,
        unwritable,
        /// The database does not answer. Whether the last change was kept is not known.
        away,
        scanner_unavailable,
        store_unavailable,
        not_found,
        /// In place of what an open page showed, when its reader may not read it any more.
        gone,
        fields,
        malformed,
        wrong_method,
        too_large,
        unreachable,
        unanswered,
        internal,
        foreign_origin,
        foreign_origin_title,
        foreign_host,
        other_person_title,
        /// Before the text that a refused form held.
        typed_text,
        ;
        /// The operator finds the reason in the log by the number of the request.
        fn internal_numbered(number: &str) -> String;
        /// The answer took too long. Whether the last change was kept is not known. `number` is that of
        /// the request.
        fn late(number: Option<&str>) -> String;
        /// `status` is that of the filter or proxy that answered in place of the server.
        fn intercepted(status: u16) -> String;
        /// The page was opened by somebody else; `now` is the person who is signed in.
        fn other_person(now: &str) -> String;
        /// The sentence for a change that the current state does not allow.
        fn conflict(what: Conflict) -> String;
        fn forbidden(missing: Right) -> String;
        /// The right goes only up to `most`.
        fn severity_forbidden(most: Severity) -> String;
        fn too_many_attempts(seconds: u64) -> String;
    }
}
