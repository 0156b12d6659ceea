//! Prose: Markdown of an author becomes HTML that may stand in a page. The one place that names `pulldown_cmark`.
//!
//! In: a [`Page`] of Markdown and the [`Bindings`] by which it reaches the data. Out: HTML, and a fault with its place
//! for each call, link or figure that cannot stand. What an author wrote is hostile: raw HTML is shown as text, links
//! lead to the web or within the site, no attribute comes from the text but an address or a title. It must not read
//! the project itself, and must not put a number into a text: figures come from the bindings.

mod address;
mod anchor;
mod call;
mod emphasis;
mod figure;
mod repair;

use std::ops::Range;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::diagnostic::{Diagnostic, Fault, FileId, Origin, catalogue};
use address::Address;
pub(crate) use anchor::Anchors;
use anchor::Ids;
use call::{Masked, Piece};
use figure::Placed;

/// Stands for what is no text: code, and what a call gives.
const OBJECT: char = '\u{FFFC}';

/// A piece of Markdown, and where it stands.
pub(crate) struct Page<'a> {
    /// The Markdown.
    pub(crate) markdown: &'a str,
    /// The file.
    pub(crate) file: FileId,
    /// The byte of the file at which the Markdown starts.
    pub(crate) start: usize,
    /// How its headings are named.
    pub(crate) anchors: Anchors,
}

/// What prose takes from the site.
pub(crate) trait Bindings {
    /// What a call gives: `value` with `["rs-012"]`; whole numbers come as their digits.
    ///
    /// # Errors
    /// [`CallFault`] where there is no such call or no such record.
    fn call(&self, name: &str, arguments: &[&str]) -> Result<Inserted, CallFault>;

    /// The address to put for a relative target, where it leads somewhere.
    fn link(&self, target: &str) -> Option<String>;

    /// The calls that give these digits, each with what it is, for the warning about a figure without one.
    fn near(&self, figure: &str) -> Vec<String>;
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inserted {
    /// Text, which is escaped here.
    Text(String),
    /// Markup of the program's own making, which is trusted.
    Html(String),
    /// The same where it stands in place of a paragraph.
    Block(String),
}

/// Why a call gives nothing.
#[derive(Clone, Debug)]
pub(crate) enum CallFault {
    /// There is no such call, or it takes other arguments.
    UnknownCall,
    /// It names a record that does not exist.
    UnknownId {
        /// The id.
        id: String,
        /// The id that was probably meant.
        near: Option<String>,
    },
    /// The records that it names have too little for a chart.
    NoChart,
    /// The theme's template for what it gives fails.
    Template(Box<Diagnostic>),
}

/// Renders a piece of prose. The page has its own first heading, so that the prose begins with the second level.
pub(crate) fn render(page: &Page<'_>, bindings: &dyn Bindings, faults: &mut Vec<Diagnostic>) -> String {
    let masked = call::mask(page.markdown);
    let mut writer = Writer {
        page,
        masked: &masked,
        bindings,
        faults,
        out: Vec::new(),
        within: Within::Text,
        heading: None,
        ids: Ids::default(),
        table: None,
        labels: Vec::new(),
        alone: false,
    };
    let mut line = Vec::new();
    for (event, range) in Parser::new_ext(&masked.text, Options::ENABLE_TABLES).into_offset_iter() {
        if writer.within == Within::Text && repair::is_inline(&event) {
            line.push((event, range));
        } else {
            writer.line(std::mem::take(&mut line));
            writer.block(event, &range);
        }
    }
    writer.line(line);
    let mut html = String::with_capacity(page.markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, writer.out.into_iter());
    html
}

/// What the text of the current block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Text,
    Code,
    Html,
}

/// A table while it is written.
struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the region that scrolls opens, among the events; it is named once the head is known.
    opens: usize,
}

/// Turns the events of a page into those that may be shown.
struct Writer<'a> {
    page: &'a Page<'a>,
    masked: &'a Masked<'a>,
    bindings: &'a dyn Bindings,
    faults: &'a mut Vec<Diagnostic>,
    out: Vec<Event<'a>>,
    within: Within,
    /// Where the heading that is written began, among the events.
    heading: Option<usize>,
    ids: Ids,
    table: Option<TableState>,
    /// The heads of the tables so far: tables of one page have names of their own.
    labels: Vec<String>,
    /// Whether a block took the place of the paragraph that ends next.
    alone: bool,
}

