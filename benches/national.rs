//! Writes a project of national size: counties under provinces, each with a plan, its documents and its results.
//!
//! In: how many counties, a folder that does not hold a project yet, a seed. Out: `content/` and `seeds/`, the same
//! bytes for the same arguments on every machine. Every name and figure is invented. Nothing but the standard
//! library is used, and no floating-point number.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a program of its own that writes a folder"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

const USAGE: &str = "national PLACES DIR [--seed N] [--csv]";

/// The first year is the baseline, the others are those of the plans.
const YEARS: [i32; 4] = [2022, 2023, 2024, 2025];

/// How many counties make a province.
const COUNTIES: usize = 90;

fn main() -> ExitCode {
    let Some(order) = Order::read(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(1);
    };
    match order.carry_out() {
        Ok(count) => {
            eprintln!("{}: {count}", order.folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", order.folder.display());
            ExitCode::from(2)
        }
    }
}

/// What is to be written.
struct Order {
    counties: usize,
    folder: PathBuf,
    seed: u64,
    csv: bool,
}

impl Order {
    fn read(arguments: impl Iterator<Item = String>) -> Option<Order> {
        let (mut plain, mut seed, mut csv) = (Vec::new(), 1, false);
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--csv" => csv = true,
                "--seed" => seed = arguments.next()?.parse().ok()?,
                _ => plain.push(argument),
            }
        }
        let [counties, folder] = <[String; 2]>::try_from(plain).ok()?;
        let counties = counties.parse().ok().filter(|count| (1..=200_000).contains(count))?;
        Some(Order { counties, folder: folder.into(), seed, csv })
    }

    /// Writes the project and says how many figures it holds.
    fn carry_out(&self) -> io::Result<String> {
        if self.folder.join("content").exists() {
            return Err(io::Error::other("holds a project already"));
        }
        let tree = Tree { root: &self.folder };
        let provinces = ((self.counties + COUNTIES / 2) / COUNTIES).max(1);
        let places: Vec<Place> = (0..provinces + self.counties).map(|n| self.place(n, provinces)).collect();
        tree.put("content/site.toml", SITE)?;
        tree.put("content/indicators.toml", &indicators())?;
        tree.put("content/places.toml", &register(&places))?;
        let mut tables = Tables::new(provinces);
        for (number, place) in places.iter().enumerate() {
            let superior = place.parent.map(|parent| &places[parent]);
            let mut random = Random(self.seed.wrapping_mul(0x9E37_79B9).wrapping_add(number as u64));
            let figures: Vec<Figure> =
                MEASURES.iter().map(|measure| Figure::new(measure, &mut random)).collect();
            tree.documents(place, &mut random)?;
            tree.plan(place, superior, &figures, &mut random)?;
            tree.statements(place, &figures)?;
            for (at, year) in YEARS.into_iter().enumerate() {
                let rows = observations(place, &figures, at);
                if self.csv {
                    tables.add(place.parent.unwrap_or(number), at, place, &rows);
                } else {
                    tree.put(
                        &format!("content/results/{year}/{}.toml", place.id),
                        &results(place, year, rows),
                    )?;
                }
            }
        }
        if self.csv {
            tables.write(&tree, &places)?;
        }
        Ok(format!("{} figures of {} places", places.len() * MEASURES.len(), places.len()))
    }

    fn place(&self, number: usize, provinces: usize) -> Place {
        let count = SYLLABLES.len();
        let step = number.wrapping_mul(1237).wrapping_add((self.seed % 4096) as usize) % (count * count);
        let (first, second) = (SYLLABLES[step / count], SYLLABLES[step % count]);
        let third = (number / (count * count)).checked_sub(1).map_or(("", ""), |n| SYLLABLES[n % count]);
        let parent = number.checked_sub(provinces).map(|county| county * provinces / self.counties);
        let kind = if parent.is_some() { ["县", "市", "区"][number % 3] } else { "省" };
        Place {
            id: format!("{}{}{}-{number:04}", third.1, first.1, second.1),
            name: format!("{}{}{}{kind}", third.0, first.0, second.0),
            parent,
        }
    }
}

/// Numbers that look random: `SplitMix64` after Steele, Lea and Flood, 2014.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: i64) -> i64 {
        (self.next() % end.unsigned_abs().max(1)) as i64
    }

    fn percent(&mut self, chance: i64) -> bool {
        self.below(100) < chance
    }
}

