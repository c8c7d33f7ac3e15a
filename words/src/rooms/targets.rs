use domain::{
    directory::Profile,
    targets::{CriterionKind, Target},
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Profiles and criteria.
    Targets {
        /// A target without any criterion.
        everybody,
        profile_label,
        all_profiles,
        filter_profiles,
        clear_choices,
        ;
        fn profile(profile: Profile) -> &'static str;
        /// Everybody with a profile.
        fn profile_plural(profile: Profile) -> &'static str;
        /// `312 élèves`, `1 parent`
        fn pupils_or_parents(of: Profile, count: u64) -> String;
        fn criterion(kind: CriterionKind) -> &'static str;
        /// *Tous*, in the gender of the criterion.
        fn all_of(kind: CriterionKind) -> &'static str;
        /// The label of the input that shortens a long list of choices.
        fn filter_of(kind: CriterionKind) -> &'static str;
        /// Instead of a list that would be too long.
        fn too_many(kind: CriterionKind) -> &'static str;
        fn choices(count: usize) -> String;
        fn absent(name: &str) -> String;
        /// `Tous les parents de 2de et 1re – Lycée Curie`: a target with the names of the schools in its
        /// list; no names for *Tous*.
        fn in_words(target: &Target, schools: &[String]) -> String;
    }
}
