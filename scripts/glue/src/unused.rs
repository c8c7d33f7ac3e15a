//! Functions that nothing can call. A view of Leptos carries a table of functions, and the compiler keeps every
//! entry of it, because it cannot see which ones are called. Emptied, they leave with what only they use, as soon
//! as the package is made small.

use walrus::{FunctionId, FunctionKind, Module, ir::Unreachable};

/// A kind of functions, by their names without generic arguments.
struct Unused {
    named: fn(&str) -> bool,
    /// The only functions that could call them: a package with one of these is refused.
    caller: fn(&str) -> bool,
}

const UNUSED: [Unused; 6] = [
    // Hydration in steps, for lazy routes. Our islands are hydrated at once.
    Unused {
        named: |name| ends(name, "::hydrate_async"),
        caller: |name| {
            name.starts_with("leptos::mount::hydrate_from_async")
                || name.starts_with("leptos::mount::hydrate_lazy")
        },
    },
    // For pages that the macro `template!` makes in the browser.
    Unused {
        named: |name| ends(name, "::hydrate_from_template"),
        caller: |name| name.contains("tachys::view::template::"),
    },
    // For attributes that are put on a component from outside (`attr:`).
    Unused {
        named: |name| {
            ends(name, "::elements") && (name.contains("view::Mountable") || name.contains("any_view"))
        },
        caller: |name| name.contains("AnyViewWithAttrs"),
    },
    // For attributes of a component that has several elements.
    Unused {
        named: |name| ends(name, "any_attribute::IntoAnyAttribute>::into_any_attr::clone"),
        caller: |name| {
            let several = ["::iterators::", "::either::", "::tuples::", "::keyed::", "::reactive_graph::"];
            name.contains("AnyViewWithAttrs")
                || name.contains("AnyAttribute as core::clone")
                || (name.contains("add_any_attr") && several.iter().any(|of| name.contains(of)))
        },
    },
    // For an element with a single erased attribute; the macro makes lists of them, which are built anew.
    Unused {
        named: |name| ends(name, "any_attribute::IntoAnyAttribute>::into_any_attr::rebuild"),
        caller: |name| name.contains("AnyAttribute as tachys::html::attribute::Attribute>::rebuild"),
    },
    // What words a panic. The program stops there in any case, with the stack of its calls in the console; the
    // message is for `make dev`, whose packages are not changed.
    Unused { named: words_a_panic, caller: |_| false },
];

fn words_a_panic(name: &str) -> bool {
    [
        "core::panicking::panic",
        "core::panicking::assert_failed",
        "core::str::slice_error_fail",
        "core::slice::index::slice_",
        "core::result::unwrap_failed",
        "core::option::unwrap_failed",
        "core::option::expect_failed",
        "core::cell::panic_already",
        "alloc::raw_vec::handle_error",
        "alloc::alloc::handle_alloc_error",
        "console_error_panic_hook::hook",
    ]
    .iter()
    .any(|beginning| name.starts_with(beginning))
}

/// Whether `name` is that of the function, or of a closure in it.
fn ends(name: &str, function: &str) -> bool {
    name.trim_end_matches("::{{closure}}").ends_with(function)
}

/// Empties them.
///
/// # Errors
/// If the package has no names, or could call one of them.
pub fn empty(module: &mut Module) -> Result<(), String> {
    let names: Vec<(FunctionId, String)> = module
        .funcs
        .iter()
        .filter_map(|function| {
            Some((function.id(), format!("{:#}", rustc_demangle::demangle(function.name.as_deref()?))))
        })
        .collect();
    if names.is_empty() {
        return Err("the program has no names of functions".to_owned());
    }
    for (_, name) in &names {
        if UNUSED.iter().any(|unused| (unused.caller)(name)) {
            return Err(format!("{name} calls what is taken out: scripts/glue/src/unused.rs"));
        }
    }
    for (id, name) in names {
        if UNUSED.iter().any(|unused| (unused.named)(&name))
            && let FunctionKind::Local(local) = &mut module.funcs.get_mut(id).kind
        {
            let body = local.entry_block();
            local.block_mut(body).instrs = vec![(Unreachable {}.into(), walrus::ir::InstrLocId::default())];
        }
    }
    Ok(())
}