/// A county or province.
struct Place {
    id: String,
    name: String,
    /// The province, by its number; a province has none.
    parent: Option<usize>,
}

/// What is measured; its numbers are in units of the last decimal.
struct Measure {
    id: &'static str,
    name: &'static str,
    unit: &'static str,
    better: &'static str,
    decimals: u32,
    stage: &'static str,
    least: i64,
    most: i64,
    /// How much it moves in a year.
    step: i64,
}

impl Measure {
    fn is_rank(&self) -> bool {
        self.unit == "位"
    }

    fn clamp(&self, number: i64) -> i64 {
        let most = if self.unit == "%" { 100 * 10_i64.pow(self.decimals) } else { i64::MAX };
        number.clamp(i64::from(self.is_rank()), most)
    }

    /// The number as it is written.
    fn text(&self, number: i64) -> String {
        let scale = 10_u64.pow(self.decimals);
        let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
        match self.decimals {
            0 => format!("{sign}{size}"),
            decimals => format!("{sign}{}.{:0width$}", size / scale, size % scale, width = decimals as usize),
        }
    }
}

/// What a place has of a measure.
struct Figure {
    measure: &'static Measure,
    values: [Option<i64>; 4],
    /// Where the first value was derived from the last one and a change.
    derived: bool,
    /// Where the last value is but a bound.
    bound: bool,
    provisional: bool,
}

impl Figure {
    fn new(measure: &'static Measure, random: &mut Random) -> Figure {
        let start = measure.least + random.below(measure.most - measure.least);
        let toward = if measure.better == "lower" { -1 } else { 1 };
        let mut number = measure.clamp(start);
        let mut values = [Some(number), None, None, None];
        for (at, value) in values.iter_mut().enumerate().skip(1) {
            let moved = random.below(measure.step * 3 + 1) - measure.step / 2;
            number = measure.clamp(number + toward * moved);
            *value = Some(number).filter(|_| !random.percent(if at == 3 { 4 } else { 8 }));
        }
        let exact = !measure.is_rank() && values[3].is_some();
        let derived = exact && random.percent(10);
        let bound = exact && !derived && random.percent(4);
        Figure { measure, values, derived, bound, provisional: random.percent(3) }
    }

    fn id(&self, place: &Place, year: i32) -> String {
        format!("{}-{}-{year}", place.id, self.measure.id)
    }

    fn last(&self) -> usize {
        self.values.iter().rposition(Option::is_some).unwrap_or(0)
    }
}

/// The value at a key: text in quotation marks, anything else bare.
enum Cell {
    Text(String),
    Bare(String),
}

impl Cell {
    fn plain(&self) -> &str {
        match self {
            Cell::Text(plain) | Cell::Bare(plain) => plain,
        }
    }
}

