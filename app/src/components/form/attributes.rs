use leptos::attr::{
    any_attribute::{AnyAttribute, IntoAnyAttribute},
    custom::custom_attribute,
};

/// Attributes that never change, without those that have no value.
///
/// Written out in a view, each of them would be a type of its own, and a control with ten of them
/// some kB in the browser half.
pub fn fixed<const N: usize>(attributes: [(&'static str, Option<&'static str>); N]) -> Vec<AnyAttribute> {
    let some = |(name, value): (&'static str, Option<&'static str>)| {
        value.map(|value| custom_attribute(name, value).into_any_attr())
    };
    attributes.into_iter().filter_map(some).collect()
}
