use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::live::Live;
use crate::{named::named, words};

/// How often the page looks whether a second is over. A page that is in the background looks less often.
const LOOK_MS: u32 = 250;

/// *Annuler l'envoi*: a plain form, offered until the communication goes out. The module sends it again until
/// the server answers, and says so (`browser/portal/src/back.ts`).
#[component]
pub fn TakeBack(live: Live) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_take_back));
    let left = seconds_left(live.first.with_value(|detail| detail.goes_out_in_ms), live.time_over);
    let said = move || left.get().map(|seconds| words().detail.seconds_left(seconds));
    let unanswered = move || {
        if live.time_over.get() {
            words().detail.take_back_unknown
        } else {
            words().detail.take_back_unanswered
        }
    };
    move || {
        may.get().then(|| {
            view! {
                <form class="cluster take-back" method="post" action=named(&format!("/communications/{}/annuler-envoi", live.id))>
                    <button class="button button-danger" type="submit">{words().detail.take_back}</button>
                    // For the eye: a screen reader would say each second. That there are only some, the notice says.
                    <span class="muted numeric" aria-hidden="true" translate="no">{said}</span>
                    <span role="status" data-unanswered=unanswered></span>
                </form>
            }
        })
    }
}

/// The seconds that are left, counted in the browser alone. They are those from when the page was asked
/// for: none is shown that is over for the server. Without scripts there are none, because they would
/// stand still. `over` becomes true after the last one.
fn seconds_left(in_ms: u32, over: RwSignal<bool>) -> RwSignal<Option<u32>> {
    let left = RwSignal::new(None);
    Effect::new(move |_| {
        spawn_local(async move {
            let Some(clock) = window().performance() else { return };
            let (mut seconds, mut shown) = (in_ms.div_ceil(1_000), 0);
            while seconds > 0 {
                let ends = f64::from(in_ms) - f64::from(seconds - 1) * 1_000.0;
                if clock.now() >= ends {
                    seconds -= 1;
                    continue;
                }
                if shown != seconds {
                    let _ = left.try_set(Some(seconds));
                    shown = seconds;
                }
                TimeoutFuture::new(LOOK_MS).await;
            }
            let _ = left.try_set(None);
            let _ = over.try_set(true);
        });
    });
    left
}
