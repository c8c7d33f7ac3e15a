use domain::files::{PICTURE_WIDTHS, PictureView};
use leptos::prelude::*;

/// A picture, in the size that fits the screen. Its dimensions are known before it has come.
#[component]
pub fn Picture(
    picture: PictureView,
    /// How wide it is shown, as the attribute `sizes` says it.
    #[prop(default = "(max-width: 46rem) 100vw, 44rem")]
    sizes: &'static str,
) -> impl IntoView {
    let PictureView { token, alternative, width, height } = picture;
    let at = |width: u32| format!("/images/{token}/{width}");
    let narrower = PICTURE_WIDTHS.into_iter().filter(|narrower| *narrower < width);
    let all: Vec<String> = narrower.chain([width]).map(|width| format!("{} {width}w", at(width))).collect();
    view! {
        <img
            class="picture"
            src=at(PICTURE_WIDTHS[0])
            srcset=all.join(", ")
            sizes=sizes
            alt=alternative
            width=width.to_string()
            height=height.to_string()
            loading="lazy"
            decoding="async"
        />
    }
}
