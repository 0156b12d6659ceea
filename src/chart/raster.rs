//! Pictures of pixels: the file of a chart as PNG, or with its text as outlines.
//!
//! In: the SVG of [`Form::File`](super::Form) and the [`Fonts`]. Out: the same picture 1,600 pixels wide, or an SVG that
//! needs no font. Only the bundled faces and the project's own are used, never those of the system, so that the bytes are
//! the same everywhere. The one place that names `resvg`, `png` and `crc32fast`.

use std::borrow::Cow;
use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use super::font::Fonts;
use super::{ChartError, svg};
use crate::model::sha256;

/// The width of a picture in pixels.
pub const PNG_WIDTH: u32 = 1600;

/// The name of the entry that says what a picture was made from.
const MADE_FROM: &[u8] = b"dajuan";

/// The bytes of a PNG's last chunk.
const END: usize = 12;

/// How pictures are made; another number makes all of them anew.
const VERSION: &str = "2";

/// The faces as the rasteriser takes them.
pub(super) struct Faces(Arc<usvg::fontdb::Database>);

impl Faces {
    pub(super) fn new(fonts: &Fonts) -> Faces {
        let mut database = usvg::fontdb::Database::new();
        for bytes in fonts.bytes() {
            database.load_font_source(usvg::fontdb::Source::Binary(Arc::clone(bytes) as _));
        }
        Faces(Arc::new(database))
    }
}

/// What a picture says about itself, beside its pixels.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// Its title.
    pub title: &'a str,
    /// What can be seen.
    pub description: &'a str,
    /// Where its figures come from.
    pub source: &'a str,
    /// Under which licence it stands; may be empty.
    pub licence: &'a str,
}

impl Caption<'_> {
    /// A fingerprint of all that the PNG of an SVG depends on.
    fn made_from(&self, picture: &str, fonts: &Fonts) -> String {
        let words = [VERSION, picture, self.title, self.description, self.source, self.licence];
        let lengths = words.map(|word| word.len().to_le_bytes());
        let lengths = lengths.iter().map(|length| length.as_slice());
        let faces = fonts.bytes().iter().skip(BUNDLED).map(|bytes| (**bytes).as_ref());
        sha256(lengths.chain(words.iter().map(|word| word.as_bytes())).chain(faces))
    }
}

/// How many faces are part of the program; others are part of what a picture is made from.
const BUNDLED: usize = 2;

/// The PNG of an SVG. An earlier one is kept where it is, to the byte, what would be made again.
///
/// # Errors
/// [`ChartError::Drawing`] where the rasteriser refuses the SVG.
pub fn png(
    picture: &str,
    caption: Caption<'_>,
    fonts: &Fonts,
    earlier: impl FnOnce() -> Option<Vec<u8>>,
) -> Result<Vec<u8>, ChartError> {
    let made_from = caption.made_from(picture, fonts);
    match earlier().filter(|earlier| is_sealed(earlier, &made_from)) {
        Some(earlier) => Ok(earlier),
        None => Ok(sealed(pixels(picture, caption, fonts)?, &made_from)),
    }
}

/// A PNG with an entry before its end that says what it was made from, and that it is whole.
fn sealed(mut bytes: Vec<u8>, made_from: &str) -> Vec<u8> {
    let end = bytes.split_off(bytes.len() - END);
    let seal = seal(&bytes, made_from);
    bytes.extend(seal);
    bytes.extend(end);
    bytes
}

fn is_sealed(bytes: &[u8], made_from: &str) -> bool {
    let length = seal(b"", made_from).len() + END;
    bytes.len().checked_sub(length).is_some_and(|start| {
        let (body, rest) = bytes.split_at(start);
        rest[..length - END] == seal(body, made_from)
    })
}

/// The chunk `tEXt` behind these bytes.
fn seal(body: &[u8], made_from: &str) -> Vec<u8> {
    let mut chunk = b"tEXt".to_vec();
    chunk.extend(MADE_FROM);
    chunk.push(0);
    chunk.extend(format!("{made_from} {}", sha256([body])).into_bytes());
    let length = u32::try_from(chunk.len() - 4).unwrap_or_default();
    let checksum = crc32fast::hash(&chunk);
    [&length.to_be_bytes(), chunk.as_slice(), &checksum.to_be_bytes()].concat()
}

fn pixels(picture: &str, caption: Caption<'_>, fonts: &Fonts) -> Result<Vec<u8>, ChartError> {
    let tree = parsed(picture, fonts)?;
    let size = tree.size();
    let scale = PNG_WIDTH as f32 / size.width();
    let height = (size.height() * scale).ceil() as u32;
    let refused = |what: &str| ChartError::Drawing(what.to_owned());
    let mut pixels =
        tiny_skia::Pixmap::new(PNG_WIDTH, height).ok_or_else(|| refused("no room for the picture"))?;
    pixels.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encoded(&Pixels::of(pixels.data()), height, caption)
        .map_err(|error| ChartError::Drawing(error.to_string()))
}

/// The pixels of an opaque picture.
enum Pixels {
    /// At most 256 colours, each once, and the number of one for each pixel: what charts have.
    Few(Vec<u8>, Vec<u8>),
    /// Three bytes for each pixel.
    Many(Vec<u8>),
}

