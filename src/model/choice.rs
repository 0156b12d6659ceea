//! Closed lists of words: each choice has a key that authors write and words that readers see.
//!
//! In: the macro's table. Out: an enum with `CHOICES`, `from_key`, `key`, `words`. It must not be used for lists
//! that authors may extend.

use crate::bilingual::Bilingual;

/// One choice of a closed list.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// What authors write and data files carry.
    pub key: &'static str,
    /// What readers see.
    pub words: Bilingual,
}

macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All choices in their order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The keys and words of all choices, in the same order.
            pub const CHOICES: &'static [$crate::model::Choice] = &[
                $($crate::model::Choice { key: $key, words: $crate::bilingual::both($zh, $en) },)+
            ];

            /// The choice with this key.
            pub fn from_key(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|choice| choice.key() == key)
            }

            /// The key: what authors write and data files carry.
            pub fn key(self) -> &'static str {
                $name::CHOICES[self as usize].key
            }

            /// The words that readers see.
            pub fn words(self) -> $crate::bilingual::Bilingual {
                $name::CHOICES[self as usize].words
            }
        }
    };
}

pub(crate) use choices;
