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
        /// By criteria, or by name.
        people_choice,
        by_criteria,
        by_name,
        people,
        people_search,
        people_search_hint,
        people_found,
        person_gone,
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
        /// `12 personnes nommées`
        fn people_named(count: u64) -> String;
        /// The result of a search that names at most `most` people.
        fn found_people(count: usize, most: usize) -> String;
        /// Of the people who are named, those who are not there any more.
        fn people_gone(count: u64) -> String;
        /// `3 personnes nommées (Léa Roux, …) – Lycée Curie`: people who are named, of whom some are
        /// not listed, with the schools as in [`Self::in_words`].
        fn named_in_words(count: u64, names: &[String], gone: u64, schools: &[String]) -> String;
        /// `Tous les parents de 2de et 1re – Lycée Curie`: a target with the names of the schools in its
        /// list; no names for *Tous*.
        fn in_words(target: &Target, schools: &[String]) -> String;
    }
}
