use domain::{
    communications::{CommunicationInput, Confirmation, view::Question},
    fields::FieldProblem,
    targets::Target,
};

use super::{
    article_links::in_question,
    named::{Called, called},
    prepare::{Prepared, prepare},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, signature},
    token::check_form_key,
};

/// *Souhaitez-vous déployer cette communication ciblée ?*: all checks of a deployment, without writing
/// anything. What the sender reads, and what the answer confirms, come from the same check.
///
/// # Errors
/// As [`deploy`](super::deploy()), except for what only the answer can violate.
pub async fn question(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<Question> {
    let form = prepare(backend, &backend.db, caller, input, backend.clock.now()).await?;
    check_form_key(form_key)?;
    let index = backend.audience.current(&backend.db).await?;
    let recipients = index.count(&form.audience).total;
    if recipients == 0 {
        return Err(Error::field("cibles", FieldProblem::ReachesNobody));
    }
    let sender = signature(&backend.db, caller).await?;
    let article = in_question(&backend.db, &index, caller, &form.new.content, &form.audience).await?;
    let named = called(&backend.db, caller, &form.audience, Question::NAMED).await?;
    let targets = form.new.targets.as_slice().iter().zip(&named);
    let criteria = targets.map(|(target, named)| in_words(caller, &form, target, named)).collect();
    let named = form.perimeter.schools.iter().filter(|school| form.schools.contains(&school.id));
    Ok(Question {
        sender,
        perimeter: form.perimeter.name_and_place(),
        schools: named.take(Question::NAMED).map(|school| school.called(&form.perimeter.schools)).collect(),
        criteria,
        before: None,
        article,
        confirmation: Confirmation { recipients, ..form.confirmation },
    })
}

/// A target in words, with the names of the people whom it names.
fn in_words(caller: &Caller, form: &Prepared, target: &Target, named: &Called) -> String {
    let (words, schools) = (caller.words(), listed(form, target));
    if !target.names_people() {
        return words.targets.in_words(target, &schools);
    }
    let count = target.people.values().count() as u64;
    words.targets.named_in_words(count, &named.names, named.gone, &schools)
}

/// The names of the schools that a target lists; none for *Tous*, if there are several.
fn listed(form: &Prepared, target: &Target) -> Vec<String> {
    if let ([only], true) = (form.perimeter.schools.as_slice(), target.establishments.is_all()) {
        return vec![only.name.clone()];
    }
    let chosen = target.establishments.values().filter_map(|id| form.perimeter.school(*id));
    chosen.map(|school| school.called(&form.perimeter.schools)).collect()
}
