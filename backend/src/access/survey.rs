use domain::{
    access::{Population, view::PopulationSurvey},
    directory::Profile,
    fields::FieldErrors,
    targets::TargetInput,
};

use super::{
    Caller,
    administered::{authorized, schools_of},
};
use crate::{Backend, Result};

/// *Accès population*: what can be chosen on the scope, and how many people would hold the role.
pub async fn survey_population(
    backend: &Backend,
    caller: &Caller,
    scope: &str,
    population: &TargetInput,
) -> Result<PopulationSurvey> {
    let scope = authorized(caller, scope)?;
    let schools = schools_of(&backend.db, scope).await?.schools;
    let index = backend.audience.current(&backend.db).await?;
    let options = index.options(&schools, &population.known_profiles());
    let Some(parsed) = Population::parse(population, &mut FieldErrors::default()) else {
        return Ok(PopulationSurvey { options, ..PopulationSurvey::default() });
    };
    let count = index.count(&parsed.in_schools(&schools));
    // A person of two schools counts in both. The figure of a profile is an estimate; the total is
    // exact.
    let per_profile = Profile::ALL
        .into_iter()
        .map(|profile| {
            let of_school = count.per_establishment.iter().flat_map(|school| &school.per_profile);
            (profile, of_school.filter(|(of, _)| *of == profile).map(|(_, people)| people).sum())
        })
        .filter(|(_, people)| *people > 0)
        .collect();
    let reached = count.per_establishment.len() as u64;
    Ok(PopulationSurvey { options, people: count.total, per_profile, schools: reached })
}
