//! The events of one stream in one run of bytes, about forty bytes each.

use std::marker::PhantomData;

use hanhtrinh_domain::date::{PartialDate, day_in_vietnam};
use hanhtrinh_domain::event::{Amend, AmendKind, Recorded};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::text::{day_of, days};
use super::write::{put, varint, zigzag};
use super::{PackError, Reader};

// Bits of the first byte of a record.
const ON: u8 = 0b11;
const ON_SAME_DAY: u8 = 0;
const ON_DAY: u8 = 1;
const ON_MONTH: u8 = 2;
const ON_YEAR: u8 = 3;
const AMENDS: u8 = 0b1100;
const AMENDS_SHIFT: u8 = 2;
/// The time has a part finer than a millisecond.
const FINE: u8 = 1 << 4;

const KINDS: [AmendKind; 3] = [AmendKind::Correct, AmendKind::Annul, AmendKind::Reinstate];

/// Events in the order of the log. Each record begins with its length and its position, so that those known at a size of
/// the log are found without reading the others.
pub(crate) struct Stream<E> {
    bytes: Vec<u8>,
    count: u32,
    events: PhantomData<fn() -> E>,
}

impl<E> Default for Stream<E> {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            count: 0,
            events: PhantomData,
        }
    }
}

impl<E> Clone for Stream<E> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            count: self.count,
            events: PhantomData,
        }
    }
}

impl<E> std::fmt::Debug for Stream<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stream({} events)", self.count)
    }
}

impl<E> Stream<E> {
    /// Number of events.
    pub fn len(&self) -> u64 {
        self.count.into()
    }

    /// Whether the event at a position is here.
    pub fn holds(&self, position: u64) -> bool {
        let mut records = Records {
            rest: self.as_reader(),
        };
        records.any(|record| record.position == position)
    }

    /// The bytes, for the snapshot.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Takes bytes over from a snapshot, if they are whole records.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackError> {
        let mut records = Records {
            rest: Reader::new(bytes),
        };
        let count = records.by_ref().count();
        if !records.rest.is_empty() {
            return Err(PackError);
        }
        Ok(Self {
            bytes: bytes.to_vec(),
            count: u32::try_from(count).map_err(|_| PackError)?,
            events: PhantomData,
        })
    }

    fn as_reader(&self) -> Reader<'_> {
        Reader::new(&self.bytes)
    }
}

impl<E: Serialize> Stream<E> {
    /// Appends an event.
    pub fn push(&mut self, event: &Recorded<E>) -> Result<(), PackError> {
        let mut record = Vec::with_capacity(64);
        let day = day_in_vietnam(event.at);
        let on = match event.on {
            PartialDate::Day(on) if on == day => ON_SAME_DAY,
            PartialDate::Day(_) => ON_DAY,
            PartialDate::Month { .. } => ON_MONTH,
            PartialDate::Year(_) => ON_YEAR,
        };
        let amends = event
            .amends
            .and_then(|amend| KINDS.iter().position(|kind| *kind == amend.kind))
            .map_or(0, |kind| kind as u8 + 1);
        let fine = event.at.as_nanosecond().rem_euclid(1_000_000) as u64;
        let mut flags = on | amends << AMENDS_SHIFT;
        flags |= if fine == 0 { 0 } else { FINE };
        varint(event.position, &mut record);
        record.push(flags);
        record.extend_from_slice(event.id.as_bytes());
        let millis = event.at.as_nanosecond().div_euclid(1_000_000);
        varint(zigzag(i64::try_from(millis).map_err(|_| PackError)?), &mut record);
        if fine != 0 {
            varint(fine, &mut record);
        }
        match event.on {
            PartialDate::Day(_) if on == ON_SAME_DAY => {}
            PartialDate::Day(on) => varint(zigzag(i64::from(days(on)) - i64::from(days(day))), &mut record),
            PartialDate::Month { year, month } => {
                varint(zigzag(year.into()), &mut record);
                varint(zigzag(month.into()), &mut record);
            }
            PartialDate::Year(year) => varint(zigzag(year.into()), &mut record),
        }
        if let Some(amend) = event.amends {
            record.extend_from_slice(amend.event.as_bytes());
        }
        put(&event.event, &mut record)?;

        let mut length = Vec::with_capacity(2);
        varint(record.len() as u64, &mut length);
        let needed = length.len() + record.len();
        if self.bytes.capacity() - self.bytes.len() < needed {
            // Doubling would leave a third of the memory unused: streams are many and short.
            self.bytes.reserve_exact(needed + self.bytes.len() / 8);
        }
        self.bytes.extend_from_slice(&length);
        self.bytes.extend_from_slice(&record);
        self.count += 1;
        Ok(())
    }
}

