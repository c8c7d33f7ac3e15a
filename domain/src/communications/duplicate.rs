use chrono::NaiveDate;

use super::CommunicationInput;
use crate::targets::Target;

values::coded! {
    /// dupliquer: what the new form takes over from the old communication. The code is used in
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
    /// The targets that the copy takes over; none if it begins with everybody.
    pub fn copied_targets(self, original: &[Target]) -> &[Target] {
        match self {
            Self::Targets | Self::Both => original,
            Self::Content => &[],
        }
    }

    /// The form with which the copy opens. A past period or sending time is replaced.
    pub fn apply(self, original: &CommunicationInput, today: NaiveDate) -> CommunicationInput {
        let mut copy = match self {
            Self::Targets => CommunicationInput::blank(today),
            Self::Content | Self::Both => original.clone(),
        };
        match self {
            Self::Targets | Self::Both => {
                copy.targets.clone_from(&original.targets);
                // The same people read the same language.
                copy.second.first.clone_from(&original.second.first);
            }
            Self::Content => copy.targets = CommunicationInput::blank(today).targets,
        }
        copy.perimeter.clone_from(&original.perimeter);
        copy.renew(today);
        copy
    }
}
