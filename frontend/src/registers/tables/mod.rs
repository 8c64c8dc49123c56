//! The registers, one file for each field of work.

mod care;

use super::spec::Register;

/// Every register, in the order of its tab.
pub static REGISTERS: &[&Register] = &[&care::ADVICE, &care::INTERVIEWS, &care::CLASSES, &care::BREACHES];
