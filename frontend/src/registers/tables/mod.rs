//! The registers, one file for each field of work.

mod care;
mod fairs;
mod supply;

use super::spec::Register;

/// Every register, in the order of its tab.
pub static REGISTERS: &[&Register] = &[
    &fairs::FAIRS,
    &supply::ORDERS,
    &supply::SUPPLIES,
    &supply::PROGRAMMES,
    &supply::RULES,
    &care::ADVICE,
    &care::INTERVIEWS,
    &care::CLASSES,
    &care::BREACHES,
];
