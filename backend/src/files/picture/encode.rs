//! From what somebody uploaded to the sizes that are shown. Only pixels are taken over: everything
//! else in the file, such as where a photograph was taken, stays behind.

use std::io::Cursor;

use domain::{fields::PictureProblem, files::PICTURE_WIDTHS};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    metadata::Orientation,
};
use moxcms::{ColorProfile, Layout};

use super::{
    colours::{profile_of, to_srgb},
    headers::{beside, frames_fit},
    memory::{MOST, Need, is_deep},
};

const KNOWN: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
/// The largest side, in pixels. How many pixels there may be follows from the memory that they take.
const MAX_SIDE: u32 = 8_000;
/// What a decoder may allocate besides pixels, such as for a profile.
const METADATA_BYTES: u64 = 8 * 1024 * 1024;
const JPEG_QUALITY: u8 = 82;

/// One size of a picture, encoded here.
pub struct Size {
    pub width: u32,
    pub height: u32,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A picture as the file has it: not turned yet.
struct Decoded {
    picture: DynamicImage,
    /// What its colours mean, if the file says it.
    profile: Option<ColorProfile>,
    orientation: Orientation,
    sizes: Vec<(u32, u32)>,
}

/// The sizes of an uploaded picture, the largest last. JPEG where nothing is transparent, otherwise
/// WebP; of a moving picture the first frame.
///
/// Each size is turned by itself, after it was scaled, and the memory of the original is freed before
/// the largest one is encoded: `Need` relies on both.
///
/// # Errors
/// What is wrong with the file called `name`.
pub fn encode(name: &str, content: &[u8]) -> Result<Vec<Size>, PictureProblem> {
    let Decoded { picture, profile, orientation, mut sizes } = decode(name, content)?;
    let finished = |shown: DynamicImage| {
        let size = written(shown, orientation, profile.as_ref());
        size.map_err(|_| PictureProblem::Unreadable { name: name.to_owned() })
    };
    let largest = sizes.pop();
    let mut encoded = Vec::new();
    for (width, height) in sizes {
        encoded.push(finished(picture.thumbnail_exact(width, height))?);
    }
    let shown = match largest {
        Some((width, height)) if (width, height) != (picture.width(), picture.height()) => {
            let smaller = picture.thumbnail_exact(width, height);
            drop(picture);
            smaller
        }
        _ => picture,
    };
    encoded.push(finished(shown)?);
    Ok(encoded)
}

/// The dimensions, and the memory that follows from them, are checked before anything is decoded: a
/// small file may claim to be 50 000 pixels wide.
fn decode(name: &str, content: &[u8]) -> Result<Decoded, PictureProblem> {
    let unreadable = || PictureProblem::Unreadable { name: name.to_owned() };
    let too_large = || PictureProblem::TooManyPixels { name: name.to_owned() };
    let reader = || ImageReader::new(Cursor::new(content)).with_guessed_format().map_err(|_| unreadable());
    let format = reader()?.format().filter(|format| KNOWN.contains(format));
    let format = format.ok_or_else(|| PictureProblem::NotAccepted { name: name.to_owned() })?;
    let (width, height) = reader()?.into_dimensions().map_err(|_| unreadable())?;
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(too_large());
    }
    if format == ImageFormat::WebP && !frames_fit(content, width, height) {
        return Err(unreadable());
    }
    let pixels = u64::from(width) * u64::from(height);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(4 * pixels + METADATA_BYTES);
    let mut reader = reader()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable())?;
    let orientation = decoder.orientation().map_err(|_| unreadable())?;
    let colour = decoder.color_type();
    let sizes = sizes_of(width, height, orientation);
    let need = Need {
        format,
        colour,
        beside: beside(format, content),
        pixels,
        file: content.len() as u64,
        sizes: &sizes,
    };
    if need.bytes() > MOST {
        return Err(too_large());
    }
    // A profile that cannot be read is left out; the picture is not.
    let profile = decoder.icc_profile().ok().flatten().and_then(|profile| profile_of(&profile));
    let picture = DynamicImage::from_decoder(decoder).map_err(|reason| match reason {
        image::ImageError::Limits(_) => too_large(),
        _ => unreadable(),
    })?;
    let picture = match (is_deep(colour), colour.has_alpha()) {
        (false, _) => picture,
        (true, true) => DynamicImage::ImageRgba8(picture.into_rgba8()),
        (true, false) => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    Ok(Decoded { picture, profile, orientation, sizes })
}

fn written(
    mut shown: DynamicImage,
    orientation: Orientation,
    profile: Option<&ColorProfile>,
) -> ImageResult<Size> {
    shown.apply_orientation(orientation);
    let (width, height) = (shown.width(), shown.height());
    let mut bytes = Vec::new();
    if shown.color().has_alpha() {
        let mut pixels = shown.into_rgba8();
        to_srgb(profile, &mut pixels, Layout::Rgba);
        pixels.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?;
        return Ok(Size { width, height, media_type: "image/webp", bytes });
    }
    let mut pixels = shown.into_rgb8();
    to_srgb(profile, &mut pixels, Layout::Rgb);
    pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
    Ok(Size { width, height, media_type: "image/jpeg", bytes })
}

/// The sizes to make of a picture, the largest last, as they are before they are turned.
pub(super) fn sizes_of(width: u32, height: u32, orientation: Orientation) -> Vec<(u32, u32)> {
    let on_its_side = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let turned = |(width, height)| if on_its_side { (height, width) } else { (width, height) };
    let (whole, tall) = turned((width, height));
    let largest = whole.min(PICTURE_WIDTHS[PICTURE_WIDTHS.len() - 1]);
    let widths = PICTURE_WIDTHS.into_iter().filter(|width| *width < largest).chain([largest]);
    widths.map(|width| turned((width, scaled(tall, width, whole)))).collect()
}

/// The height that belongs to a smaller width.
fn scaled(height: u32, width: u32, whole: u32) -> u32 {
    let scaled = u64::from(height) * u64::from(width) / u64::from(whole.max(1));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests;
