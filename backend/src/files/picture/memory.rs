//! How much memory a picture takes while it is decoded and scaled, known before a pixel is decoded.

use image::{ColorType, ImageFormat};

/// What one picture may take, with the file that it came in.
pub(super) const MOST: u64 = 100_000_000;
/// Rows that decoders and encoders work on, tables, and what a strip of colours is converted in.
const ROWS: u64 = 500_000;

/// Whether a colour has more than eight bits. Such pixels are made smaller as soon as they are decoded.
pub(super) fn is_deep(colour: ColorType) -> bool {
    colour.bytes_per_pixel() > colour.channel_count()
}

/// What the memory of a picture depends on.
pub(super) struct Need<'a> {
    pub format: ImageFormat,
    /// What the decoder makes.
    pub colour: ColorType,
    /// Bytes for each pixel that the decoder keeps beside what it makes.
    pub beside: u64,
    pub pixels: u64,
    /// Bytes of the file.
    pub file: u64,
    /// Width and height, the largest last.
    pub sizes: &'a [(u32, u32)],
}

impl Need<'_> {
    /// The most bytes that are held at a time.
    pub fn bytes(&self) -> u64 {
        let transparent = self.colour.has_alpha();
        let decoded = u64::from(self.colour.bytes_per_pixel());
        // At most: red, green and blue, and what is transparent, in eight bits each.
        let kept = if transparent { 4 } else { 3 };
        // A size is turned into a second one; then WebP is written from a copy.
        let work = if transparent { 12 } else { 6 };
        let area = |size: &(u32, u32)| u64::from(size.0) * u64::from(size.1);
        let largest = self.sizes.last().map_or(self.pixels, area);
        let smaller = self.sizes.iter().rev().skip(1).map(area).max().unwrap_or(0);

        // The decoder of JPEG has a copy of the file.
        let files = if self.format == ImageFormat::Jpeg { 2 } else { 1 };
        let decoding = self.pixels * (decoded + self.beside) + (files - 1) * self.file;
        let converting = if is_deep(self.colour) { self.pixels * (decoded + kept) } else { 0 };
        let thumbnail = if largest == self.pixels { 0 } else { largest * kept };
        let scaling = self.pixels * kept + thumbnail.max(smaller * work);
        let last = largest * work;
        self.file + ROWS + decoding.max(converting).max(scaling).max(last)
    }
}

#[cfg(test)]
mod tests {
    use image::{ColorType, ImageFormat, metadata::Orientation};

    use super::{super::encode::sizes_of, MOST, Need};

    /// What a decoder makes, and keeps beside it.
    const KINDS: [(ImageFormat, ColorType, u64); 10] = [
        (ImageFormat::Jpeg, ColorType::L8, 0),
        (ImageFormat::Jpeg, ColorType::Rgb8, 0),
        (ImageFormat::Jpeg, ColorType::Rgb8, 8),
        (ImageFormat::Png, ColorType::Rgb8, 0),
        (ImageFormat::Png, ColorType::La16, 0),
        (ImageFormat::Png, ColorType::Rgb16, 0),
        (ImageFormat::Png, ColorType::Rgba16, 0),
        (ImageFormat::Gif, ColorType::Rgba8, 4),
        (ImageFormat::WebP, ColorType::Rgb8, 11),
        (ImageFormat::WebP, ColorType::Rgba8, 11),
    ];
    const FILE: u64 = 10 * 1024 * 1024;

    fn bytes(kind: (ImageFormat, ColorType, u64), width: u32, height: u32) -> u64 {
        let (format, colour, beside) = kind;
        let need = |orientation| {
            let sizes = sizes_of(width, height, orientation);
            let pixels = u64::from(width) * u64::from(height);
            Need { format, colour, beside, pixels, file: FILE, sizes: &sizes }.bytes()
        };
        need(Orientation::NoTransforms).max(need(Orientation::Rotate90))
    }

    /// What the refusal promises.
    #[test]
    fn five_million_pixels_always_pass_and_twenty_four_of_a_photograph() {
        for kind in KINDS {
            for (width, height) in
                [(2_236, 2_236), (8_000, 625), (961, 5_202), (1_440, 3_472), (1_441, 3_469)]
            {
                let bytes = bytes(kind, width, height);
                assert!(bytes <= MOST, "{kind:?}, {width}×{height}: {bytes}");
            }
        }
        for (width, height) in [(6_000, 4_000), (4_000, 6_000), (8_000, 3_000), (3_000, 8_000)] {
            for kind in &KINDS[..2] {
                let bytes = bytes(*kind, width, height);
                assert!(bytes <= MOST, "{kind:?}, {width}×{height}: {bytes}");
            }
        }
    }

    #[test]
    fn forty_million_pixels_never_pass() {
        for kind in KINDS {
            for (width, height) in [(8_000, 5_000), (5_000, 8_000), (6_400, 6_250)] {
                assert!(bytes(kind, width, height) > MOST, "{kind:?}, {width}×{height}");
            }
        }
    }
}
