use domain::communications::{
    Acknowledgement, Channel, Concern, DeliveryState, DuplicateMode, Severity, Status,
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Words about a communication, wherever it is shown.
    Communications {
        ;
        fn channel(channel: Channel) -> &'static str;
        fn channel_hint(channel: Channel) -> &'static str;
        fn severity(severity: Severity) -> &'static str;
        fn severity_hint(severity: Severity) -> &'static str;
        /// *Type de communication*: `Annonce (information)`
        fn announcement_kind(severity_of_it: Severity) -> String;
        /// The status of a communication.
        fn status(status: Status) -> &'static str;
        /// *Statut du déploiement*
        fn deployment_status(status: Status) -> &'static str;
        fn delivery_state(state: DeliveryState) -> &'static str;
        /// Why it no longer does what it was meant to, as a sentence.
        fn concern(concern: &Concern) -> String;
        /// The same in a few words, to follow a status.
        fn concern_briefly(concern: &Concern) -> String;
        /// How many further reasons are not named: at least one.
        fn further(more: usize) -> String;
        fn duplicate_mode(mode: DuplicateMode) -> &'static str;
        /// *Accusé de lecture*
        fn acknowledgement(asked: Acknowledgement) -> &'static str;
        fn acknowledgement_hint(asked: Acknowledgement) -> &'static str;
    }
}