type Row = Vec<(&'static str, Cell)>;

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// The observations of a place that the report of a year gives.
fn observations(place: &Place, figures: &[Figure], at: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for figure in figures {
        if figure.derived && at == 0 {
            continue;
        }
        if let Some(number) = figure.values[at] {
            rows.push(level(place, figure, at, number));
        }
        if let ([Some(first), .., Some(last)], true, 3) = (figure.values, figure.derived, at) {
            rows.extend(change(place, figure, first, last));
        }
    }
    rows
}

fn level(place: &Place, figure: &Figure, at: usize, number: i64) -> Row {
    let (measure, is_last) = (figure.measure, at == 3);
    let key = match (is_last && figure.bound, measure.better) {
        (false, _) => "value",
        (true, "lower") => "at_most",
        (true, _) => "at_least",
    };
    let mut row = vec![
        ("id", text(figure.id(place, YEARS[at]))),
        ("indicator", text(measure.id)),
        (key, Cell::Bare(measure.text(number))),
        ("at", text(CHAPTERS[measure.name.len() % CHAPTERS.len()])),
    ];
    if is_last && figure.provisional {
        row.push(("status", text("P")));
    }
    if measure.id.len() % 11 == 0 {
        row.push(("copies", text("print")));
    }
    if at == figure.last() {
        row.push(("note", text(sentence(place, figure))));
    }
    row
}

/// A change since the first year, and the value of that year which follows from it.
fn change(place: &Place, figure: &Figure, first: i64, last: i64) -> [Row; 2] {
    let measure = figure.measure;
    let id = figure.id(place, YEARS[3]);
    let at = || ("at", text(CHAPTERS[measure.name.len() % CHAPTERS.len()]));
    let step = vec![
        ("id", text(format!("{id}-change"))),
        ("indicator", text(measure.id)),
        ("change", Cell::Bare(measure.text(last - first))),
        ("since", Cell::Bare(YEARS[0].to_string())),
        at(),
    ];
    let base = vec![
        ("id", text(figure.id(place, YEARS[0]))),
        ("indicator", text(measure.id)),
        ("period", Cell::Bare(YEARS[0].to_string())),
        ("formula", text(format!("{{{id}}} - {{{id}-change}}"))),
        at(),
    ];
    [step, base]
}

fn sentence(place: &Place, figure: &Figure) -> String {
    let place = &place.name;
    let name = figure.measure.name;
    let remark = REMARKS[(name.len() + place.len() + figure.last()) % REMARKS.len()];
    format!("{place}的{name}据教育事业统计和年度督导评估整理，{remark}。")
}

fn results(place: &Place, year: i32, rows: Vec<Row>) -> String {
    let mut out =
        format!("format = 1\ndocument = \"{0}-report-{year}\"\nplace = \"{0}\"\nperiod = {year}\n", place.id);
    records(&mut out, "observation", rows);
    out
}

fn records(out: &mut String, kind: &str, rows: Vec<Row>) {
    for row in rows {
        let _ = writeln!(out, "\n[[{kind}]]");
        for (key, cell) in row {
            let _ = match cell {
                Cell::Text(text) => writeln!(out, "{key} = \"{text}\""),
                Cell::Bare(bare) => writeln!(out, "{key} = {bare}"),
            };
        }
    }
}

/// The observations as tables, one for each province and year.
struct Tables(Vec<[String; 4]>);

const COLUMNS: [&str; 15] = [
    "id",
    "document",
    "place",
    "indicator",
    "period",
    "value",
    "at_least",
    "at_most",
    "change",
    "since",
    "formula",
    "at",
    "copies",
    "status",
    "note",
];

impl Tables {
    fn new(provinces: usize) -> Tables {
        let table = || std::array::from_fn(|_| COLUMNS.join(",") + "\r\n");
        Tables((0..provinces).map(|_| table()).collect())
    }

    /// Adds rows; no cell holds a comma, a quotation mark or a line break of ASCII.
    fn add(&mut self, province: usize, at: usize, place: &Place, rows: &[Row]) {
        for row in rows {
            let cell = |column: &str| {
                row.iter().find(|(key, _)| *key == column).map(|(_, cell)| cell.plain().to_owned())
            };
            let cells = COLUMNS.map(|column| match (column, cell(column)) {
                (_, Some(cell)) => cell,
                ("document", None) => format!("{}-report-{}", place.id, YEARS[at]),
                ("place", None) => place.id.clone(),
                ("period", None) => YEARS[at].to_string(),
                _ => String::new(),
            });
            self.0[province][at].push_str(&(cells.join(",") + "\r\n"));
        }
    }

    fn write(&self, tree: &Tree<'_>, places: &[Place]) -> io::Result<()> {
        for (tables, province) in self.0.iter().zip(places) {
            for (table, year) in tables.iter().zip(YEARS) {
                tree.put(&format!("content/results/{year}/observations-{}.csv", province.id), table)?;
            }
        }
        Ok(())
    }
}

fn register(places: &[Place]) -> String {
    let mut out = String::from("format = 1\n");
    for (number, place) in places.iter().enumerate() {
        let kind = if place.parent.is_some() { "county" } else { "province" };
        let _ =
            write!(out, "\n[[place]]\nid = \"{}\"\nname = \"{}\"\nkind = \"{kind}\"\n", place.id, place.name);
        if let Some(parent) = place.parent {
            let _ = writeln!(out, "parent = \"{}\"", places[parent].id);
        }
        debug_assert!(place.parent.is_none_or(|parent| parent < number));
    }
    out
}

fn indicators() -> String {
    let mut out = String::from("format = 1\n");
    for measure in &MEASURES {
        let Measure { id, name, unit, better, decimals, stage, .. } = measure;
        let _ = write!(
            out,
            "\n[[indicator]]\nid = \"{id}\"\nname = \"{name}\"\nunit = \"{unit}\"\ndirection = \"{better}\"\n\
             decimals = {decimals}\nstage = \"{stage}\"\n\
             definition = \"{name}，按教育事业统计的口径计算，范围为本行政区域。\"\n"
        );
    }
    out
}

/// The folder that is written.
struct Tree<'f> {
    root: &'f Path,
}

