//! What a register is, as data: where its rows are read, which columns they have, what can be written down about them. One
//! page reads these tables, so that another register costs a table and no program.

use hanhtrinh_domain::actor::Role;

/// A text in Vietnamese and English.
pub type Pair = (&'static str, &'static str);
/// A closed list: what is sent, and its words.
pub type Words = &'static [(&'static str, Pair)];

/// A list of things on record.
pub struct Register {
    /// Its place below `/registers`.
    pub address: &'static str,
    /// Where its rows are read, below `/api/v1`, with the query that says how many at once.
    pub api: &'static str,
    /// The member of a row that names it in addresses.
    pub id: &'static str,
    /// Its heading.
    pub title: Pair,
    /// The sentence below.
    pub about: Pair,
    /// What to say where nothing is on record.
    pub empty: Pair,
    /// Who may read it.
    pub readers: &'static [Role],
    /// The columns; the first names a row.
    pub columns: &'static [Column],
    /// What can be begun here.
    pub begin: &'static [Act],
    /// What can be done with a row.
    pub acts: &'static [Act],
}

/// One thing a row says.
pub struct Column {
    /// Its heading.
    pub label: Pair,
    /// The member of the row; `a.b` is the member `b` of `a`.
    pub name: &'static str,
    /// How it is written.
    pub show: Show,
    /// Whether it stands in the table; otherwise only where one row is looked at.
    pub listed: bool,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub enum Show {
    /// As it is.
    Text,
    /// A date.
    Day,
    /// A moment, RFC 3339.
    Moment,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// A destination market.
    Market,
    /// How many members an array has.
    Count,
    /// A code of a closed list.
    Word(Words),
}

/// Something that can be written down.
pub struct Act {
    /// What the button says.
    pub label: Pair,
    /// Where it is sent, below `/api/v1`; `{id}` is the row's.
    pub path: &'static str,
    /// Who may do it.
    pub roles: &'static [Role],
    /// What is entered.
    pub fields: &'static [Field],
    /// What is sent beside it.
    pub fixed: &'static [(&'static str, &'static str)],
}

/// One thing that is entered.
pub struct Field {
    /// The member of what is sent; `a.b` is the member `b` of `a`.
    pub name: &'static str,
    /// Its label.
    pub label: Pair,
    /// What is entered.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

/// What is entered in a field.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A line of text.
    Text,
    /// A day; it begins with today.
    Day,
    /// A time of day, sent as minutes after midnight.
    Time,
    /// A whole number.
    Number,
    /// A destination market.
    Market,
    /// A commune of today.
    Commune,
    /// An enterprise on record.
    Enterprise,
    /// One of a closed list.
    One(Words),
}

/// A column of the table.
pub const fn listed(name: &'static str, label: Pair, show: Show) -> Column {
    Column {
        label,
        name,
        show,
        listed: true,
    }
}

/// What is only shown where one row is looked at.
pub const fn detail(name: &'static str, label: Pair, show: Show) -> Column {
    Column {
        label,
        name,
        show,
        listed: false,
    }
}

/// A field that must be filled in.
pub const fn must(name: &'static str, label: Pair, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        required: true,
    }
}

/// A field that may stay empty.
pub const fn may(name: &'static str, label: Pair, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        required: false,
    }
}