impl Pixels {
    /// From four bytes for each pixel, of which the last is never less than 255: the ground is white.
    fn of(rgba: &[u8]) -> Pixels {
        let mut colours: Vec<[u8; 4]> = Vec::new();
        let mut numbers = Vec::with_capacity(rgba.len() / 4);
        let (pixels, _) = rgba.as_chunks::<4>();
        for run in pixels.chunk_by(|a, b| a == b) {
            let number = match colours.iter().position(|colour| *colour == run[0]) {
                Some(number) => number,
                None => {
                    colours.push(run[0]);
                    colours.len() - 1
                }
            };
            let Ok(number) = u8::try_from(number) else {
                return Pixels::Many(pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect());
            };
            numbers.resize(numbers.len() + run.len(), number);
        }
        Pixels::Few(colours.into_iter().flat_map(|[r, g, b, _]| [r, g, b]).collect(), numbers)
    }
}

/// The deflate is the quick one made for PNG: of a chart it makes 81 KB in 1 ms, where level 3 of the common one makes 58 KB in
/// 10 ms, and drawing takes 17 ms.
fn encoded(pixels: &Pixels, height: u32, caption: Caption<'_>) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::with_capacity(128 * 1024);
    let mut encoder = png::Encoder::new(&mut bytes, PNG_WIDTH, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::FdeflateUltraFast);
    encoder.set_filter(png::Filter::Adaptive);
    let data = match pixels {
        Pixels::Few(colours, numbers) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(colours.as_slice());
            numbers
        }
        Pixels::Many(rgb) => {
            encoder.set_color(png::ColorType::Rgb);
            rgb
        }
    };
    let texts = [
        ("Title", caption.title),
        ("Description", caption.description),
        ("Source", caption.source),
        ("Copyright", caption.licence),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        encoder.add_itxt_chunk(name.to_owned(), text.to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(bytes)
}

/// The SVG with its text as outlines: it looks the same where the fonts are missing, but its text cannot be selected.
///
/// # Errors
/// [`ChartError::Drawing`] where the rasteriser refuses the SVG.
pub fn outlined(picture: &str, fonts: &Fonts) -> Result<String, ChartError> {
    let options = usvg::WriteOptions {
        coordinates_precision: 3,
        indent: usvg::Indent::None,
        ..usvg::WriteOptions::default()
    };
    let outlines = parsed(picture, fonts)?.to_string(&options);
    svg::renamed(picture, &outlines).ok_or_else(|| ChartError::Drawing("no picture came back".to_owned()))
}

/// The bundled faces have the quotation marks of Chinese type alone, each as wide as a character; among Latin letters straight ones
/// stand in for them.
fn with_narrow_marks(picture: &str) -> Cow<'_, str> {
    let is_latin = picture.split_once('>').is_some_and(|(root, _)| root.contains(" xml:lang=\"en"));
    if !is_latin || !picture.contains(['“', '”', '‘', '’']) {
        return Cow::Borrowed(picture);
    }
    let straight = picture.replace(['“', '”'], "&quot;").replace(['‘', '’'], "&apos;");
    Cow::Owned(straight)
}

fn parsed(picture: &str, fonts: &Fonts) -> Result<usvg::Tree, ChartError> {
    let picture = &with_narrow_marks(picture);
    let options = usvg::Options { fontdb: Arc::clone(&fonts.drawn().0), ..usvg::Options::default() };
    usvg::Tree::from_str(picture, &options).map_err(|error| ChartError::Drawing(error.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chart::tests::fonts;

    const CAPTION: Caption<'_> = Caption { title: "题", description: "", source: "<&>", licence: "" };

    fn drawing(text: &str) -> String {
        let text = svg::escape(text);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 4\" width=\"80\" height=\"4\">\
             <title>{text}</title><desc>{text}</desc><text y=\"3\" font-size=\"3\">{text}</text></svg>"
        )
    }

    #[test]
    fn an_earlier_picture_is_kept_where_nothing_differs() {
        let made = png(&drawing("一"), CAPTION, fonts(), || None).unwrap();
        let other = png(&drawing("二"), CAPTION, fonts(), || None).unwrap();
        let kept = |earlier: &[u8], caption| {
            png(&drawing("一"), caption, fonts(), || Some(earlier.to_vec())).unwrap()
        };
        assert_ne!(made, other);
        assert_eq!(kept(&made, CAPTION), made);
        assert_eq!(kept(&other, CAPTION), made);
        assert_ne!(kept(&made, Caption { source: "别处", ..CAPTION }), made);
    }

    #[test]
    fn words_that_move_from_one_field_to_another_are_another_picture() {
        let made_from = |title, source| Caption { title, source, ..CAPTION }.made_from("", fonts());
        assert_ne!(made_from("ab", "c"), made_from("a", "bc"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn whatever_the_words_are_the_picture_can_be_drawn(text in "\\PC{0,12}|[<&>\"'\u{0}\u{b}\u{fffe}\u{202e}\u{1f600}a]{0,12}") {
            let caption = Caption { title: &text, description: &text, source: &text, licence: &text };
            prop_assert!(png(&drawing(&text), caption, fonts(), || None).is_ok());
            prop_assert!(outlined(&drawing(&text), fonts()).is_ok());
        }

        #[test]
        fn no_byte_of_a_seal_may_differ(place in 0usize..400, bit in 0u8..8) {
            let mut bytes = sealed(vec![7; 300], "abc");
            let place = place % (bytes.len() - END);
            prop_assert!(is_sealed(&bytes, "abc") && !is_sealed(&bytes, "abd"));
            bytes[place] ^= 1 << bit;
            prop_assert!(!is_sealed(&bytes, "abc"));
        }
    }
}
