use crate::vocabulary::vocabulary;

vocabulary! {
    /// *Aide*. The steps of each part are separated by `|`.
    Help {
        title,
        about,
        signing_in_title,
        signing_in,
        reading_title,
        reading,
        writing_title,
        writing,
        following_title,
        following,
        receiving_title,
        receiving,
        rights_title,
        rights,
        administration_title,
        administration,
        account_title,
        account,
        trouble_title,
        trouble,
    }
}
