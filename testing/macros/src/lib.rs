//! `#[both_engines]` runs one test on SQLite and on PostgreSQL, each under its own name.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{FnArg, Ident, ItemFn, Type, parse_macro_input};

/// Makes two tests of one function: `name::sqlite` and `name::postgres`, each with its own
/// database: empty if the test takes its address, otherwise with the present schema.
///
/// The function is `async` and takes one argument: the database's address as `&str`, or a type that
/// is made from such an address (`testing::OnDatabase`), by value or by reference. The arguments of
/// the attribute are passed to `#[tokio::test]`.
///
/// ```ignore
/// #[both_engines]
/// async fn a_head_may_deploy(world: World) {
///     assert!(world.actor("direction").await.deploy(&announcement("Bonjour")).await.is_ok());
/// }
/// ```
#[proc_macro_attribute]
pub fn both_engines(options: TokenStream, item: TokenStream) -> TokenStream {
    let function = parse_macro_input!(item as ItemFn);
    expanded(&options.into(), function).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn expanded(options: &Tokens, mut function: ItemFn) -> syn::Result<Tokens> {
    let sig = &function.sig;
    let (Some(FnArg::Typed(argument)), true, 1) =
        (sig.inputs.first(), sig.asyncness.is_some(), sig.inputs.len())
    else {
        let message = "a test on both engines is `async` and takes one argument";
        return Err(syn::Error::new_spanned(sig, message));
    };
    let run = way_to_run(&argument.ty, &sig.ident);
    let (sqlite, postgres) = databases(&argument.ty);
    let name = &function.sig.ident;
    let attributes = std::mem::take(&mut function.attrs);
    let test = if options.is_empty() { quote!(#[tokio::test]) } else { quote!(#[tokio::test(#options)]) };
    Ok(quote! {
        #function

        #[cfg(test)]
        mod #name {
            #test
            #(#attributes)*
            async fn sqlite() {
                ::testing::databases::#sqlite(async |url| #run).await;
            }

            #test
            #(#attributes)*
            async fn postgres() {
                ::testing::databases::#postgres(async |url| #run).await;
            }
        }
    })
}

/// The expression that runs the test `name` with its argument, made from the address `url`.
fn way_to_run(argument: &Type, name: &Ident) -> Tokens {
    match argument {
        Type::Reference(reference) if is_str(&reference.elem) => quote!(super::#name(url).await),
        Type::Reference(_) => quote!(::testing::databases::lend(url, super::#name).await),
        _ => quote!(::testing::databases::give(url, super::#name).await),
    }
}

/// A test that takes an address gets an empty database; for the others it has the schema already.
fn databases(argument: &Type) -> (Tokens, Tokens) {
    match argument {
        Type::Reference(reference) if is_str(&reference.elem) => {
            (quote!(on_sqlite_url), quote!(on_postgres_url))
        }
        _ => (quote!(on_migrated_sqlite_url), quote!(on_migrated_postgres_url)),
    }
}

fn is_str(argument: &Type) -> bool {
    matches!(argument, Type::Path(path) if path.path.is_ident("str"))
}
