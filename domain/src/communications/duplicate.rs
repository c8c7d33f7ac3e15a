use chrono::NaiveDate;

use super::CommunicationInput;

values::coded! {
    /// dupliquer: what the new form takes over from the old communication. The code stands in
    /// addresses.
    DuplicateMode {
        /// *Avec les mêmes cibles*
        Targets => "cibles",
        /// *Avec la même description*
        Content => "description",
        /// *Avec les mêmes cibles et la même description*
        Both => "cibles-et-description",
    }
}

impl DuplicateMode {
    /// The form that the copy opens with. A period that is over gives way to a fresh one:
    /// nobody wants to be told that last month is in the past.
    pub fn apply(self, original: &CommunicationInput, today: NaiveDate) -> CommunicationInput {
        let mut copy = match self {
            Self::Targets => CommunicationInput::blank(today),
            Self::Content | Self::Both => original.clone(),
        };
        match self {
            Self::Targets | Self::Both => copy.targets.clone_from(&original.targets),
            Self::Content => copy.targets = CommunicationInput::blank(today).targets,
        }
        copy.perimeter.clone_from(&original.perimeter);
        // The day on which the original went is no proposal for the copy.
        copy.send_later = false;
        copy.send_day.clear();
        copy.send_time.clear();
        if copy.last_day.parse::<NaiveDate>().is_ok_and(|last| last < today) {
            let fresh = CommunicationInput::blank(today);
            copy.first_day = fresh.first_day;
            copy.last_day = fresh.last_day;
        }
        copy
    }
}
