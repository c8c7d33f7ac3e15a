use domain::outbound::OutboundError;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Calls to servers of others.
    Outbound {
        title,
        ;
        /// Why a call gave no answer, for those who administer the portal.
        fn failed(error: OutboundError) -> String;
    }
}
