use domain::targets::TargetInput;
use leptos::prelude::*;

use super::state::Audience;
use crate::components::form::Bound;

/// Whether `id` is chosen in the target at `position`, for its check box. `chosen` is the list that has it,
/// and `list` finds that list in a target.
pub fn is_chosen(
    position: Memo<usize>,
    chosen: Memo<Vec<String>>,
    id: String,
    list: fn(&mut TargetInput) -> &mut Vec<String>,
) -> Bound<bool> {
    let audience = expect_context::<Audience>();
    let id = StoredValue::new(id);
    Bound::new(
        Signal::derive(move || chosen.with(|chosen| id.with_value(|id| chosen.contains(id)))),
        move |is_chosen| {
            let id = id.get_value();
            audience.edit_target(position.get_untracked(), |target| {
                let list = list(target);
                list.retain(|known| *known != id);
                if is_chosen {
                    list.push(id);
                }
            });
        },
    )
}