impl Tree<'_> {
    fn put(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }

    /// Five documents, each in print and on the web: the plan, and a report for each year.
    fn documents(&self, place: &Place, random: &mut Random) -> io::Result<()> {
        let Place { id, name, .. } = place;
        let (mut out, mut copies) = (String::from("format = 1\n"), String::from("format = 1\n"));
        let mut digest = || (0..4).map(|_| format!("{:016x}", random.next())).collect::<String>();
        for year in [0].into_iter().chain(YEARS) {
            let (document, title, kind, issued) = match year {
                0 => (
                    format!("{id}-plan"),
                    format!("{name}教育高质量发展三年行动方案"),
                    "plan",
                    "2023-03-20".to_owned(),
                ),
                _ => (
                    format!("{id}-report-{year}"),
                    format!("{name}{year}年教育事业发展情况报告"),
                    "report",
                    format!("{}-02-{:02}", year + 1, 10 + year % 7),
                ),
            };
            let covers = if year == 0 {
                String::new()
            } else {
                format!("covers = [{{ place = \"{id}\", from = {year}, to = {year} }}]\n")
            };
            let _ = write!(
                out,
                "\n[[document]]\nid = \"{document}\"\ntitle = \"{title}\"\nkind = \"{kind}\"\nplace = \"{id}\"\n\
                 issuers = [\"{name}人民政府\"]\nissued = \"{issued}\"\n{covers}"
            );
            let _ = write!(
                copies,
                "\n[[copy]]\ndocument = \"{document}\"\nid = \"print\"\nmedium = \"印发文本\"\nsha256 = \"{}\"\n\
                 \n[[copy]]\ndocument = \"{document}\"\nid = \"web\"\nmedium = \"政府网站\"\npublished = \"{issued}\"\n\
                 sha256 = \"{}\"\n",
                digest(),
                digest(),
            );
        }
        self.put(&format!("seeds/{id}.toml"), &out)?;
        self.put(&format!("seeds/{id}-copies.toml"), &copies)
    }

    fn plan(
        &self,
        place: &Place,
        superior: Option<&Place>,
        figures: &[Figure],
        random: &mut Random,
    ) -> io::Result<()> {
        let Place { id, name, .. } = place;
        let put = |file: &str, text: &str| self.put(&format!("content/plans/{id}-2023/{file}"), text);
        let follows =
            superior.map(|superior| format!("superior = \"{}-2023\"\n", superior.id)).unwrap_or_default();
        let mut out = format!(
            "format = 1\ndocument = \"{id}-plan\"\n\n[plan]\nid = \"{id}-2023\"\n\
             title = \"{name}教育高质量发展三年行动方案（2023—2025年）\"\nshort = \"{name}三年行动方案\"\n\
             place = \"{id}\"\nissuers = [\"{name}人民政府\"]\nissued = \"2023-03-20\"\nfrom = 2023\nto = 2025\n{follows}\
             summary = \"方案按年度列出目标，分三个阶段推进，任务落实到单位。\"\n"
        );
        for (year, theme) in YEARS[1..].iter().zip(["补短板", "提质量", "上台阶"]) {
            let _ =
                write!(out, "\n[[phase]]\nyear = {year}\ntheme = \"{theme}\"\nat = \"年度目标—{year}年\"\n");
        }
        for (at, title) in ACTIONS.iter().enumerate() {
            let number = at + 1;
            let _ = write!(
                out,
                "\n[[action]]\nid = \"{id}-action-{number}\"\nnumber = {number}\ntitle = \"{title}\"\n\
                 at = \"行动{number}\"\nsummary = \"{title}的主要任务和要求。\"\n"
            );
        }
        put("plan.toml", &out)?;
        put("tasks.toml", &tasks(place, random))?;
        put("targets.toml", &targets(place, superior, figures, random))?;
        put("milestones.toml", &milestones(place, random))?;
        put("duties.toml", &duties(place, random))?;
        put("provisions.toml", &provisions(place, random))?;
        put("overview.md", &overview(place, &figures[0]))?;
        self.put(&format!("content/bodies/{id}.toml"), &bodies(place))
    }

    /// What the last report says without a number, and when duties were done.
    fn statements(&self, place: &Place, figures: &[Figure]) -> io::Result<()> {
        let id = &place.id;
        let mut out =
            format!("format = 1\ndocument = \"{id}-report-2025\"\nplace = \"{id}\"\nperiod = 2025\n");
        let _ = write!(
            out,
            "\n[[finding]]\nid = \"{id}-f1\"\nabout = \"{id}-m1\"\nrelation = \"outcome\"\noutcome = \"met\"\n\
             largely = true\nsays = \"基本建成\"\nat = \"工作成效\"\n\
             \n[[finding]]\nid = \"{id}-f2\"\nabout = [\"{id}-m2\", \"{id}-action-1\"]\nrelation = \"activity\"\n\
             says = \"持续推进\"\nat = \"工作成效\"\n\
             \n[[finding]]\nid = \"{id}-f3\"\nabout = \"{id}-m3\"\nrelation = \"insufficient\"\nsays = \"取得新进展\"\n\
             because = \"报告没有写明完成的标准，不能据以判断。\"\nat = \"工作成效\"\n"
        );
        let silent = figures.iter().find(|figure| figure.values[3].is_none());
        let alike = figures.iter().find(|figure| figure.values[3].is_some());
        if let (Some(silent), Some(alike)) = (silent, alike) {
            let _ = write!(
                out,
                "\n[[finding]]\nid = \"{id}-f4\"\nabout = \"{}-target\"\nrelation = \"look-alike\"\nsays = \"{}\"\n\
                 observations = [\"{}\"]\nbecause = \"名称相近，统计范围不同。\"\nat = \"附表\"\n",
                silent.id(place, 2025),
                alike.measure.name,
                alike.id(place, 2025),
            );
        }
        self.put(&format!("content/results/2025/{id}-findings.toml"), &out)?;
        let mut out = format!("format = 1\nplace = \"{id}\"\nat = \"工作成效\"\nduty = \"{id}-d1\"\n");
        for year in &YEARS[1..] {
            let _ = write!(
                out,
                "\n[[occurrence]]\nid = \"{id}-o{year}\"\nperiod = {year}\nbody = \"{id}-education\"\n\
                 document = \"{id}-report-{year}\"\n"
            );
        }
        self.put(&format!("content/results/2025/{id}-occurrences.toml"), &out)
    }
}

