//! What a file says about itself, as far as it decides how much memory its decoder takes.

use image::ImageFormat;

/// Bytes of coefficients for each pixel of a JPEG, where nothing better is known: four full components.
const ALL_COEFFICIENTS: u64 = 8;

/// Bytes for each pixel that a decoder keeps beside the pixels that it makes.
pub(super) fn beside(format: ImageFormat, content: &[u8]) -> u64 {
    match format {
        ImageFormat::Jpeg => coefficients(content).unwrap_or(ALL_COEFFICIENTS),
        ImageFormat::Png => 0,
        // A frame that is narrower than the picture is decoded into memory of its own.
        ImageFormat::Gif => 4,
        // Of a moving picture: the canvas, the frame, its luminance and colours, and what is transparent.
        _ => 11,
    }
}

/// How a JPEG is divided into components.
struct Frame {
    progressive: bool,
    components: u8,
    /// Bytes for each pixel.
    coefficients: u64,
}

/// Bytes for each pixel that are kept until the last scan of a JPEG: of a file with one scan nothing.
fn coefficients(content: &[u8]) -> Option<u64> {
    let mut rest = content.get(2..)?;
    let mut frame: Option<Frame> = None;
    loop {
        let start = rest.iter().position(|byte| *byte == 0xff)?;
        rest = &rest[start..];
        let code = rest.iter().position(|byte| *byte != 0xff)?;
        let marker = rest[code];
        rest = &rest[code + 1..];
        if matches!(marker, 0 | 1 | 0xd0..=0xd8) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let segment = rest.get(2..length)?;
        match marker {
            0xda => {
                let frame = frame?;
                let in_one_scan = !frame.progressive && *segment.first()? == frame.components;
                return Some(if in_one_scan { 0 } else { frame.coefficients });
            }
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => frame = Some(frame_of(marker, segment)?),
            _ => {}
        }
        rest = &rest[length..];
    }
}

fn frame_of(marker: u8, segment: &[u8]) -> Option<Frame> {
    let components = *segment.get(5)?;
    let (mut samples, mut widest, mut tallest) = (0, 1, 1);
    for number in 0..usize::from(components) {
        let sampling = *segment.get(7 + 3 * number)?;
        let (across, down) = (u64::from(sampling >> 4), u64::from(sampling & 15));
        samples += across * down;
        (widest, tallest) = (across.max(widest), down.max(tallest));
    }
    // Two bytes for a coefficient.
    let coefficients = (2 * samples).div_ceil(widest * tallest);
    Some(Frame { progressive: marker == 0xc2, components, coefficients })
}

/// Whether no frame of a WebP file is larger than the picture: the decoder makes room for a frame before
/// it compares the two.
pub(super) fn frames_fit(content: &[u8], width: u32, height: u32) -> bool {
    let fits = |frame: &[u8]| {
        frame.get(6..10).is_none_or(|size| {
            let side = |low: u8, high: u8| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            side(size[0], size[1]) <= width && side(size[2], size[3]) <= height
        })
    };
    chunks(content.get(12..).unwrap_or_default()).all(|(kind, body)| match kind {
        b"VP8 " => fits(body),
        b"ANMF" => {
            chunks(body.get(16..).unwrap_or_default()).all(|(kind, body)| kind != b"VP8 " || fits(body))
        }
        _ => true,
    })
}

/// Name and content of each chunk; the last one may be cut.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(8)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        rest = after.get(length.saturating_add(length % 2)..).unwrap_or_default();
        Some((&head[..4], &after[..length.min(after.len())]))
    })
}

#[cfg(test)]
mod tests {
    use super::{coefficients, frames_fit};

    /// The start of a JPEG: its frame, then its first scan.
    fn jpeg(marker: u8, sampling: &[u8], scanned: u8) -> Vec<u8> {
        let components = u8::try_from(sampling.len()).expect("few");
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xc0, 0xff, marker, 0, 8 + 3 * components];
        bytes.extend([8, 0, 16, 0, 16, components]);
        for (number, sampling) in (1..).zip(sampling) {
            bytes.extend([number, *sampling, 0]);
        }
        bytes.extend([0xff, 0xda, 0, 3, scanned]);
        bytes
    }

    #[test]
    fn only_a_jpeg_in_several_scans_keeps_its_coefficients() {
        assert_eq!(coefficients(&jpeg(0xc0, &[0x22, 0x11, 0x11], 3)), Some(0));
        assert_eq!(coefficients(&jpeg(0xc0, &[0x22, 0x11, 0x11], 1)), Some(3), "a scan for each component");
        assert_eq!(coefficients(&jpeg(0xc2, &[0x22, 0x11, 0x11], 3)), Some(3), "progressive");
        assert_eq!(coefficients(&jpeg(0xc2, &[0x11; 3], 3)), Some(6));
        assert_eq!(coefficients(&jpeg(0xc2, &[0x11; 4], 4)), Some(8), "inks");
        assert_eq!(coefficients(&[0xff, 0xd8, 0xff]), None);
        assert_eq!(coefficients(b""), None);
    }

    #[test]
    fn a_frame_larger_than_its_picture_is_known_before_it_is_decoded() {
        let chunk = |kind: &[u8; 4], body: &[u8]| {
            let length = u32::try_from(body.len()).expect("short").to_le_bytes();
            [kind.as_slice(), &length, body].concat()
        };
        // An odd length is followed by a byte that does not count.
        let other = [chunk(b"EXIF", b"abc"), vec![0]].concat();
        let frame = |side: u8| chunk(b"VP8 ", &[0x10, 0, 0, 0x9d, 0x01, 0x2a, side, 0, side, 0]);
        let moving = |side: u8| chunk(b"ANMF", &[vec![0; 16], frame(side)].concat());
        for (side, fits) in [(99, true), (100, true), (101, false)] {
            for body in [frame(side), moving(side)] {
                let file = [b"RIFF\0\0\0\0WEBP".to_vec(), other.clone(), body].concat();
                assert_eq!(frames_fit(&file, 100, 100), fits, "{side}");
            }
        }
        assert!(frames_fit(b"RIFF", 1, 1), "what is cut is refused when it is read");
    }
}
