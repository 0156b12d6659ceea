//! Writes the text of an SVG: the only place where markup is made.
//!
//! In: marks with places in tenths of a unit, and texts from anywhere. Out: well-formed XML whose coordinates
//! have one decimal, made from integers. Every text is escaped here; nothing is placed or decided here.

use std::fmt::Write;
use std::ops::Range;
use std::sync::OnceLock;

use super::Form;
use super::font::{Fonts, Weight};
use super::layout::{Area, Spot};
use super::palette::{FAMILY, Ink, Mark, Paint, Type};

/// Where a text holds on to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Start,
    Middle,
    End,
}

/// What stands at the end of a picture while it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// A path that ends in this place; the next one of its mark becomes a part of it.
    Path(Mark, Spot),
    /// A text that begins at this byte; the next one of its look makes a group with it.
    Text(Mark, Hold, usize),
    /// A group of texts of one look.
    Texts(Mark, Hold),
    /// A shape that begins at this byte, and the length of its name; the next one of its look makes a group with it.
    Shape(Mark, usize, usize),
    /// A group of shapes of one look.
    Shapes(Mark),
}

impl Hold {
    fn anchor(self) -> &'static str {
        match self {
            Hold::Start => "",
            Hold::Middle => " text-anchor=\"middle\"",
            Hold::End => " text-anchor=\"end\"",
        }
    }
}

/// A picture while it is drawn.
#[derive(Debug)]
pub(super) struct Document {
    form: Form,
    body: Markup,
    /// What the next element may continue.
    pending: Pending,
    /// The title of the next shape.
    title: Option<String>,
    /// Of each open group, whether it is an element: without class and title it would do nothing.
    groups: Vec<bool>,
    /// Where each text stands, by measured width.
    pub(super) texts: Vec<(String, Area)>,
}

/// What the root element needs.
pub(super) struct Head<'a> {
    pub(super) id: &'a str,
    pub(super) lang: &'a str,
    pub(super) name: &'a str,
    pub(super) reading: &'a str,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Tenths of a unit as a number with at most one decimal.
pub(super) fn tenths(value: i32) -> String {
    let mut text = Markup(Vec::new());
    text.tenths(value);
    text.into_string()
}

/// The text with the five special characters escaped and every character dropped that XML 1.0 does not allow.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = Markup(Vec::with_capacity(text.len()));
    escaped.escaped(text);
    escaped.into_string()
}

/// Text in bytes while it is written: a picture is mostly numbers, and their digits need no look at what stands before.
#[derive(Debug)]
struct Markup(Vec<u8>);