fn head(place: &Place) -> String {
    format!("format = 1\nplan = \"{0}-2023\"\ndocument = \"{0}-plan\"\n", place.id)
}

fn bodies(place: &Place) -> String {
    let Place { id, name, .. } = place;
    let mut out = format!("format = 1\nplace = \"{id}\"\n");
    for (key, body) in BODIES {
        let _ = write!(out, "\n[[body]]\nid = \"{id}-{key}\"\nname = \"{name}{body}\"\n");
    }
    out
}

fn tasks(place: &Place, random: &mut Random) -> String {
    let id = &place.id;
    let mut out = head(place);
    for (at, title) in TASKS.iter().enumerate() {
        let (number, lead) = (at + 1, random.below(3) as usize);
        let other = BODIES[(lead + 1 + random.below(2) as usize) % 3].0;
        let _ = write!(
            out,
            "\n[[task]]\nid = \"{id}-t{number}\"\nnumber = {number}\ntitle = \"{title}\"\n\
             action = \"{id}-action-{}\"\nlead = \"{id}-{}\"\nresponsible = [\"{id}-{}\", \"{id}-{other}\"]\n\
             deadline = \"{}-12-31\"\nat = \"任务{number}\"\n",
            at % ACTIONS.len() + 1,
            BODIES[lead].0,
            BODIES[lead].0,
            2023 + random.below(3),
        );
    }
    out
}

fn targets(place: &Place, superior: Option<&Place>, figures: &[Figure], random: &mut Random) -> String {
    let id = &place.id;
    let mut out = head(place) + &format!("place = \"{id}\"\n");
    for figure in figures {
        let measure = figure.measure;
        let toward = if measure.better == "lower" { -1 } else { 1 };
        let start = figure.values[0].unwrap_or(measure.least);
        for (at, year) in YEARS.into_iter().enumerate().skip(1) {
            let aim = measure.clamp(start + toward * measure.step * at as i64);
            let (condition, printed) = aimed(measure, superior, aim, random);
            let modality = if random.percent(5) { "modality = \"aspire\"\n" } else { "" };
            let judge = if year == 2025 && random.percent(4) { "judge = \"held\"\n" } else { "" };
            let _ = write!(
                out,
                "\n[[target]]\nid = \"{}-target\"\nindicator = \"{}\"\nperiod = {year}\n{condition}\n\
                 printed = \"{printed}\"\nat = \"年度目标—{year}年\"\n{modality}{judge}under = \"{id}-action-{}\"\n",
                figure.id(place, year),
                measure.id,
                measure.id.len() % ACTIONS.len() + 1,
            );
        }
    }
    out
}