/// A line of text while it is written.
#[derive(Default)]
struct Line<'a> {
    events: Vec<Event<'a>>,
    /// Whether each open link or picture is shown.
    open: Vec<bool>,
    /// How many pictures are open: within them, text becomes an attribute.
    pictures: usize,
    /// Whether the text is a link's own address.
    autolink: bool,
    chars: Vec<Placed>,
}

impl<'a> Writer<'a> {
    fn fault(&mut self, fault: &'static Fault, range: &Range<usize>) -> Diagnostic {
        let start = self.page.start;
        Diagnostic::new(fault, Origin::span(self.page.file, start + range.start..start + range.end))
    }

    fn restored(&self, text: &CowStr<'_>) -> CowStr<'a> {
        self.masked.restore(text).into()
    }

    /// Everything that is not a line of text.
    fn block(&mut self, event: Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                let fault = self.fault(&catalogue::RAW_HTML, range);
                self.faults.push(fault);
                self.within = Within::Html;
                self.out.push(Event::Start(Tag::Paragraph));
            }
            Event::End(TagEnd::HtmlBlock) => {
                self.within = Within::Text;
                self.out.push(Event::End(TagEnd::Paragraph));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.within = Within::Code;
                let kind = match kind {
                    CodeBlockKind::Fenced(info) => CodeBlockKind::Fenced(self.restored(&info)),
                    CodeBlockKind::Indented => CodeBlockKind::Indented,
                };
                self.out.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.within = Within::Text;
                self.out.push(event);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.out.push(Event::Text(self.restored(&text)));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some(self.out.len());
                let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                self.out.push(Event::Start(Tag::Heading { level: lower(level), id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some(start) = self.heading.take() {
                    self.anchor(start);
                }
                self.out.push(Event::End(TagEnd::Heading(lower(level))));
            }
            Event::End(TagEnd::Paragraph) if std::mem::take(&mut self.alone) => {}
            event => self.table(event),
        }
    }

    /// Gives the heading that began at an event its id, and a link to itself.
    fn anchor(&mut self, start: usize) {
        let words = self.out[start..].iter().map(|event| match event {
            Event::Text(text) | Event::Code(text) => text.to_string(),
            Event::InlineHtml(html) => repair::visible(html),
            Event::SoftBreak | Event::HardBreak => " ".to_owned(),
            _ => String::new(),
        });
        let words: String = words.collect();
        if words.trim().is_empty() {
            return;
        }
        let Anchors { prefix, label } = &self.page.anchors;
        let name = self.ids.of(prefix, &words);
        let label = attribute(&crate::bilingual::fill(label, &[("heading", words.trim())]));
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.out.get_mut(start) {
            *id = Some(name.clone().into());
        }
        let link = format!("<a class=\"anchor\" href=\"#{name}\" aria-label=\"{label}\">#</a>");
        self.out.push(Event::InlineHtml(link.into()));
    }

    /// Tables: in a region that scrolls, with the scope of their heads, and without style attributes.
    fn table(&mut self, event: Event<'a>) {
        match (&event, &mut self.table) {
            (Event::Start(Tag::Table(alignments)), _) => {
                let alignments = alignments.clone();
                self.table =
                    Some(TableState { alignments, column: 0, in_head: false, opens: self.out.len() });
                self.out.push(Event::Html("".into()));
                self.out.push(Event::Start(Tag::Table(Vec::new())));
                self.out.push(Event::Html("".into()));
            }
            (Event::Start(Tag::TableHead | Tag::TableRow), Some(table)) => {
                table.column = 0;
                table.in_head = matches!(event, Event::Start(Tag::TableHead));
                self.out.push(event);
            }
            (Event::End(TagEnd::TableHead), Some(table)) => {
                let head = head_label(&self.out[table.opens..]);
                let label = attribute(&numbered(&head, &self.labels));
                self.labels.push(head);
                let region =
                    format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">");
                let caption = format!("<caption class=\"hidden\">{label}</caption>");
                self.out[table.opens] = Event::Html(region.into());
                self.out[table.opens + 2] = Event::Html(caption.into());
                self.out.push(event);
            }
            (Event::Start(Tag::TableCell), Some(table)) => {
                let cell = table.opening();
                self.out.push(Event::Html(cell.into()));
            }
            (Event::End(TagEnd::TableCell), Some(table)) => {
                let close = if table.in_head || table.column == 0 { "</th>" } else { "</td>" };
                table.column += 1;
                self.out.push(Event::Html(close.into()));
            }
            (Event::End(TagEnd::Table), _) => {
                self.table = None;
                self.out.push(event);
                self.out.push(Event::Html("</div>\n".into()));
            }
            _ => self.out.push(event),
        }
    }

    /// A line of text: emphasis mended, calls replaced, links and figures looked at.
    fn line(&mut self, events: Vec<(Event<'a>, Range<usize>)>) {
        if events.is_empty() {
            return;
        }
        if self.stands_alone(&events) {
            return;
        }
        let source = &self.masked.text;
        let mut line = Line::default();
        for (event, range) in repair::emphasis(source, events) {
            self.inline(&mut line, event, &range);
        }
        self.figures(&line.chars);
        self.out.extend(repair::breaks(line.events));
    }

    /// Puts what a call gives in place of its paragraph, where the paragraph is the call and that is a block.
    fn stands_alone(&mut self, events: &[(Event<'a>, Range<usize>)]) -> bool {
        let ([(Event::Text(text), _)], Some(Event::Start(Tag::Paragraph))) = (events, self.out.last()) else {
            return false;
        };
        let pieces = self.masked.split(text);
        let mut pieces = pieces.iter().filter(|piece| !matches!(piece, Piece::Text(_, "")));
        let (Some(Piece::Call(call)), None) = (pieces.next(), pieces.next()) else { return false };
        let Some(Ok(Inserted::Block(html))) = self.given(call) else { return false };
        self.out.pop();
        self.out.push(Event::Html(html.into()));
        self.alone = true;
        true
    }

    /// What the site gives for a call; none where it is not written as one.
    fn given(&self, range: &Range<usize>) -> Option<Result<Inserted, CallFault>> {
        let (name, arguments) = call::parse(self.masked.call(range.clone()))?;
        Some(self.bindings.call(name, &arguments))
    }

    fn inline(&mut self, line: &mut Line<'a>, event: Event<'a>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.text(line, text, range),
            Event::Code(text) => {
                line.chars.push((range.start, OBJECT));
                line.events.push(Event::Code(self.restored(&text)));
            }
            Event::InlineHtml(text) | Event::Html(text) => {
                let fault = self.fault(&catalogue::RAW_HTML, range);
                self.faults.push(fault);
                line.chars.push((range.start, OBJECT));
                line.events.push(Event::Text(self.restored(&text)));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                line.autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let is_mail = link_type == LinkType::Email;
                let address = if is_mail { Some(dest_url) } else { self.address(&dest_url, range, false) };
                let title = self.restored(&title);
                line.open.push(address.is_some());
                let tag = |dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id });
                line.events.extend(address.map(tag));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let address = self.address(&dest_url, range, true);
                let title = self.restored(&title);
                line.pictures += usize::from(address.is_some());
                line.open.push(address.is_some());
                let tag = |dest_url| Event::Start(Tag::Image { link_type, dest_url, title, id });
                line.events.extend(address.map(tag));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let is_picture = event == Event::End(TagEnd::Image);
                if line.open.pop() == Some(true) {
                    line.pictures -= usize::from(is_picture);
                    line.events.push(event);
                }
                line.autolink = false;
            }
            Event::SoftBreak | Event::HardBreak => {
                line.chars.push((range.start, '\n'));
                line.events.push(event);
            }
            event => line.events.push(event),
        }
    }

    /// The address to put for a target. A picture comes from the site itself: no page may call on another host.
    fn address(&mut self, target: &CowStr<'_>, range: &Range<usize>, is_picture: bool) -> Option<CowStr<'a>> {
        let target = self.masked.restore(target);
        let (address, fault) = match address::sort(&target) {
            Address::Web if !is_picture => (Some(target.clone()), &catalogue::LINK_SCHEME),
            Address::Within => (self.bindings.link(&target), &catalogue::BROKEN_LINK),
            Address::Web | Address::Refused => (None, &catalogue::LINK_SCHEME),
        };
        if address.is_none() {
            let fault = self.fault(fault, range).with("target", target);
            self.faults.push(fault);
        }
        address.map(CowStr::from)
    }

    fn text(&mut self, line: &mut Line<'a>, text: CowStr<'a>, range: &Range<usize>) {
        // Text that differs from its source came from an entity, which no call does.
        if self.masked.text.get(range.clone()) != Some(&*text) {
            line.chars.extend(text.chars().map(|c| (range.start, c)));
            line.events.push(Event::Text(text));
            return;
        }
        for piece in self.masked.split(&text) {
            match piece {
                Piece::Text(_, "") => {}
                Piece::Text(from, part) => {
                    let start = range.start + from;
                    let placed =
                        |(at, c): (usize, char)| (start + at, if line.autolink { OBJECT } else { c });
                    line.chars.extend(part.char_indices().map(placed));
                    line.events.push(Event::Text(part.to_owned().into()));
                }
                Piece::Call(call) => {
                    line.chars.push((call.start, OBJECT));
                    let inserted = self.called(&call);
                    line.events.push(match inserted {
                        Inserted::Text(text) => Event::Text(text.into()),
                        Inserted::Html(html) if line.pictures > 0 => {
                            Event::Text(repair::visible(&html).into())
                        }
                        Inserted::Html(html) | Inserted::Block(html) => Event::InlineHtml(html.into()),
                    });
                }
            }
        }
    }

    /// What a call gives; one that gives nothing is shown as it was written.
    fn called(&mut self, range: &Range<usize>) -> Inserted {
        let text = self.masked.call(range.clone());
        let fault = match self.given(range).unwrap_or(Err(CallFault::UnknownCall)) {
            Ok(Inserted::Block(_)) => self.fault(&catalogue::BLOCK_CALL, range).with("call", text),
            Ok(inserted) => return inserted,
            Err(fault) => match fault {
                CallFault::UnknownCall => self.fault(&catalogue::UNKNOWN_CALL, range).with("call", text),
                CallFault::UnknownId { id, near } => {
                    let mended = near.as_ref().map(|near| text.replacen(&id, near, 1));
                    let fault = self.fault(&catalogue::CALL_REFERENCE, range).with("id", id);
                    fault.with("near", arrow(near)).suggest(mended)
                }
                CallFault::NoChart => self.fault(&catalogue::NO_CHART, range).with("call", text),
                CallFault::Template(fault) => *fault,
            },
        };
        self.faults.push(fault);
        Inserted::Text(text.to_owned())
    }

    /// Reports figures that no call produced, and what begins like a call and is none.
    fn figures(&mut self, chars: &[Placed]) {
        for found in figure::unbound(chars, self.heading.is_some()) {
            let calls = self.bindings.near(&found.digits);
            let fault = self.fault(&catalogue::UNBOUND_FIGURE, &found.range).with("figure", found.digits);
            self.faults.push(fault.with_each("calls", |lang| match calls.is_empty() {
                true => "{{ value(\"…\") }}".to_owned(),
                false => lang.list(&calls),
            }));
        }
        let source = self.page.markdown;
        let mut done = 0;
        for pair in chars.windows(2) {
            let at = pair[0].0;
            let is_open = pair == [(at, '{'), (at + 1, '{')] && !call::is_escaped(source, at);
            if is_open && at >= done && source[at..].starts_with("{{") {
                let line = source[at..].lines().next().unwrap_or_default();
                let end = at + line.find("}}").map_or(line.len(), |close| close + 2);
                let fault = self.fault(&catalogue::UNKNOWN_CALL, &(at..end)).with("call", &source[at..end]);
                self.faults.push(fault);
                done = end;
            }
        }
    }
}

/// The name of a table: its head, with a number where an earlier table has the same.
fn numbered(head: &str, earlier: &[String]) -> String {
    match earlier.iter().filter(|label| *label == head).count() {
        0 => head.to_owned(),
        count => format!("{head} · {}", count + 1),
    }
}

impl TableState {
    /// The tag that opens the current cell.
    fn opening(&self) -> String {
        let name = match (self.in_head, self.column) {
            (true, _) => "th scope=\"col\"",
            (false, 0) => "th scope=\"row\"",
            (false, _) => "td",
        };
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        format!("<{name}{class}>")
    }
}

/// One level below; there are six.
fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

/// The texts of a table's head, which name its region.
fn head_label(events: &[Event<'_>]) -> String {
    let mut cells = vec![String::new()];
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => {
                cells.iter_mut().last().into_iter().for_each(|cell| cell.push_str(text))
            }
            Event::InlineHtml(html) => {
                cells.iter_mut().last().into_iter().for_each(|cell| cell.push_str(&repair::visible(html)));
            }
            Event::Html(tag) if &**tag == "</th>" => cells.push(String::new()),
            _ => {}
        }
    }
    cells.retain(|cell| !cell.is_empty());
    cells.join(" · ")
}

/// A text as the value of an attribute.
pub(crate) fn attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// How a message points to a record that was probably meant.
fn arrow(near: Option<String>) -> String {
    near.map(|id| format!(" → `{id}`")).unwrap_or_default()
}

#[cfg(test)]
mod tests;
