//! Where the invented people live: the communes of the province in both editions, some with many people, some with few.

use hanhtrinh_domain::unit::{EDITION_2024, EDITION_2025, Level, UnitCode, UnitRef};
use hanhtrinh_domain::units::{Succession, Units};

use super::DemoError;
use super::prng::Prng;

/// Communes with a desk for direct contracts in the demo; the first one's officers have accounts.
const DESKS: usize = 8;

/// The communes of the province.
pub struct Places {
    /// Old communes with a weight, and what each became.
    homes: Vec<((UnitRef, Vec<UnitRef>), u32)>,
    /// New communes that receive direct contracts in the demo.
    pub desks: Vec<UnitRef>,
}

impl Places {
    /// Draws the weights.
    pub fn new(units: &Units, province: UnitCode, rng: &mut Prng) -> Result<Self, DemoError> {
        let old = UnitRef {
            code: province,
            edition: EDITION_2024,
        };
        let new = UnitRef {
            code: province,
            edition: EDITION_2025,
        };
        let mut homes = Vec::new();
        for commune in units.communes_of(old) {
            let after = match units.successors(commune) {
                Succession::Whole(unit) => vec![unit],
                Succession::Split(parts) => parts,
            };
            if !after.is_empty() {
                homes.push(((commune, after), 2 + rng.below(12) as u32));
            }
        }
        let communes: Vec<UnitRef> = units
            .communes_of(new)
            .into_iter()
            .filter(|unit| unit.level() == Level::Commune)
            .collect();
        if homes.is_empty() || communes.len() < DESKS {
            return Err(DemoError::Province(province));
        }
        // Evenly over the province.
        let desks = (0..DESKS)
            .map(|desk| communes[desk * communes.len() / DESKS + communes.len() / (2 * DESKS)])
            .collect();
        Ok(Self { homes, desks })
    }

    /// A home: the commune of before and of after the reorganisation.
    pub fn home(&self, rng: &mut Prng) -> (UnitRef, UnitRef) {
        let (before, after) = rng.weighted(&self.homes);
        (*before, *rng.pick(after))
    }

    /// A home in a new commune.
    pub fn home_in(&self, rng: &mut Prng, commune: UnitRef) -> (UnitRef, UnitRef) {
        let fitting: Vec<UnitRef> = self
            .homes
            .iter()
            .filter(|((_, after), _)| after.contains(&commune))
            .map(|((before, _), _)| *before)
            .collect();
        let before = if fitting.is_empty() {
            self.homes[0].0.0
        } else {
            *rng.pick(&fitting)
        };
        (before, commune)
    }
}
