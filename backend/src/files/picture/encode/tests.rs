use std::io::Cursor;

use domain::fields::PictureProblem;
use image::{ImageFormat, RgbImage, codecs::jpeg::JpegEncoder};
use moxcms::ColorProfile;

use super::encode;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_fn(width, height, |x, _| {
        image::Rgb([u8::try_from(x % 256).unwrap_or(0), 80, 120])
    });
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a picture");
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
            },
        )
    }) ^ u32::MAX
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), data].concat();
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [length.as_slice(), &body, &crc(&body).to_be_bytes()].concat()
}

/// A file of some hundred bytes that claims these dimensions.
fn claims(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(*b"IHDR", &header),
        &chunk(*b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        &chunk(*b"IEND", &[]),
    ]
    .concat()
}

/// An EXIF segment after the first two bytes of a JPEG: an orientation, and a maker's name in
/// place of everything that must go.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 8, 0, 0, 0, 38]);
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"GPS48.7\0");
    let body = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &body, &jpeg[2..]].concat()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::RgbImage::new(width, height)
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 80))
        .expect("a picture");
    bytes
}

#[test]
fn a_large_picture_has_several_sizes_and_a_small_one_its_own() {
    let sizes = |width, height| -> Vec<(u32, u32)> {
        let all = encode("a.png", &png(width, height)).expect("sizes");
        all.iter().map(|size| (size.width, size.height)).collect()
    };
    assert_eq!(sizes(2_000, 1_000), [(480, 240), (960, 480), (1_440, 720)]);
    assert_eq!(sizes(960, 10), [(480, 5), (960, 10)]);
    assert_eq!(sizes(100, 300), [(100, 300)]);
    assert_eq!(sizes(3_000, 1), [(480, 1), (960, 1), (1_440, 1)]);
}

#[test]
fn what_is_transparent_stays_so() {
    let mut bytes = Vec::new();
    image::RgbaImage::new(30, 20)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .expect("a picture");
    let size = encode("a.png", &bytes).expect("sizes").remove(0);
    assert_eq!(size.media_type, "image/webp");
    let again = image::load_from_memory(&size.bytes).expect("a picture");
    assert!(again.color().has_alpha());
    assert_eq!(encode("a.png", &png(30, 20)).expect("sizes")[0].media_type, "image/jpeg");
}

#[test]
fn metadata_is_gone_and_the_orientation_is_applied() {
    let lying = with_exif(&jpeg(60, 40), 6);
    assert!(lying.windows(5).any(|piece| piece == b"GPS48"));
    let size = encode("a.jpg", &lying).expect("sizes").remove(0);
    assert_eq!((size.width, size.height), (40, 60), "turned");
    for trace in [b"Exif".as_slice(), b"GPS48"] {
        assert!(!size.bytes.windows(trace.len()).any(|piece| piece == trace));
    }
    assert_eq!(encode("a.jpg", &jpeg(60, 40)).expect("sizes")[0].width, 60);
}

/// The claim is refused before a pixel is decoded.
#[test]
fn a_small_file_that_claims_to_be_huge_is_refused() {
    for (width, height) in [(50_000, 50_000), (8_001, 1), (1, 8_001), (7_000, 7_000), (u32::MAX >> 1, 1)] {
        let bomb = claims(width, height);
        assert!(bomb.len() < 1_000);
        let refused = encode("bombe.png", &bomb).err();
        assert!(
            matches!(refused, Some(PictureProblem::TooManyPixels { .. } | PictureProblem::Unreadable { .. })),
            "{width}×{height}: {refused:?}"
        );
    }
    for (width, height) in [(8_000, 5_000), (6_400, 6_250)] {
        let refused = encode("a.png", &claims(width, height)).err();
        assert_eq!(
            refused,
            Some(PictureProblem::TooManyPixels { name: "a.png".to_owned() }),
            "forty million"
        );
    }
    // 50 000 on 50 000, of the whole and of its first frame.
    let side = [0x50, 0xc3, 0x50, 0xc3];
    let gif = [b"GIF89a".as_slice(), &side, &[0; 3], b",", &[0; 4], &side, &[0, 8, 0], b";"].concat();
    assert_eq!(encode("a.gif", &gif).err(), Some(PictureProblem::TooManyPixels { name: "a.gif".to_owned() }));
}

/// The most memory that this process has held so far, in kB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Each claims 50 000 on 50 000, or as much as its format can.
#[test]
fn bombs_take_no_memory() {
    let before = peak();
    let side = [0x50, 0xc3, 0x50, 0xc3];
    let gif = [b"GIF89a".as_slice(), &side, &[0; 3], b",", &[0; 4], &side, &[0, 8, 0], b";"].concat();
    let jpeg = [
        &[0xff, 0xd8, 0xff, 0xc2, 0, 17, 8, 0xc3, 0x50, 0xc3, 0x50, 3][..],
        &[1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0],
    ]
    .concat();
    let webp = [b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0".as_slice(), &[0xff; 6]].concat();
    for (name, bomb) in [("a.png", claims(50_000, 50_000)), ("a.gif", gif), ("a.jpg", jpeg), ("a.webp", webp)]
    {
        assert!(encode(name, &bomb).is_err(), "{name}");
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before < 100_000, "{} kB for some hundred bytes", after - before);
    }
}

