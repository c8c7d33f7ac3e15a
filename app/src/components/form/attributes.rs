use leptos::attr::{
    any_attribute::{AnyAttribute, IntoAnyAttribute},
    custom::custom_attribute,
};

/// Attributes that never change; those without a value are left out.
///
/// Written in a view, each attribute would add a type, and a control with ten of them would add
/// some kB to the browser package.
pub fn fixed<const N: usize>(attributes: [(&'static str, Option<&'static str>); N]) -> Vec<AnyAttribute> {
    given(&attributes)
}

/// One function for all lengths.
fn given(attributes: &[(&'static str, Option<&'static str>)]) -> Vec<AnyAttribute> {
    let some = |(name, value): &(&'static str, Option<&'static str>)| {
        value.map(|value| custom_attribute(*name, value).into_any_attr())
    };
    attributes.iter().filter_map(some).collect()
}
