use domain::accounts::batch::{Coupon, PrintedSheet};
use leptos::prelude::*;

use crate::{components::Notice, words};

/// A sheet of coupons, shown only this once. On paper there is nothing else.
#[component]
pub fn Coupons(sheet: PrintedSheet) -> impl IntoView {
    let said = words().batches;
    let mut classes: Vec<(String, Vec<Coupon>)> = Vec::new();
    for coupon in sheet.coupons {
        match classes.last_mut() {
            Some((class, coupons)) if *class == coupon.class => coupons.push(coupon),
            _ => classes.push((coupon.class.clone(), vec![coupon])),
        }
    }
    let school = sheet.school;
    view! {
        <section class="coupon-sheet stack" aria-labelledby="coupons">
            <div class="coupon-notice">
                <Notice kind="success" what=said.print_now next=said.print_now_hint />
            </div>
            <h2 id="coupons">{school}</h2>
            {classes.into_iter().map(|(class, coupons)| view! { <OfClass name=class coupons /> }).collect_view()}
        </section>
    }
}

#[component]
fn OfClass(name: String, coupons: Vec<Coupon>) -> impl IntoView {
    let title = if name.is_empty() { words().batches.without_class.to_owned() } else { name };
    view! {
        <div class="coupon-class">
            <h3>{title}</h3>
            <ul class="coupons">
                {coupons.into_iter().map(|coupon| view! { <One coupon /> }).collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn One(coupon: Coupon) -> impl IntoView {
    let size = coupon.size;
    view! {
        <li class="coupon" lang=coupon.language translate="no">
            <div>
                <p>
                    <strong dir="auto">{coupon.name}</strong>
                    {(!coupon.who.is_empty()).then(|| format!(", {}", coupon.who))}
                </p>
                <p>{coupon.school}</p>
                <p>{coupon.login_label} " " <strong class="coupon-secret">{coupon.login}</strong></p>
                <p>{coupon.code_label} " " <strong class="coupon-secret">{coupon.code}</strong></p>
                <p class="coupon-steps">{coupon.steps} " " {coupon.valid}</p>
            </div>
            <svg
                class="coupon-code"
                viewBox=format!("0 0 {size} {size}")
                aria-hidden="true"
                shape-rendering="crispEdges"
            >
                <rect width=size.to_string() height=size.to_string() fill="#fff"></rect>
                <path d=coupon.path fill="#000"></path>
            </svg>
        </li>
    }
}
