//! The macro that defines the events of a stream: one struct per type, one enum over them, one table of what is fixed.

/// Defines the events of one stream. Every field must be a [`crate::code::Fact`]: a `String` does not compile.
///
/// `after [a, b]` behind the rank names the steps that brought older facts forward, from version 1 on: a type with two
/// steps is written as version 3. A step is never changed or removed, since the log keeps every version for ever.
macro_rules! events {
    (
        $(#[$enum_meta:meta])*
        pub enum $Enum:ident in $stream:literal {
            $(
                $(#[$meta:meta])*
                $Type:ident = $name:literal, $nature:ident, $rank:literal $(, after [ $($step:path),+ ])? {
                    $( $(#[$field_meta:meta])* $field:ident : $ty:ty, )*
                }
            )*
        }
    ) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
            pub struct $Type { $( $(#[$field_meta])* pub $field: $ty, )* }

            const _: () = { $( $crate::code::assert_fact::<$ty>(); )* };
        )*

        $(#[$enum_meta])*
        #[allow(clippy::large_enum_variant, reason = "events are folded one at a time; a box would cost every reader")]
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $Enum { $( $(#[$meta])* $Type($Type), )* }

        $( impl From<$Type> for $Enum { fn from(event: $Type) -> Self { Self::$Type(event) } } )*

        impl $crate::event::StreamEvent for $Enum {
            const STREAM: &'static str = $stream;
            const TYPES: &'static [$crate::event::TypeInfo] = &[ $( $crate::event::TypeInfo {
                name: $name, nature: $crate::event::Nature::$nature, rank: $rank,
                schema: $crate::event::version(&[ $( $($step),+ )? ]),
            }, )* ];

            fn info(&self) -> &'static $crate::event::TypeInfo {
                match self { $( Self::$Type(_) => {
                    const INFO: $crate::event::TypeInfo = $crate::event::TypeInfo {
                        name: $name, nature: $crate::event::Nature::$nature, rank: $rank,
                        schema: $crate::event::version(&[ $( $($step),+ )? ]),
                    };
                    &INFO
                } )* }
            }

            fn facts(&self) -> String {
                match self { $( Self::$Type(event) => serde_json::to_string(event).unwrap_or_default(), )* }
            }

            fn steps(name: &str) -> Option<&'static [$crate::event::Upcast]> {
                match name {
                    $( $name => Some(&[ $( $($step),+ )? ]), )*
                    _ => None,
                }
            }

            fn decode(name: &str, facts: &str) -> Result<Self, $crate::event::DecodeError> {
                match name {
                    $( $name => serde_json::from_str(facts).map(Self::$Type).map_err($crate::event::DecodeError::Facts), )*
                    _ => Err($crate::event::DecodeError::UnknownType(name.to_owned())),
                }
            }
        }

        #[cfg(test)]
        impl $crate::event::tests::schemas::Shapes for $Enum {
            fn shapes() -> Vec<(&'static str, serde_json::Value)> {
                vec![ $( ($name, $crate::event::tests::schemas::shape::<$Type>()), )* ]
            }
        }
    };
}
pub(crate) use events;
