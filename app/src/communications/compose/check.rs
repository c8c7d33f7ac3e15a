use domain::{
    communications::CommunicationInput,
    fields::{FieldErrors, FieldProblem},
};
use leptos::prelude::*;

use super::{audience::Audience, files::Files};

/// The same check as on the server, plus what only the browser knows: files on their way, and the
/// count.
pub fn check(written: Memo<CommunicationInput>, audience: Audience, files: Files) -> Memo<FieldErrors> {
    let perimeter = audience.chosen();
    Memo::new(move |_| {
        let clock = audience.clock();
        let mut errors = written.with(|input| {
            let mut errors = input.parse(clock.today).err().unwrap_or_default();
            if !input.names_perimeter() {
                errors.add("perimetre", FieldProblem::Required);
            }
            if let Some(field) = input.over_at(clock.now) {
                errors.add(field, FieldProblem::InThePast);
            }
            if let Some(problem) = perimeter.with(|of| of.as_ref().and_then(|of| input.severity_problem(of)))
            {
                errors.add("type", problem);
            }
            let files_problem = input.takes_files().then(|| files.problem()).flatten();
            if let Some(problem) = files_problem {
                errors.add("fichiers", problem);
            }
            let picture_problem = input.takes_picture().then(|| files.picture.problem()).flatten();
            if let Some(problem) = picture_problem {
                errors.add("image", problem);
            }
            errors
        });
        let chosen = written.with(CommunicationInput::names_perimeter);
        if chosen && !audience.counting.get() && audience.total() == 0 {
            errors.add("cibles", FieldProblem::ReachesNobody);
        }
        errors
    })
}
