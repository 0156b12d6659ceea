//! Every colour, stroke, dash and type style of a chart: the one place where they stand.
//!
//! In: nothing. Out: for each [`Mark`] its class, its paint and its style of type, and the stylesheet for marks
//! that are drawn with classes. It knows no position and no text.

use std::fmt::Write;

use super::font::Weight;

/// The fonts of a chart, best first.
pub(super) const FAMILY: &str =
    "'Dajuan Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif";

macro_rules! inks {
    ($($ink:ident = $name:literal $light:literal $dark:literal,)+) => {
        /// A colour by its purpose.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Ink {
            $($ink,)+
        }

        impl Ink {
            const ALL: &[Ink] = &[$(Ink::$ink,)+];

            /// The name of the custom property, the light and the dark colour.
            fn tones(self) -> (&'static str, &'static str, &'static str) {
                match self {
                    $(Ink::$ink => ($name, $light, $dark),)+
                }
            }
        }
    };
}

inks! {
    Ground = "--c-ground" "#ffffff" "#16181d",
    Text = "--c-text" "#1c2126" "#e8eaed",
    Muted = "--c-muted" "#545d66" "#a7afb8",
    Grid = "--c-grid" "#dde1e6" "#343940",
    Series = "--c-series" "#14508c" "#7fb6f2",
    Second = "--c-second" "#4a7fc1" "#a9c9f3",
    Target = "--c-target" "#b0400c" "#f3a06c",
    Met = "--c-met" "#0a615b" "#63c9ba",
    MetLate = "--c-met-late" "#4a650f" "#b4cc6e",
    Missed = "--c-missed" "#9c3a12" "#f2a17c",
    InProgress = "--c-in-progress" "#2c53a2" "#96b6f3",
    Reported = "--c-reported" "#5c4a99" "#bfb1f1",
    NotComparable = "--c-not-comparable" "#825400" "#e1b65f",
    NotAssessable = "--c-not-assessable" "#6b5838" "#cdb992",
    NotDue = "--c-not-due" "#48606e" "#9fb9c8",
    Open = "--c-open" "#5a5f66" "#b1b6bc",
}

impl Ink {
    /// The colour on white: files are always light.
    pub(super) fn light(self) -> &'static str {
        self.tones().1
    }
}

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paint {
    pub(super) fill: Option<Ink>,
    pub(super) stroke: Option<Ink>,
    /// In tenths of a unit.
    pub(super) width: i32,
    pub(super) dash: &'static str,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) ink: Ink,
    pub(super) weight: Weight,
    /// A border in the colour of the ground, so that lines of the grid do not run through the text.
    pub(super) halo: bool,
}

macro_rules! marks {
    ($($mark:ident = $class:literal,)+) => {
        /// Everything that a chart draws.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Mark {
            $($mark,)+
        }

        impl Mark {
            /// Every mark, in the order of its sentinel colour.
            pub(super) const ALL: &[Mark] = &[$(Mark::$mark,)+];

            /// The class of the mark.
            pub(super) fn class(self) -> &'static str {
                match self {
                    $(Mark::$mark => $class,)+
                }
            }
        }
    };
}

// Each mark with its class; what paints it stands below.
marks! {
    Clear = "c-clear",
    Ground = "c-ground",
    Grid = "c-grid",
    Axis = "c-axis",
    Break = "c-break",
    Tick = "c-tick",
    Line = "c-line",
    Gap = "c-gap",
    Reported = "c-reported",
    Derived = "c-derived",
    Provisional = "c-provisional",
    Bound = "c-bound",
    Target = "c-target",
    Aspire = "c-aspire",
    Leader = "c-leader",
    Gutter = "c-gutter",
    Met = "c-part-met",
    MetLate = "c-part-met-late",
    Missed = "c-part-missed",
    InProgress = "c-part-in-progress",
    ReportedPart = "c-part-reported",
    NotComparable = "c-part-not-comparable",
    NotAssessable = "c-part-not-assessable",
    NotDue = "c-part-not-due",
    NoReport = "c-part-no-report",
    NoSource = "c-part-no-source",
    Hatch = "c-hatch",
    HatchOpen = "c-hatch-open",
    Silent = "c-silent",
    BarFirst = "c-bar-first",
    BarSecond = "c-bar-second",
    BarThird = "c-bar-third",
    BarHollow = "c-bar-hollow",
    BarDashed = "c-bar-dashed",
    Rule = "c-rule",
    Stretch = "c-stretch",
    DeadlineEarly = "c-deadline-early",
    DeadlineDue = "c-deadline-due",
    DeadlineOpen = "c-deadline-open",
    Title = "c-title",
    Subtitle = "c-subtitle",
    TickText = "c-tick-text",
    Value = "c-value",
    TargetText = "c-target-text",
    LegendText = "c-legend-text",
    CountText = "c-count",
    RowText = "c-row-text",
    Absent = "c-absent",
    RuleText = "c-rule-text",
    Foot = "c-foot",
}

