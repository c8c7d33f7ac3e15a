use leptos::prelude::*;

use super::Bound;

/// For `aria-describedby`: the hint of a control, its error message if there is one, and `also`,
/// the `id`s of other elements that describe it.
pub fn describe(
    id: &'static str,
    hint: bool,
    problem: Signal<Option<String>>,
    also: Option<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    move || identities(id, hint, problem.with(Option::is_some), also.as_deref())
}

/// For `aria-invalid`: true while there is an error message, or `also` says so.
pub fn invalid(
    problem: Signal<Option<String>>,
    also: Signal<bool>,
) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    move || (also.get() || problem.with(Option::is_some)).then_some("true")
}

/// Whether a control asks for the focus when its page opens: in a plain form that came back, the first
/// one with an error gets it. An island has its own list of errors.
pub fn takes_focus(value: Bound<String>, problem: Signal<Option<String>>) -> bool {
    // Plain forms are written by the server alone.
    cfg!(feature = "ssr") && value.is_fixed() && problem.with_untracked(Option::is_some)
}

fn identities(id: &str, hint: bool, wrong: bool, also: Option<&str>) -> Option<String> {
    let own = [(hint, "aide"), (wrong, "erreur")];
    let own = own.into_iter().filter(|(is_there, _)| *is_there).map(|(_, part)| format!("{id}-{part}"));
    let all: Vec<String> = own.chain(also.map(str::to_owned)).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

#[cfg(test)]
mod tests {
    use super::identities;

    #[test]
    fn only_existing_elements_describe_a_control() {
        assert_eq!(identities("nom", false, false, None), None);
        assert_eq!(identities("nom", true, false, None).as_deref(), Some("nom-aide"));
        assert_eq!(
            identities("nom", true, true, Some("nom-compte")).as_deref(),
            Some("nom-aide nom-erreur nom-compte")
        );
    }
}