/// The same numbers are another colour in Display P3, which many telephones use.
#[test]
fn colours_stay_what_their_profile_says() {
    let orange = image::Rgb([200, 120, 60]);
    let encoded = |profile: Option<Vec<u8>>| -> image::Rgb<u8> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        if let Some(profile) = profile {
            image::ImageEncoder::set_icc_profile(&mut encoder, profile).expect("a profile");
        }
        RgbImage::from_pixel(64, 64, orange).write_with_encoder(encoder).expect("a picture");
        let size = encode("a.jpg", &bytes).expect("sizes").remove(0);
        assert!(!size.bytes.windows(11).any(|piece| piece == b"ICC_PROFILE"), "nothing of it is left");
        *image::load_from_memory(&size.bytes).expect("a picture").to_rgb8().get_pixel(32, 32)
    };
    let near = |one: image::Rgb<u8>, other: image::Rgb<u8>| {
        one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) <= 4)
    };
    let p3 = ColorProfile::new_display_p3().encode().expect("a profile");
    let srgb = ColorProfile::new_srgb().encode().expect("a profile");
    assert!(near(encoded(None), orange) && near(encoded(Some(srgb)), orange));
    let [red, green, blue] = encoded(Some(p3)).0;
    assert!(red > 208 && green < 120 && blue < 52, "more of it in sRGB: {red} {green} {blue}");
    assert!(near(encoded(Some(b"no profile at all".to_vec())), orange), "what cannot be read is left out");
}

#[test]
fn other_files_are_no_pictures() {
    for content in [b"".as_slice(), b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"%PDF-1.7", b"BM", b"MZ"]
    {
        assert!(matches!(encode("a.svg", content).err(), Some(PictureProblem::NotAccepted { .. })));
    }
    for length in [10, 30, 60] {
        let cut = png(40, 40)[..length].to_vec();
        assert!(matches!(encode("a.png", &cut).err(), Some(PictureProblem::Unreadable { .. })), "{length}");
    }
}

/// A picture that lies on its side is turned after it was scaled, not before.
#[test]
fn a_photograph_takes_little_more_than_its_pixels() {
    let lying = with_exif(&grey(2_048, 2_048, 3), 6);
    let before = peak();
    let sizes = encode("a.jpg", &lying).expect("sizes");
    assert_eq!(sizes.last().map(|size| (size.width, size.height)), Some((1_440, 1_440)));
    // The pixels are 12 600 kB, the largest size 6 200 kB.
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before < 30_000, "{} kB", after - before);
    }
}

/// White in the inks of a printer, as Adobe's programs write it: 255 is no ink.
#[test]
fn pictures_for_printers_are_shown_in_the_colours_of_a_screen() {
    let inks = [
        vec![0xff, 0xd8],
        segment(0xee, b"Adobe\0\x64\0\0\0\0\0"),
        segment(0xdb, &[&[0_u8, 127][..], &[1; 63]].concat()),
        segment(0xc0, &[8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]),
        segment(0xc4, &[&[0_u8, 1, 1][..], &[0; 14], &[0, 4]].concat()),
        segment(0xc4, &[&[0x10_u8, 1][..], &[0; 15], &[0]].concat()),
        segment(0xda, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]),
        // For each ink: the difference +8 times 127, and the end of the block.
        vec![0xa1, 0x42, 0x85, 0x0f, 0xff, 0xd9],
    ]
    .concat();
    let size = encode("a.jpg", &inks).expect("sizes").remove(0);
    let shown = image::load_from_memory(&size.bytes).expect("a picture").to_rgb8();
    assert!(shown.get_pixel(4, 4).0.iter().all(|colour| *colour > 250), "{:?}", shown.get_pixel(4, 4));
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [[0xff, marker].as_slice(), &length, body].concat()
}

/// A grey JPEG of any size, in a file that has next to nothing for each block.
fn grey(width: u16, height: u16, components: u8) -> Vec<u8> {
    let each: Vec<u8> = (1..=components).flat_map(|number| [number, 0x11, 0]).collect();
    let scanned: Vec<u8> = (1..=components).flat_map(|number| [number, 0]).collect();
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8) * usize::from(components);
    [
        vec![0xff, 0xd8],
        segment(0xdb, &[&[0_u8][..], &[1; 64]].concat()),
        segment(
            0xc0,
            &[&[8_u8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[components], &each].concat(),
        ),
        segment(0xc4, &[&[0_u8, 1][..], &[0; 15], &[0]].concat()),
        segment(0xc4, &[&[0x10_u8, 1][..], &[0; 15], &[0]].concat()),
        segment(0xda, &[&[components][..], &scanned, &[0, 63, 0]].concat()),
        // Two bits for a block: no difference, and its end.
        vec![0; blocks.div_ceil(4)],
        vec![0xff, 0xd9],
    ]
    .concat()
}