impl Markup {
    fn raw(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    fn tenths(&mut self, value: i32) {
        let (mut whole, tenth) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
        // A sign, nine digits, a point and a digit, from the end.
        let mut text = [0; 12];
        let mut from = text.len();
        let mut put = |byte: u8| {
            from -= 1;
            text[from] = byte;
        };
        if tenth > 0 {
            put(b'0' + tenth as u8);
            put(b'.');
        }
        loop {
            put(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if value < 0 {
            put(b'-');
        }
        self.0.extend_from_slice(&text[from..]);
    }

    fn pair(&mut self, command: &str, (x, y): Spot) {
        self.raw(command);
        self.tenths(x);
        self.0.push(b' ');
        self.tenths(y);
    }

    /// A stroke of a path from one place to another.
    fn stroke(&mut self, from: Spot, to: Spot) {
        if from.1 == to.1 {
            self.0.push(b'H');
            self.tenths(to.0);
        } else if from.0 == to.0 {
            self.0.push(b'V');
            self.tenths(to.1);
        } else {
            self.pair("L", to);
        }
    }

    /// A line through these places, which may go on from where one before it ended; where it ends.
    fn strokes(&mut self, mut end: Option<Spot>, spots: impl Iterator<Item = Spot>) -> Option<Spot> {
        for (index, spot) in spots.enumerate() {
            match end {
                Some(end) if index == 0 && end == spot => {}
                Some(end) if index > 0 => self.stroke(end, spot),
                _ => self.pair("M", spot),
            }
            end = Some(spot);
        }
        end
    }

    /// Opens a group before the element at `start`, and moves to it the looks that the element has in `lone`.
    fn regroup(&mut self, start: usize, lone: Range<usize>, looks: &[&str]) {
        self.0.drain(lone);
        self.0.splice(start..start, ["<g", &looks.concat(), ">\n"].concat().into_bytes());
    }

    /// ` name="12.3"` for each pair.
    fn numbers<const N: usize>(&mut self, numbers: [(&str, i32); N]) {
        for (name, value) in numbers {
            self.0.push(b' ');
            self.raw(name);
            self.raw("=\"");
            self.tenths(value);
            self.0.push(b'"');
        }
    }

    fn escaped(&mut self, text: &str) {
        let is_special =
            |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') || c.is_control();
        let mut rest = text;
        while let Some(at) = rest.find(is_special) {
            self.raw(&rest[..at]);
            let mut after = rest[at..].chars();
            match after.next() {
                Some('&') => self.raw("&amp;"),
                Some('<') => self.raw("&lt;"),
                Some('>') => self.raw("&gt;"),
                Some('"') => self.raw("&quot;"),
                Some('\'') => self.raw("&#39;"),
                Some('\t' | '\n' | '\r') => self.raw(" "),
                _ => {}
            }
            rest = after.as_str();
        }
        self.raw(rest);
    }

    fn into_string(self) -> String {
        String::from_utf8(self.0).expect("nothing but texts and digits was written")
    }
}

/// Other markup of the same picture under its own root, name and reading; none where either is not a picture.
pub(super) fn renamed(picture: &str, other: &str) -> Option<String> {
    let (head, _) = picture.split_once("</desc>")?;
    let (_, rest) = other.split_once("<svg")?;
    let (_, body) = rest.split_once('>')?;
    Some(format!("{head}</desc>\n{}\n", body.trim()))
}

impl Document {
    /// One with room for a picture.
    pub(super) fn new(form: Form) -> Document {
        Document { body: Markup(Vec::with_capacity(6 * 1024)), ..Document::empty(form) }
    }

    /// One without room.
    pub(super) fn empty(form: Form) -> Document {
        Document {
            form,
            body: Markup(Vec::new()),
            pending: Pending::Nothing,
            title: None,
            groups: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Gives the next shape a title, which is shown when the pointer rests on it.
    pub(super) fn title(&mut self, title: &str) {
        self.title = Some(title.to_owned());
    }

    /// Begins a group; its title is shown when the pointer rests on it.
    pub(super) fn open(&mut self, class: &str, title: Option<&str>) {
        self.flush();
        self.groups.push(self.form == Form::Inline || title.is_some());
        match self.form {
            Form::Inline => {
                self.body.raw("<g class=\"");
                self.body.raw(class);
                self.body.raw("\">");
            }
            Form::File if title.is_some() => self.body.raw("<g>"),
            Form::File => return,
        }
        if let Some(title) = title {
            self.body.raw("<title>");
            self.body.escaped(title);
            self.body.raw("</title>");
        }
        self.body.raw("\n");
    }

    /// Ends the group that was begun last.
    pub(super) fn close(&mut self) {
        self.flush();
        if self.groups.pop().is_some_and(|is_element| is_element) {
            self.body.raw("</g>\n");
        }
    }

    /// A line through these places. Paths of one mark that follow each other become one element.
    pub(super) fn path(&mut self, mark: Mark, spots: impl Iterator<Item = Spot>) {
        if self.title.is_some() {
            return self.shape("path", mark, |body| {
                body.raw(" d=\"");
                body.strokes(None, spots);
                body.raw("\"");
            });
        }
        let end = match self.pending {
            Pending::Path(pending, end) if pending == mark => Some(end),
            _ => {
                self.flush();
                self.body.raw("<path");
                self.body.raw(look(self.form, mark));
                self.body.raw(" d=\"");
                None
            }
        };
        let end = self.body.strokes(end, spots);
        self.pending = Pending::Path(mark, end.unwrap_or_default());
    }

    /// A closed shape.
    pub(super) fn polygon(&mut self, mark: Mark, spots: impl Iterator<Item = Spot>) {
        self.shape("polygon", mark, |body| {
            body.raw(" points=\"");
            for (index, (x, y)) in spots.enumerate() {
                if index > 0 {
                    body.raw(" ");
                }
                body.tenths(x);
                body.raw(",");
                body.tenths(y);
            }
            body.raw("\"");
        });
    }

    /// A rectangle.
    pub(super) fn rectangle(&mut self, mark: Mark, area: Area) {
        let (width, height) = (area.right - area.left, area.bottom - area.top);
        let numbers = [("x", area.left), ("y", area.top), ("width", width), ("height", height)];
        self.shape("rect", mark, |body| body.numbers(numbers));
    }

    /// A circle.
    pub(super) fn circle(&mut self, mark: Mark, (x, y): Spot, radius: i32) {
        self.shape("circle", mark, |body| body.numbers([("cx", x), ("cy", y), ("r", radius)]));
    }

    /// An element without content but its title. Shapes of one look that follow each other take it from a group.
    fn shape(&mut self, element: &str, mark: Mark, attributes: impl FnOnce(&mut Markup)) {
        let look = look(self.form, mark);
        match self.pending {
            Pending::Shapes(of) if of == mark => {}
            Pending::Shape(of, start, name) if of == mark => {
                let lone = start + 1 + name;
                self.body.regroup(start, lone..lone + look.len(), &[look]);
                self.pending = Pending::Shapes(mark);
            }
            _ => {
                self.flush();
                self.pending = Pending::Shape(mark, self.body.0.len(), element.len());
            }
        }
        self.body.raw("<");
        self.body.raw(element);
        if matches!(self.pending, Pending::Shape(..)) {
            self.body.raw(look);
        }
        attributes(&mut self.body);
        match self.title.take() {
            None => self.body.raw("/>\n"),
            Some(title) => {
                self.body.raw("><title>");
                self.body.escaped(&title);
                for piece in ["</title></", element, ">\n"] {
                    self.body.raw(piece);
                }
            }
        }
    }

    /// A text whose middle line runs through `y`; the baseline lies 0.37 em below it. Texts of one look that follow each other
    /// take it from a group.
    pub(super) fn text(&mut self, fonts: &Fonts, mark: Mark, hold: Hold, (x, y): Spot, text: &str) {
        let size = self.form.size(mark);
        self.note(fonts, mark, hold, (x, y), text);
        let looks = [look(self.form, mark), hold.anchor()];
        match self.pending {
            Pending::Texts(of, held) if (of, held) == (mark, hold) => {}
            Pending::Text(of, held, start) if (of, held) == (mark, hold) => {
                let lone = start + "<text".len();
                let end = lone + looks.iter().map(|look| look.len()).sum::<usize>();
                self.body.regroup(start, lone..end, &looks);
                self.pending = Pending::Texts(mark, hold);
            }
            _ => {
                self.flush();
                self.pending = Pending::Text(mark, hold, self.body.0.len());
            }
        }
        self.body.raw("<text");
        if matches!(self.pending, Pending::Text(..)) {
            looks.iter().for_each(|look| self.body.raw(look));
        }
        self.body.numbers([("x", x), ("y", y + size * 37 / 100)]);
        self.body.raw(">");
        self.body.escaped(text);
        self.body.raw("</text>\n");
    }

    /// Notes where a text stands, for the tests.
    #[cfg(not(test))]
    fn note(&mut self, _: &Fonts, _: Mark, _: Hold, _: Spot, _: &str) {}

    #[cfg(test)]
    fn note(&mut self, fonts: &Fonts, mark: Mark, hold: Hold, (x, y): Spot, text: &str) {
        let size = self.form.size(mark);
        let weight = mark.letters().map_or(super::font::Weight::Regular, |letters| letters.weight);
        let width = fonts.width(text, size, weight);
        let left = match hold {
            Hold::Start => x,
            Hold::Middle => x - width / 2,
            Hold::End => x - width,
        };
        let area = Area { left, top: y - size / 2, right: left + width, bottom: y + size / 2 };
        self.texts.push((text.to_owned(), area));
    }

    /// The finished picture.
    pub(super) fn finish(mut self, head: &Head<'_>) -> String {
        self.flush();
        // A file is a document of its own; on a page there may be other pictures.
        let (name, reading) = match self.form {
            Form::Inline => (format!("{}-t", escape(head.id)), format!("{}-d", escape(head.id))),
            Form::File => ("t".to_owned(), "d".to_owned()),
        };
        let mut whole = Markup(Vec::with_capacity(self.body.0.len() + 2048));
        for piece in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"",
            &name,
            " ",
            &reading,
        ] {
            whole.raw(piece);
        }
        whole.raw("\" viewBox=\"0 0 ");
        whole.tenths(head.width);
        whole.raw(" ");
        whole.tenths(head.height);
        whole.raw("\"");
        whole.numbers([("width", head.width), ("height", head.height)]);
        match self.form {
            Form::Inline => whole.raw(" focusable=\"false\" class=\"c-chart\""),
            Form::File => {
                whole.raw(" xml:lang=\"");
                whole.escaped(head.lang);
                whole.raw("\" font-family=\"");
                whole.raw(FAMILY);
                whole.raw("\"");
            }
        }
        whole.numbers([("font-size", self.form.base_size())]);
        for piece in [">\n<title id=\"", &name, "\">"] {
            whole.raw(piece);
        }
        whole.escaped(head.name);
        for piece in ["</title>\n<desc id=\"", &reading, "\">"] {
            whole.raw(piece);
        }
        whole.escaped(head.reading);
        whole.raw("</desc>\n");
        whole.0.append(&mut self.body.0);
        whole.raw("</svg>\n");
        whole.into_string()
    }

    fn flush(&mut self) {
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Path(..) => self.body.raw("\"/>\n"),
            Pending::Texts(..) | Pending::Shapes(..) => self.body.raw("</g>\n"),
            Pending::Nothing | Pending::Text(..) | Pending::Shape(..) => {}
        }
    }
}

/// The attributes that make a mark look as it should: a class, or paint from the light palette.
fn look(form: Form, mark: Mark) -> &'static str {
    static LOOKS: OnceLock<[Vec<String>; 2]> = OnceLock::new();
    let made = |form: Form| Mark::ALL.iter().map(|mark| look_of(form, *mark)).collect();
    let looks = LOOKS.get_or_init(|| [made(Form::Inline), made(Form::File)]);
    &looks[form as usize][mark as usize]
}

fn look_of(form: Form, mark: Mark) -> String {
    let mut look = match (form, mark.scenery()) {
        (Form::Inline, Some(word)) => return format!(" class=\"{} {word}\"", mark.class()),
        (Form::Inline, None) => return format!(" class=\"{}\"", mark.class()),
        (Form::File, Some(word)) => format!(" class=\"{word}\""),
        (Form::File, None) => String::new(),
    };
    if let Some(paint) = mark.paint() {
        push_paint(&mut look, paint);
    }
    if let Some(letters) = mark.letters() {
        push_type(&mut look, letters);
        if form.size(mark) != form.base_size() {
            let _ = write!(look, " font-size=\"{}\"", tenths(form.size(mark)));
        }
    }
    look
}

/// The light colour, in three digits where each stands twice.
fn light(ink: Ink) -> String {
    let long = ink.light();
    let pairs = long.as_bytes().get(1..).unwrap_or_default().chunks(2);
    let is_short = pairs.clone().all(|pair| pair.first() == pair.last());
    if is_short {
        pairs.fold("#".to_owned(), |short, pair| short + &String::from_utf8_lossy(&pair[..1]))
    } else {
        long.to_owned()
    }
}

fn push_paint(look: &mut String, paint: Paint) {
    let _ = write!(look, " fill=\"{}\"", paint.fill.map_or("none".into(), light));
    if let Some(stroke) = paint.stroke {
        let _ = write!(look, " stroke=\"{}\" stroke-width=\"{}\"", light(stroke), tenths(paint.width));
    }
    if !paint.dash.is_empty() {
        let _ = write!(look, " stroke-dasharray=\"{}\"", paint.dash);
    }
}

fn push_type(look: &mut String, letters: Type) {
    let _ = write!(look, " fill=\"{}\"", light(letters.ink));
    if letters.weight == Weight::Bold {
        look.push_str(" font-weight=\"700\"");
    }
    if letters.halo {
        let ground = light(Ink::Ground);
        let _ = write!(
            look,
            " stroke=\"{ground}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal_at_most() {
        let texts = [0, 5, 10, 123, -4, -10, -25].map(tenths);
        assert_eq!(texts, ["0", "0.5", "1", "12.3", "-0.4", "-1", "-2.5"]);
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            escape("</title><script>\"&'\u{0}\u{1b}\u{ffff}\n"),
            "&lt;/title&gt;&lt;script&gt;&quot;&amp;&#39; "
        );
    }
}
