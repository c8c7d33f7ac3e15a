//! The schools of one town, or of one kind, in a long list.

use domain::access::School;
use leptos::{html, prelude::*};

use crate::{
    components::{fold, form::bind_select},
    words,
};

/// The group that narrows a list, as long as a school of it has it; for everything in the list.
#[derive(Clone, Copy)]
pub struct Standing(pub Memo<String>);

/// Codes of what a school has in common with others: its town, and its kind, which is the first word
/// of its name.
pub fn groups_of(school: &School) -> [String; 2] {
    let kind = school.name.split_whitespace().next().unwrap_or_default();
    [format!("ville:{}", school.town), format!("type:{kind}")]
}

/// Whether a school with these groups is in the chosen one; an empty code chooses none.
pub fn is_in(groups: &[String; 2], chosen: &str) -> bool {
    chosen.is_empty() || groups.iter().any(|group| group == chosen)
}

/// The chosen group as long as a school has it.
pub fn known(schools: &[School], chosen: String) -> String {
    let is_known = schools.iter().any(|school| groups_of(school).contains(&chosen));
    if is_known { chosen } else { String::new() }
}

/// How many schools have each code, as names are sorted; those without a name are left out.
fn counted(codes: Vec<String>) -> Vec<(String, u64)> {
    // As texts alone: the browser's package has a sort of them.
    let mut codes: Vec<String> = codes.into_iter().map(|code| format!("{}\n{code}", fold(&code))).collect();
    codes.sort_unstable();
    let mut counted: Vec<(String, u64)> = Vec::new();
    for code in codes {
        let code = code.split_once('\n').map_or_else(String::new, |(_, code)| code.to_owned());
        match counted.last_mut() {
            Some((last, count)) if *last == code => *count += 1,
            _ if code.ends_with(':') => {}
            _ => counted.push((code, 1)),
        }
    }
    counted
}

/// *Ville ou type d’établissement*: narrows the list, like the filter beside it.
#[component]
pub fn Groups(schools: Memo<Vec<School>>, chosen: RwSignal<String>) -> impl IntoView {
    let Standing(standing) = expect_context();
    let field = NodeRef::<html::Select>::new();
    let value = move || {
        schools.track();
        standing.get()
    };
    bind_select(field, value, move |early| chosen.set(early));
    let options = move |place: usize| {
        let codes =
            schools.with(|schools| schools.iter().map(|school| groups_of(school)[place].clone()).collect());
        counted(codes)
            .into_iter()
            .map(|(code, count)| {
                let name = code.split_once(':').map_or("", |(_, name)| name);
                let said = format!("{name} ({})", words().numbers.number(count));
                view! { <option value=code>{said}</option> }
            })
            .collect_view()
    };
    view! {
        <select
            class="input"
            translate="no"
            aria-label=words().compose.town_or_kind
            node_ref=field
            on:change:target=move |event| chosen.set(event.target().value())
        >
            <option value="">{words().compose.any_town_or_kind}</option>
            <optgroup label=words().compose.towns>{move || options(0)}</optgroup>
            <optgroup label=words().compose.kinds>{move || options(1)}</optgroup>
        </select>
    }
}

#[cfg(test)]
mod tests {
    use domain::{EstablishmentId, access::School};

    use super::{counted, groups_of, is_in, known};

    fn school(name: &str, town: &str) -> School {
        School {
            id: EstablishmentId(1),
            uai: "0810001A".to_owned(),
            name: name.to_owned(),
            town: town.to_owned(),
            time_zone: "Europe/Paris".to_owned(),
            severity: None,
        }
    }

    #[test]
    fn a_list_is_narrowed_to_a_town_or_to_a_kind_exactly() {
        let schools = [
            school("Lycée Curie", "Albi"),
            school("Collège Fabert", "Albi"),
            school("Collège Fabert", "Albine"),
        ];
        let shown = |chosen: &str| schools.iter().filter(|school| is_in(&groups_of(school), chosen)).count();
        assert_eq!([shown(""), shown("ville:Albi"), shown("type:Collège"), shown("type:Col")], [3, 2, 2, 0]);
        assert_eq!(known(&schools, "ville:Albi".to_owned()), "ville:Albi");
        assert_eq!(known(&schools, "ville:Castres".to_owned()), "", "what is gone hides nothing");
    }

    #[test]
    fn each_town_is_counted_and_no_nameless_one() {
        let codes = ["ville:Gap", "ville:", "ville:Albi", "ville:Gap", "ville:"].map(str::to_owned).to_vec();
        assert_eq!(counted(codes), [("ville:Albi".to_owned(), 1), ("ville:Gap".to_owned(), 2)]);
    }

    #[test]
    fn towns_stand_in_the_order_of_their_names() {
        let codes =
            ["ville:Verdun", "ville:Épinal", "ville:Metz", "ville:Épinal"].map(str::to_owned).to_vec();
        let towns: Vec<String> =
            counted(codes).into_iter().map(|(code, count)| format!("{code} {count}")).collect();
        assert_eq!(towns, ["ville:Épinal 2", "ville:Metz 1", "ville:Verdun 1"]);
    }
}