impl Mark {
    /// What a mark is called that nobody needs to see to read the chart: it may be faint.
    pub(super) fn scenery(self) -> Option<&'static str> {
        match self {
            Mark::Ground => Some("background"),
            Mark::Grid => Some("grid"),
            Mark::Axis | Mark::Tick => Some("axis"),
            Mark::Leader => Some("leader"),
            Mark::Hatch | Mark::Gutter => Some("shade"),
            _ => None,
        }
    }

    /// How a shape of this mark is painted; nothing for text.
    pub(super) fn paint(self) -> Option<Paint> {
        let line = |ink, width, dash| Some(Paint { fill: None, stroke: Some(ink), width, dash });
        let solid = |ink| Some(Paint { fill: Some(ink), stroke: None, width: 0, dash: "" });
        let hollow =
            |ink, width, dash| Some(Paint { fill: Some(Ink::Ground), stroke: Some(ink), width, dash });
        match self {
            Mark::Ground => solid(Ink::Ground),
            Mark::Grid => line(Ink::Grid, 10, ""),
            Mark::Axis | Mark::Tick | Mark::Leader => line(Ink::Muted, 10, ""),
            Mark::Break => line(Ink::Muted, 15, ""),
            Mark::Line => line(Ink::Series, 25, ""),
            Mark::Gap => line(Ink::Series, 15, "5 5"),
            Mark::Reported | Mark::Bound => {
                Some(Paint { fill: Some(Ink::Series), stroke: Some(Ink::Ground), width: 15, dash: "" })
            }
            Mark::Derived | Mark::Provisional => hollow(Ink::Series, 22, ""),
            Mark::Target => line(Ink::Target, 30, ""),
            Mark::Aspire => line(Ink::Target, 30, "5 3"),
            Mark::Met => solid(Ink::Met),
            Mark::MetLate => solid(Ink::MetLate),
            Mark::Missed => solid(Ink::Missed),
            Mark::InProgress => solid(Ink::InProgress),
            Mark::ReportedPart => solid(Ink::Reported),
            Mark::NotComparable => solid(Ink::NotComparable),
            Mark::NotAssessable => solid(Ink::NotAssessable),
            Mark::NotDue => hollow(Ink::NotDue, 12, ""),
            Mark::NoReport => hollow(Ink::Open, 12, ""),
            Mark::NoSource => hollow(Ink::Open, 12, "3 3"),
            Mark::Hatch => line(Ink::Ground, 14, ""),
            Mark::Gutter => line(Ink::Ground, 80, ""),
            Mark::HatchOpen => line(Ink::Open, 8, ""),
            Mark::Silent => hollow(Ink::Muted, 16, "2.5 2"),
            Mark::BarFirst => solid(Ink::Series),
            Mark::BarSecond => solid(Ink::Second),
            Mark::BarThird => solid(Ink::Open),
            Mark::BarHollow => hollow(Ink::Series, 15, ""),
            Mark::BarDashed => hollow(Ink::Series, 15, "4 3"),
            Mark::Rule => line(Ink::Muted, 15, "5 3"),
            Mark::Stretch => line(Ink::Muted, 30, ""),
            Mark::DeadlineEarly => {
                Some(Paint { fill: Some(Ink::Target), stroke: Some(Ink::Ground), width: 15, dash: "" })
            }
            Mark::DeadlineDue => {
                Some(Paint { fill: Some(Ink::Series), stroke: Some(Ink::Ground), width: 15, dash: "" })
            }
            Mark::DeadlineOpen => hollow(Ink::Series, 20, ""),
            _ => None,
        }
    }

    /// How a text of this mark is set; nothing for shapes.
    pub(super) fn letters(self) -> Option<Type> {
        let set = |ink, weight, halo| Some(Type { ink, weight, halo });
        match self {
            Mark::Title => set(Ink::Text, Weight::Bold, false),
            Mark::Subtitle | Mark::TickText | Mark::Foot => set(Ink::Muted, Weight::Regular, false),
            Mark::Value => set(Ink::Text, Weight::Bold, true),
            Mark::TargetText => set(Ink::Target, Weight::Regular, true),
            Mark::LegendText | Mark::RowText => set(Ink::Text, Weight::Regular, false),
            Mark::Absent | Mark::RuleText => set(Ink::Muted, Weight::Regular, false),
            Mark::CountText => set(Ink::Text, Weight::Bold, false),
            _ => None,
        }
    }

    /// The mark of a verdict and the pattern that lies on it.
    pub(super) fn of_verdict(key: &str) -> Option<(Mark, Pattern)> {
        look(key).map(|look| (look.mark, look.pattern))
    }
}