impl<E: DeserializeOwned> Stream<E> {
    /// The events known at a size of the log.
    pub fn known(&self, size: u64) -> Vec<Recorded<E>> {
        let records = Records {
            rest: self.as_reader(),
        };
        let known = records.take_while(|record| record.position < size);
        let mut events = Vec::with_capacity(self.count as usize);
        events.extend(known.filter_map(|record| record.read().ok()));
        events
    }

    /// Whether an event is known at a size of the log.
    pub fn any_known(&self, size: u64) -> bool {
        let mut records = Records {
            rest: self.as_reader(),
        };
        records.next().is_some_and(|record| record.position < size)
    }

    /// Every event.
    pub fn all(&self) -> Vec<Recorded<E>> {
        self.known(u64::MAX)
    }
}

/// One record, of which only the beginning has been read.
struct Record<'a> {
    position: u64,
    flags: u8,
    rest: Reader<'a>,
}

struct Records<'a> {
    rest: Reader<'a>,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let mut all = self.rest;
        let length = usize::try_from(all.varint().ok()?).ok()?;
        let mut rest = Reader::new(all.bytes(length).ok()?);
        let (position, flags) = (rest.varint().ok()?, rest.byte().ok()?);
        self.rest = all;
        Some(Record {
            position,
            flags,
            rest,
        })
    }
}

impl Record<'_> {
    fn read<E: DeserializeOwned>(mut self) -> Result<Recorded<E>, PackError> {
        let id = Uuid::from_bytes(self.rest.array()?);
        let mut nanos = i128::from(self.rest.signed()?) * 1_000_000;
        if self.flags & FINE != 0 {
            nanos += i128::from(self.rest.varint()?);
        }
        let at = Timestamp::from_nanosecond(nanos).map_err(|_| PackError)?;
        let number = |value: i64| i16::try_from(value).map_err(|_| PackError);
        let on = match self.flags & ON {
            ON_SAME_DAY => PartialDate::Day(day_in_vietnam(at)),
            ON_DAY => {
                let day = i64::from(days(day_in_vietnam(at))) + self.rest.signed()?;
                let day = u32::try_from(day).map_err(|_| PackError)?;
                PartialDate::Day(day_of(day).ok_or(PackError)?)
            }
            ON_MONTH => PartialDate::Month {
                year: number(self.rest.signed()?)?,
                month: i8::try_from(self.rest.signed()?).map_err(|_| PackError)?,
            },
            _ => PartialDate::Year(number(self.rest.signed()?)?),
        };
        let amends = match (self.flags & AMENDS) >> AMENDS_SHIFT {
            0 => None,
            kind => Some(Amend {
                event: Uuid::from_bytes(self.rest.array()?),
                kind: KINDS[usize::from(kind) - 1],
            }),
        };
        let event = E::deserialize(&mut self.rest)?;
        if !self.rest.is_empty() {
            return Err(PackError);
        }
        Ok(Recorded {
            id,
            position: self.position,
            on,
            at,
            amends,
            event,
        })
    }
}
