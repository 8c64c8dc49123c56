//! Writing: fields in their order, without names; what is left out is one zero, which reads as nothing or empty.

use serde::ser::{self, Serialize};

use super::{PackError, text};

/// Appends a value.
pub(crate) fn put<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> Result<(), PackError> {
    value.serialize(Writer { out })
}

/// Appends a number in as many bytes as it needs, seven bits each.
pub(crate) fn varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Small numbers of either sign become small numbers.
pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

macro_rules! unsigned {
    ($($name:ident: $type:ty),*) => {$(
        fn $name(self, value: $type) -> Result<(), PackError> {
            varint(u64::from(value), self.out);
            Ok(())
        }
    )*};
}

macro_rules! signed {
    ($($name:ident: $type:ty),*) => {$(
        fn $name(self, value: $type) -> Result<(), PackError> {
            varint(zigzag(i64::from(value)), self.out);
            Ok(())
        }
    )*};
}

impl ser::Serializer for Writer<'_> {
    type Ok = ();
    type Error = PackError;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = ser::Impossible<(), PackError>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    unsigned!(serialize_bool: bool, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_char: char);
    signed!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);

    fn serialize_f32(self, _: f32) -> Result<(), PackError> {
        Err(PackError)
    }
    fn serialize_f64(self, _: f64) -> Result<(), PackError> {
        Err(PackError)
    }
    fn serialize_str(self, value: &str) -> Result<(), PackError> {
        text::put(value, self.out);
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> Result<(), PackError> {
        varint(value.len() as u64, self.out);
        self.out.extend_from_slice(value);
        Ok(())
    }
    fn serialize_none(self) -> Result<(), PackError> {
        self.out.push(0);
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), PackError> {
        self.out.push(1);
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), PackError> {
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), PackError> {
        Ok(())
    }
    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), PackError> {
        varint(index.into(), self.out);
        Ok(())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), PackError> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), PackError> {
        varint(index.into(), self.out);
        value.serialize(self)
    }
    fn serialize_seq(self, length: Option<usize>) -> Result<Self, PackError> {
        varint(length.ok_or(PackError)? as u64, self.out);
        Ok(self)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self, PackError> {
        Ok(self)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, PackError> {
        Ok(self)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, PackError> {
        varint(index.into(), self.out);
        Ok(self)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, PackError> {
        Err(PackError)
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, PackError> {
        Ok(self)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, PackError> {
        varint(index.into(), self.out);
        Ok(self)
    }
    fn is_human_readable(&self) -> bool {
        false
    }
}

macro_rules! elements {
    ($($trait:ident :: $method:ident),*) => {$(
        impl ser::$trait for Writer<'_> {
            type Ok = ();
            type Error = PackError;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackError> {
                put(value, self.out)
            }
            fn end(self) -> Result<(), PackError> {
                Ok(())
            }
        }
    )*};
}

elements!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! fields {
    ($($trait:ident),*) => {$(
        impl ser::$trait for Writer<'_> {
            type Ok = ();
            type Error = PackError;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), PackError> {
                put(value, self.out)
            }
            fn skip_field(&mut self, _: &'static str) -> Result<(), PackError> {
                self.out.push(0);
                Ok(())
            }
            fn end(self) -> Result<(), PackError> {
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);