/// A condition and how it is printed.
fn aimed(measure: &Measure, superior: Option<&Place>, aim: i64, random: &mut Random) -> (String, String) {
    let (number, unit) = (measure.text(aim), measure.unit);
    match (measure.better, random.below(20), superior) {
        ("higher", 0, Some(superior)) if unit == "%" => (
            format!("benchmark = {{ place = \"{}\", at_least = true }}", superior.id),
            "达到全省平均水平".to_owned(),
        ),
        ("higher", 1, _) if unit != "%" => (
            "change = { at_least = 2, since = \"previous-year\", unit = \"%\" }".to_owned(),
            "同比增长2%以上".to_owned(),
        ),
        ("higher", 2, _) => ("rises = true\nsince = 2022".to_owned(), "逐步提高".to_owned()),
        ("higher" | "lower", 3 | 4, _) => (format!("reach = {number}"), format!("达到{number}{unit}")),
        ("higher", ..) => (format!("at_least = {number}"), format!("{number}{unit}以上")),
        ("lower", ..) => (format!("at_most = {number}"), format!("{number}{unit}以下")),
        _ => {
            let high = measure.text(aim + measure.step);
            (format!("between = [{number}, {high}]"), format!("{number}—{high}{unit}"))
        }
    }
}

fn milestones(place: &Place, random: &mut Random) -> String {
    let id = &place.id;
    let mut out = head(place) + &format!("place = \"{id}\"\n");
    for (at, (name, state)) in MILESTONES.iter().enumerate() {
        let number = at + 1;
        let _ = write!(
            out,
            "\n[[milestone]]\nid = \"{id}-m{number}\"\nname = \"{name}\"\nbecomes = \"{state}\"\nperiod = {}\n\
             at = \"年度目标\"\nunder = \"{id}-action-{}\"\n",
            2023 + random.below(3),
            at % ACTIONS.len() + 1,
        );
    }
    out
}

fn duties(place: &Place, random: &mut Random) -> String {
    let id = &place.id;
    let mut out = head(place);
    for (at, (name, frequency)) in DUTIES.iter().enumerate() {
        let often = if *frequency == "standing" { "" } else { "minimum = 1\nunit = \"次\"\n" };
        let _ = write!(
            out,
            "\n[[duty]]\nid = \"{id}-d{}\"\nname = \"{name}\"\nfrequency = \"{frequency}\"\n{often}\
             body = \"{id}-{}\"\ntoward = \"人民政府\"\nat = \"保障措施\"\n",
            at + 1,
            BODIES[random.below(3) as usize].0,
        );
    }
    out
}

fn provisions(place: &Place, random: &mut Random) -> String {
    let id = &place.id;
    let (classes, share) = (12 + 6 * random.below(3), 3 + random.below(5));
    head(place)
        + &format!(
            "\n[[provision]]\nid = \"{id}-p1\"\nkind = \"eligibility\"\nname = \"建设直录播教室的学校规模\"\n\
             at_least = {classes}\nunit = \"个班\"\nprinted = \"{classes}个班以上\"\nat = \"行动2\"\n\
             \n[[provision]]\nid = \"{id}-p2\"\nkind = \"ceiling\"\nname = \"临聘教师占比\"\n\
             at_most = {share}\nunit = \"%\"\nprinted = \"不超过{share}%\"\nat = \"行动3\"\n"
        )
}

fn overview(place: &Place, figure: &Figure) -> String {
    let year = YEARS[figure.last()];
    format!(
        "+++\ntitle = \"{name}三年行动方案：登记说明\"\n+++\n\n{name}的方案由县级以上人民政府印发，按年度列出目标，\
         任务落实到单位。最近一次报告的{measure}为{{{{ value(\"{value}\") }}}}，\
         期末目标{{{{ verdict(\"{target}\") }}}}。\n\n未见报告不等于未完成；收录新的材料后，评价会随之更新。\n",
        name = place.name,
        measure = figure.measure.name,
        value = figure.id(place, year),
        target = figure.id(place, 2025) + "-target",
    )
}