/// How a verdict looks, in charts and on pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The key of the verdict.
    pub(super) key: &'static str,
    /// Its colour as text; its part of a bar is painted by the mark.
    pub(super) ink: Ink,
    pub(super) mark: Mark,
    pub(super) pattern: Pattern,
    /// The path of its sign in a square of 16, filled by the even-odd rule.
    pub(super) sign: &'static str,
}

/// The looks of all verdicts, in their order.
#[rustfmt::skip]
pub(super) const VERDICTS: &[Look] = &[
    Look { key: "met", ink: Ink::Met, mark: Mark::Met, pattern: Pattern::Plain,
        sign: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.3 4.1 1.2 1.2-5.4 5.4L4 8.6l1.2-1.2 1.9 1.9z" },
    Look { key: "met-late", ink: Ink::MetLate, mark: Mark::MetLate, pattern: Pattern::Rising,
        sign: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6zM10.6 5.5l1.1 1.1L7.3 11 4.5 8.2l1.1-1.1 1.7 1.7z" },
    Look { key: "missed", ink: Ink::Missed, mark: Mark::Missed, pattern: Pattern::Crossed,
        sign: "M8 .5 15.5 8 8 15.5.5 8zM8 6.9 6.1 5 5 6.1 6.9 8 5 9.9 6.1 11 8 9.1 9.9 11 11 9.9 9.1 8 11 6.1 9.9 5z" },
    Look { key: "in-progress", ink: Ink::InProgress, mark: Mark::InProgress, pattern: Pattern::Falling,
        sign: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 0 1 0 10.8z" },
    Look { key: "reported", ink: Ink::Reported, mark: Mark::ReportedPart, pattern: Pattern::Level,
        sign: "M2 1h12v14H2zm1.6 1.6v10.8h8.8V2.6zM5.2 4.6h5.6v1.5H5.2zm0 2.7h5.6v1.5H5.2zm0 2.7h3.4v1.5H5.2z" },
    Look { key: "not-comparable", ink: Ink::NotComparable, mark: Mark::NotComparable, pattern: Pattern::Upright,
        sign: "M1.5 4.4h7.7L10.6 1.6l1.8.9-1 1.9h3.1v2h-4.1L9.4 9.6h5.1v2H8.4l-1.4 2.8-1.8-.9 1-1.9H1.5v-2h5.7L8.2 6.4H1.5z" },
    Look { key: "not-assessable", ink: Ink::NotAssessable, mark: Mark::NotAssessable, pattern: Pattern::Dotted,
        sign: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6zM5.7 6.4C5.7 5 6.7 4.1 8 4.1s2.3.9 2.3 2.1c0 1-.6 1.5-1.2 1.9-.4.3-.5.5-.5.9v.4H7.3v-.6c0-.8.4-1.2 1-1.6.4-.3.7-.5.7-1 0-.5-.4-.8-1-.8s-1 .4-1 1.1zM7.3 10.3h1.4v1.5H7.3z" },
    Look { key: "not-due", ink: Ink::NotDue, mark: Mark::NotDue, pattern: Pattern::OpenLevel,
        sign: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6zM7.2 4h1.5v3.6l2.6 1.6-.8 1.3-3.3-2.1z" },
    Look { key: "no-report", ink: Ink::Open, mark: Mark::NoReport, pattern: Pattern::OpenRising,
        sign: "M5.7 1.4A7 7 0 0 1 10.3 1.4L9.7 3A5.3 5.3 0 0 0 6.3 3zM12.6 2.7A7 7 0 0 1 14.9 6.7L13.2 7A5.3 5.3 0 0 0 11.5 4zM14.9 9.3A7 7 0 0 1 12.6 13.3L11.5 12A5.3 5.3 0 0 0 13.2 9zM10.3 14.6A7 7 0 0 1 5.7 14.6L6.3 13A5.3 5.3 0 0 0 9.7 13zM3.4 13.3A7 7 0 0 1 1.1 9.3L2.8 9A5.3 5.3 0 0 0 4.5 12zM1.1 6.7A7 7 0 0 1 3.4 2.7L4.5 4A5.3 5.3 0 0 0 2.8 7z" },
    Look { key: "no-source", ink: Ink::Open, mark: Mark::NoSource, pattern: Pattern::Plain,
        sign: "M1.5 1.5h4v1.6H3.1v2.4H1.5zM10.5 1.5h4v4h-1.6V3.1h-2.4zM1.5 10.5h1.6v2.4h2.4v1.6h-4zM12.9 10.5h1.6v4h-4v-1.6h2.4z" },
];

fn look(key: &str) -> Option<&'static Look> {
    VERDICTS.iter().find(|look| look.key == key)
}

/// What is drawn over the fill of a verdict, so that no verdict is told by its colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Plain,
    Rising,
    Falling,
    Crossed,
    Level,
    Upright,
    Dotted,
    OpenLevel,
    OpenRising,
}

/// The rules for every `c-` class: light, dark by the reader's wish, light again on paper, and the system's own
/// colours where it forces them. A theme may set the custom properties to other colours.
pub fn stylesheet() -> String {
    let mut css = String::new();
    let list = |dark: bool| {
        let tone = |ink: &Ink| {
            let (name, light, night) = ink.tones();
            format!("{name}:{};", if dark { night } else { light })
        };
        Ink::ALL.iter().map(tone).collect::<String>()
    };
    let forced: String = Ink::ALL
        .iter()
        .map(|ink| {
            let system = if *ink == Ink::Ground { "Canvas" } else { "CanvasText" };
            format!("{}:{system};", ink.tones().0)
        })
        .collect();
    let _ = writeln!(css, ":root{{{}}}", list(false));
    let _ = writeln!(css, "@media (prefers-color-scheme:dark){{:root{{{}}}}}", list(true));
    let _ = writeln!(css, "@media print{{:root{{{}}}}}", list(false));
    let _ = writeln!(css, "@media (forced-colors:active){{:root{{{forced}}}}}");
    let _ = writeln!(css, ".c-chart{{display:block;max-width:100%;height:auto;font-family:{FAMILY}}}");
    for mark in Mark::ALL {
        css.push_str(&rule(*mark));
    }
    for look in VERDICTS {
        css.push_str(&on_pages(look));
    }
    css
}

/// The rules of a verdict on pages: the colour of its badge and the shape of its sign, and its part of the bar where that is filled.
fn on_pages(look: &Look) -> String {
    let (key, colour, sign) = (look.key, look.ink.tones().0, look.sign);
    let mut css = format!(
        ".badge--{key}{{color:var({colour});--sign:url(\"data:image/svg+xml,%3Csvg xmlns='http%3A//www.w3.org/2000/svg' \
         viewBox='0 0 16 16'%3E%3Cpath fill-rule='evenodd' d='{sign}'/%3E%3C/svg%3E\")}}\n"
    );
    if look.mark.paint().is_some_and(|paint| paint.fill == Some(look.ink)) {
        let _ = writeln!(css, ".tally__{key}{{fill:var({colour})}}");
    }
    css
}

/// The rule of one mark; empty where nothing is drawn.
fn rule(mark: Mark) -> String {
    let variable = |ink: Ink| format!("var({})", ink.tones().0);
    let mut body = String::new();
    if let Some(paint) = mark.paint() {
        body.push_str(&format!("fill:{};", paint.fill.map_or_else(|| "none".to_owned(), variable)));
        if let Some(stroke) = paint.stroke {
            let width = super::svg::tenths(paint.width);
            body.push_str(&format!("stroke:{};stroke-width:{width};", variable(stroke)));
        }
        if !paint.dash.is_empty() {
            body.push_str(&format!("stroke-dasharray:{};", paint.dash));
        }
    }
    if let Some(letters) = mark.letters() {
        body.push_str(&format!("fill:{};", variable(letters.ink)));
        if letters.weight == Weight::Bold {
            body.push_str("font-weight:700;");
        }
        if letters.halo {
            let ground = variable(Ink::Ground);
            body.push_str(&format!(
                "stroke:{ground};stroke-width:4;stroke-linejoin:round;paint-order:stroke;"
            ));
        }
    }
    if body.is_empty() { body } else { format!(".{}{{{}}}\n", mark.class(), body.trim_end_matches(';')) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The relative luminance of WCAG 2.2.
    #[expect(clippy::disallowed_methods, reason = "the formula of WCAG, in a test alone")]
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn marks_pass_3_to_1_and_text_4_5_to_1_in_light_and_dark() {
        let (_, light, dark) = Ink::Ground.tones();
        for mark in Mark::ALL {
            let inks = match (mark.paint(), mark.letters()) {
                (Some(paint), _)
                    if !matches!(mark, Mark::Grid | Mark::Ground | Mark::Hatch | Mark::Gutter) =>
                {
                    vec![(paint.stroke.filter(|ink| *ink != Ink::Ground).or(paint.fill), 3.0)]
                }
                (_, Some(letters)) => vec![(Some(letters.ink), 4.5)],
                _ => vec![],
            };
            for (ink, least) in inks {
                let (_, on_light, on_dark) = ink.unwrap().tones();
                assert!(contrast(on_light, light) >= least, "{mark:?} on light");
                assert!(contrast(on_dark, dark) >= least, "{mark:?} on dark");
            }
        }
    }

    #[test]
    fn verdicts_pass_4_5_to_1_as_text() {
        let (_, light, dark) = Ink::Ground.tones();
        for look in VERDICTS {
            let (_, on_light, on_dark) = look.ink.tones();
            assert!(contrast(on_light, light) >= 4.5 && contrast(on_dark, dark) >= 4.5, "{}", look.key);
        }
    }

    #[test]
    fn verdicts_differ_without_colour() {
        let shape = |look: &Look| {
            let paint = look.mark.paint().unwrap();
            format!("{:?} {} {}", look.pattern, paint.dash, paint.fill == Some(Ink::Ground))
        };
        let shapes: BTreeSet<String> = VERDICTS.iter().map(shape).collect();
        assert_eq!(shapes.len(), VERDICTS.len());
        let signs: BTreeSet<&str> = VERDICTS.iter().map(|look| look.sign).collect();
        assert_eq!(signs.len(), VERDICTS.len());
        assert_eq!(Mark::of_verdict("score"), None);
    }

    #[test]
    fn parts_of_a_bar_and_deadlines_differ_without_colour() {
        let look = |mark: Mark| {
            let paint = mark.paint().unwrap();
            (paint.dash, paint.fill == Some(Ink::Ground))
        };
        let kinds: BTreeSet<_> = [Mark::BarFirst, Mark::BarHollow, Mark::BarDashed].map(look).into();
        assert_eq!(kinds.len(), 3);
        let patterns: BTreeSet<_> =
            crate::chart::sign::BAR_PARTS.iter().map(|(_, pattern)| format!("{pattern:?}")).collect();
        assert_eq!(patterns.len(), 3);
        assert_ne!(look(Mark::DeadlineDue), look(Mark::DeadlineOpen));
        assert_ne!(look(Mark::Silent), look(Mark::Derived));
    }

    #[test]
    fn lines_of_a_trend_differ_without_colour() {
        let lines = [Mark::Line, Mark::Gap, Mark::Target, Mark::Aspire];
        let looks: BTreeSet<_> =
            lines.iter().map(|mark| mark.paint().map(|paint| (paint.dash, paint.width))).collect();
        assert_eq!(looks.len(), lines.len());
    }

    #[test]
    fn every_drawn_class_has_one_rule() {
        let css = stylesheet();
        for mark in Mark::ALL {
            let drawn = mark.paint().is_some() || mark.letters().is_some();
            assert_eq!(
                css.matches(&format!("\n.{}{{", mark.class())).count(),
                usize::from(drawn),
                "{mark:?}"
            );
        }
        assert!(!css.contains("style="));
    }
}
