use leptos::prelude::*;

/// Its content as long as a condition holds. `Show` does the same, and is compiled anew for each use.
#[component]
pub fn When(
    holds: Signal<bool>,
    /// What is shown instead.
    #[prop(optional, into)]
    otherwise: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| holds.get());
    move || if holds.get() { children() } else { otherwise.run() }
}
