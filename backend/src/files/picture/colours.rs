use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Bytes of colours that are converted at a time: whole pixels of three bytes, and of four.
const STRIP: usize = 12 * 1024;
/// A longer profile is left out.
const MAX_PROFILE_BYTES: usize = 1024 * 1024;

/// What the colours of a picture mean, from the profile in its file. Only profiles of RGB: a picture of
/// another kind has been turned into RGB when it was decoded.
pub(super) fn profile_of(stored: &[u8]) -> Option<ColorProfile> {
    let stored = (stored.len() <= MAX_PROFILE_BYTES).then_some(stored)?;
    ColorProfile::new_from_slice(stored).ok().filter(|profile| profile.color_space == DataColorSpace::Rgb)
}

/// Turns pixels into sRGB, so that they look the same without their profile, which is removed with the
/// other metadata. Colours whose profile does not work stay as they are.
pub(super) fn to_srgb(profile: Option<&ColorProfile>, pixels: &mut [u8], layout: Layout) {
    let Some(profile) = profile else { return };
    let transform =
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default());
    let Ok(transform) = transform else { return };
    let mut converted = vec![0; STRIP];
    for strip in pixels.chunks_mut(STRIP) {
        let converted = &mut converted[..strip.len()];
        if transform.transform(strip, converted).is_ok() {
            strip.copy_from_slice(converted);
        }
    }
}
