//! What records name: ids of other records, of which a file has many and a nation some million, and few are new.
//!
//! In: literals and the types that are expected of them. Out: [`RawValue`]s; of references that were read lately the text is shared.
//! It must not keep what it has seen for good: a place is taken by whatever was read last.

use std::sync::Arc;

use super::value::{RawValue, text};
use super::{Literal, Misfit, Type};

/// How many references are remembered: each has one place, and shares it with few others.
const PLACES: usize = 1024;

/// References that were read lately.
#[derive(Debug, Default)]
pub struct Names(Vec<Option<Arc<str>>>);

impl Names {
    /// Reads a scalar as [`Type::read`] does. A reference that was read lately needs no text of its own, nor to be looked at again.
    ///
    /// # Errors
    /// As [`Type::read`].
    pub fn read(&mut self, of: Type, literal: Literal<'_>) -> Result<RawValue, Misfit> {
        let (Type::Ref(_), Some(id)) = (of, text(literal)) else { return of.read(literal) };
        if self.0.is_empty() {
            self.0.resize(PLACES, None);
        }
        let place = &mut self.0[place(id)];
        if let Some(known) = place.as_ref().filter(|known| ***known == *id) {
            return Ok(RawValue::Name(Arc::clone(known)));
        }
        let read = of.read(literal)?;
        if let RawValue::Name(name) = &read {
            *place = Some(Arc::clone(name));
        }
        Ok(read)
    }
}

/// The place of an id: its letters, mixed as FNV-1a does.
fn place(id: &str) -> usize {
    let mixed = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (mixed >> 32) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(names: &mut Names, id: &str) -> Arc<str> {
        match names.read(Type::Ref(&["place"]), Literal::Text(id)).unwrap() {
            RawValue::Name(name) => name,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_reference_that_was_read_is_read_no_second_time() {
        let mut names = Names::default();
        let first = name(&mut names, "zhaotong");
        assert!(Arc::ptr_eq(&first, &name(&mut names, "zhaotong")));
        assert!(!Arc::ptr_eq(&first, &name(&mut Names::default(), "zhaotong")));
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(ids in prop::collection::vec("[a-z0-9A-Z-]{0,3}", 0..4000)) {
            let mut names = Names::default();
            for id in ids {
                for of in [Type::Ref(&["place"]), Type::Id, Type::Line] {
                    let said = |read: Result<RawValue, Misfit>| read.map(|value| format!("{value:?}")).map_err(|misfit| misfit.fault.code);
                    prop_assert_eq!(said(names.read(of, Literal::Cell(&id))), said(of.read(Literal::Cell(&id))));
                }
            }
        }
    }
}
