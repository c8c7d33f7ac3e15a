use domain::{
    access::{Population, view::PopulationSurvey},
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
    let reached = count.per_establishment.len() as u64;
    Ok(PopulationSurvey { options, people: count.total, per_profile: count.per_profile, schools: reached })
}
