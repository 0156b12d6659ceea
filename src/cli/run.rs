//! x
use super::{Arguments, Exit};
pub(super) fn run(a: &Arguments) -> Exit {
    let (sources, mut faults) = crate::read::folder::texts(&a.project).unwrap();
    let (raw, f) = crate::read::parse(&sources);
    faults.extend(f);
    let (project, f) = crate::resolve::resolve(raw);
    faults.extend(f);
    crate::diagnostic::sort(&mut faults);
    let lang = if matches!(a.lang, Some(super::arguments::LangArgument::En)) {crate::bilingual::Lang::En} else {crate::bilingual::Lang::Zh};
    print!("{}", crate::diagnostic::to_text(&faults, &sources, lang, false));
    println!("{:?}", project.map(|p| (p.targets.len(), p.observations.len(), p.findings.len())));
    Exit::Done
}
