use std::collections::BTreeSet;

use crate::{
    EstablishmentId,
    directory::Profile,
    targets::{Audience, Criterion, Target, Targets},
};

values::coded! {
    /// What a space is. Each school has one of each kind but the last.
    SpaceKind {
        /// *Espace personnels*
        Staff => "staff",
        /// *Espace parents*
        Parents => "parents",
        /// *Espace élèves*
        Pupils => "pupils",
        /// A space that the school added; it has a name.
        Other => "other",
    }

    /// What somebody may do in a space beyond reading.
    SpaceRight {
        Write => "write",
        /// Withdraw what others wrote; includes writing.
        Moderate => "moderate",
    }

    /// What subscribers are told of.
    ToldKind {
        Article => "article",
        Event => "event",
    }
}

impl SpaceKind {
    /// The profiles that read a standard space; none for [`SpaceKind::Other`].
    pub const fn profiles(self) -> &'static [Profile] {
        match self {
            Self::Staff => &[
                Profile::Teacher,
                Profile::Management,
                Profile::SchoolLife,
                Profile::AdminTechnical,
                Profile::Librarian,
            ],
            Self::Parents => &[Profile::Parent],
            Self::Pupils => &[Profile::Student],
            Self::Other => &[],
        }
    }

    /// Whether its readers are told of what is published unless they unsubscribe.
    pub const fn subscribes_by_itself(self) -> bool {
        !matches!(self, Self::Other)
    }
}

/// Who reads a space of a school: the people of its kind, or of `targets` for another one. Targets
/// never reach beyond the school; without any, nobody reads it.
pub fn readers_in(school: EstablishmentId, kind: SpaceKind, targets: &[Target]) -> Audience {
    let standard;
    let targets = match kind {
        SpaceKind::Other => targets,
        kind => {
            standard =
                [Target { profiles: kind.profiles().iter().copied().collect(), ..Target::everybody() }];
            &standard
        }
    };
    let here = |target: &Target| Target { establishments: Criterion::All, ..target.clone() };
    Targets::new(targets.iter().map(here).collect())
        .and_then(|targets| {
            Audience::resolve(&targets, &BTreeSet::from([school])).map_err(|(_, problem)| problem)
        })
        .unwrap_or_else(|_| Audience::nobody())
}

#[cfg(test)]
mod tests {
    use super::{SpaceKind, readers_in};
    use crate::{
        EstablishmentId,
        directory::{Cohort, Profile},
    };

    fn somebody(school: i64, profile: Profile) -> Cohort {
        let establishment = EstablishmentId(school);
        Cohort::of(establishment, profile)
    }

    #[test]
    fn standard_spaces_divide_the_people_of_a_school() {
        for profile in Profile::ALL {
            let read: Vec<SpaceKind> = SpaceKind::ALL
                .into_iter()
                .filter(|kind| readers_in(EstablishmentId(1), *kind, &[]).matches(&somebody(1, profile)))
                .collect();
            let expected: &[SpaceKind] = match profile {
                Profile::Student => &[SpaceKind::Pupils],
                Profile::Parent => &[SpaceKind::Parents],
                // They work for a school without belonging to its staff.
                Profile::Academy | Profile::LocalAuthority => &[],
                _ => &[SpaceKind::Staff],
            };
            assert_eq!(read, expected, "{profile:?}");
        }
        let elsewhere = somebody(2, Profile::Parent);
        assert!(!readers_in(EstablishmentId(1), SpaceKind::Parents, &[]).matches(&elsewhere));
    }

    #[test]
    fn another_space_without_targets_is_read_by_nobody() {
        let nobody = readers_in(EstablishmentId(1), SpaceKind::Other, &[]);
        assert!(Profile::ALL.iter().all(|profile| !nobody.matches(&somebody(1, *profile))));
    }
}