const SITE: &str = "format = 1
title = \"全国县域教育发展规划与年度结果（虚构数据，只用于测速）\"
languages = [\"zh-Hans\"]
publisher = \"dajuan 测速项目\"
licence = \"CC0 1.0\"
as_of = 2026-03-31
figure_files = [\"csv\", \"json\", \"svg\"]
";

/// Characters and their reading, from which names and ids are made: 64, so that all pairs come once.
const SYLLABLES: [(&str, &str); 64] = [
    ("安", "an"),
    ("宝", "bao"),
    ("昌", "chang"),
    ("春", "chun"),
    ("德", "de"),
    ("东", "dong"),
    ("丰", "feng"),
    ("福", "fu"),
    ("高", "gao"),
    ("广", "guang"),
    ("贵", "gui"),
    ("海", "hai"),
    ("和", "he"),
    ("恒", "heng"),
    ("华", "hua"),
    ("惠", "hui"),
    ("吉", "ji"),
    ("建", "jian"),
    ("江", "jiang"),
    ("金", "jin"),
    ("景", "jing"),
    ("康", "kang"),
    ("来", "lai"),
    ("兰", "lan"),
    ("乐", "le"),
    ("临", "lin"),
    ("龙", "long"),
    ("隆", "lung"),
    ("罗", "luo"),
    ("满", "man"),
    ("梅", "mei"),
    ("明", "ming"),
    ("木", "mu"),
    ("南", "nan"),
    ("宁", "ning"),
    ("平", "ping"),
    ("浦", "pu"),
    ("青", "qing"),
    ("清", "qin"),
    ("泉", "quan"),
    ("仁", "ren"),
    ("荣", "rong"),
    ("瑞", "rui"),
    ("沙", "sha"),
    ("上", "shang"),
    ("石", "shi"),
    ("双", "shuang"),
    ("顺", "shun"),
    ("泰", "tai"),
    ("田", "tian"),
    ("通", "tong"),
    ("万", "wan"),
    ("文", "wen"),
    ("西", "xi"),
    ("祥", "xiang"),
    ("新", "xin"),
    ("兴", "xing"),
    ("宣", "xuan"),
    ("阳", "yang"),
    ("永", "yong"),
    ("玉", "yu"),
    ("原", "yuan"),
    ("正", "zheng"),
    ("中", "zhong"),
];

const fn measure(about: [&'static str; 5], decimals: u32, [least, most, step]: [i64; 3]) -> Measure {
    let [id, name, unit, better, stage] = about;
    Measure { id, name, unit, better, decimals, stage, least, most, step }
}

/// What each place reports, with the range in which it begins and how much it moves in a year.
static MEASURES: [Measure; 35] = [
    measure(
        ["preschool-gross-enrolment", "学前教育毛入园率", "%", "higher", "preschool"],
        2,
        [8200, 9700, 80],
    ),
    measure(
        ["inclusive-kindergarten-coverage", "普惠性幼儿园覆盖率", "%", "higher", "preschool"],
        2,
        [7800, 9600, 120],
    ),
    measure(
        ["public-kindergarten-share", "公办园在园幼儿占比", "%", "higher", "preschool"],
        2,
        [4200, 6800, 150],
    ),
    measure(["kindergartens", "幼儿园数", "所", "none", "preschool"], 0, [12, 180, 3]),
    measure(
        ["compulsory-consolidation", "九年义务教育巩固率", "%", "higher", "compulsory"],
        2,
        [9300, 9880, 40],
    ),
    measure(["compulsory-schools", "义务教育学校数", "所", "none", "compulsory"], 0, [20, 160, 2]),
    measure(["large-class-share", "大班额比例", "%", "lower", "compulsory"], 2, [40, 600, 60]),
    measure(
        ["balanced-quality-share", "义务教育优质均衡达标学校比例", "%", "higher", "compulsory"],
        1,
        [200, 800, 45],
    ),
    measure(["group-school-coverage", "集团化办学覆盖率", "%", "higher", "compulsory"], 1, [350, 850, 50]),
    measure(["boarding-places", "寄宿制学校床位", "个", "higher", "compulsory"], 0, [800, 12000, 300]),
    measure(["pupils-per-teacher", "小学生师比", "人/名教师", "lower", "compulsory"], 1, [130, 210, 4]),
    measure(
        ["junior-exam-pass-rate", "初中学业水平考试合格率", "%", "higher", "junior"],
        2,
        [4500, 8200, 220],
    ),
    measure(["junior-progression", "初中升学率", "%", "higher", "junior"], 2, [8600, 9800, 70]),
    measure(["junior-pupils", "初中在校生数", "万人", "none", "junior"], 2, [40, 600, 8]),
    measure(["senior-gross-enrolment", "高中阶段毛入学率", "%", "higher", "senior"], 2, [8500, 9600, 90]),
    measure(
        ["general-senior-large-classes", "普通高中大班额比例", "%", "lower", "senior"],
        2,
        [100, 1800, 150],
    ),
    measure(["undergraduate-line-rate", "本科上线率", "%", "higher", "senior"], 2, [2500, 6800, 160]),
    measure(["first-class-senior-schools", "一级高中数", "所", "higher", "senior"], 0, [1, 12, 1]),
    measure(["exam-rank-in-province", "高考成绩全省位次", "位", "lower", "senior"], 0, [1, 90, 3]),
    measure(
        ["vocational-pupils", "中等职业学校在校生数", "人", "higher", "vocational"],
        0,
        [600, 15000, 350],
    ),
    measure(
        ["vocational-standards-met", "职业院校办学条件达标率", "%", "higher", "vocational"],
        1,
        [400, 900, 60],
    ),
    measure(["vocational-employment", "中职毕业生就业率", "%", "higher", "vocational"], 2, [8800, 9800, 50]),
    measure(["training-bases", "实训基地数", "个", "higher", "vocational"], 0, [1, 25, 1]),
    measure(["special-enrolment", "适龄残疾儿童入学率", "%", "higher", "special"], 2, [9000, 9900, 60]),
    measure(
        ["teachers-per-100-special", "每百名特教学生教师数", "名", "higher", "special"],
        1,
        [120, 320, 8],
    ),
    measure(["teachers-with-degree", "专任教师本科以上学历比例", "%", "higher", "all"], 2, [5500, 9200, 180]),
    measure(["backbone-teachers", "骨干教师人数", "人", "higher", "all"], 0, [60, 900, 25]),
    measure(["psychology-teachers", "专职心理健康教师配备率", "%", "higher", "all"], 1, [300, 950, 90]),
    measure(["teacher-training-spending", "教师培训经费占比", "%", "higher", "all"], 2, [300, 800, 30]),
    measure(["education-spending", "一般公共预算教育支出", "亿元", "higher", "all"], 2, [280, 4600, 90]),
    measure(["digital-classroom-coverage", "数字教室覆盖率", "%", "higher", "all"], 1, [250, 920, 85]),
    measure(["network-access", "教育专网接入率", "%", "higher", "all"], 1, [600, 990, 40]),
    measure(["floor-space-per-pupil", "生均校舍建筑面积", "平方米", "higher", "all"], 2, [480, 1450, 25]),
    measure(["safe-campus-share", "平安校园建设达标率", "%", "higher", "all"], 1, [450, 960, 70]),
    measure(["campus-accidents", "校园安全事故起数", "起", "lower", "all"], 0, [0, 14, 1]),
];

const CHAPTERS: [&str; 7] =
    ["导语", "学前教育", "义务教育", "高中阶段教育", "职业教育", "教师队伍", "条件保障"];

const REMARKS: [&str; 5] = [
    "与上年口径一致",
    "学校布局调整的影响已在报告中说明",
    "民办学校包括在内",
    "以学年初报表为准",
    "数据由县级部门审核后上报",
];

const BODIES: [(&str, &str); 3] =
    [("education", "教育体育局"), ("finance", "财政局"), ("personnel", "人力资源和社会保障局")];

const ACTIONS: [&str; 3] = ["基础教育扩优提质行动", "职业教育融合发展行动", "教师队伍建设行动"];

const TASKS: [&str; 8] = [
    "扩大普惠性学前教育资源",
    "推进义务教育优质均衡发展",
    "加强县域普通高中建设",
    "改善职业学校办学条件",
    "补充紧缺学科教师",
    "配备专职心理健康教师",
    "建设教育专网和数字教室",
    "健全校园安全责任制度",
];

const MILESTONES: [(&str, &str); 5] = [
    ("义务教育优质均衡发展县", "通过省级评估"),
    ("教师县管校聘改革", "全面推开"),
    ("智慧教育平台应用", "形成制度"),
    ("新建公办幼儿园", "建成投用"),
    ("职业教育园区", "启动建设"),
];

const DUTIES: [(&str, &str); 4] = [
    ("向同级人民政府报告教育经费落实情况", "yearly"),
    ("组织校园安全检查", "termly"),
    ("落实教育投入只增不减的要求", "standing"),
    ("开展家庭教育指导", "yearly"),
];
