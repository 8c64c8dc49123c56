//! Throttling by token buckets: each key (a user, an address, an action) may do so much at once and then so much an hour.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Keys kept at most; full buckets are forgotten first, since they say nothing.
const MAX_KEYS: usize = 100_000;

/// How much a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// At once.
    pub burst: u32,
    /// One more after each such span.
    pub every: SignedDuration,
}

#[derive(Clone, Copy)]
struct Bucket {
    /// The moment at which it would be full, were nothing taken any more.
    full_at: Timestamp,
}

/// Token buckets by key; the clock is an argument.
#[derive(Default)]
pub struct Throttle {
    buckets: Mutex<HashMap<String, Bucket>>,
}

impl Throttle {
    /// Takes one from a key's bucket, or says how long to wait for the next.
    pub fn take(&self, key: &str, allowance: Allowance, now: Timestamp) -> Result<(), SignedDuration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_KEYS && !buckets.contains_key(key) {
            buckets.retain(|_, bucket| bucket.full_at > now);
            if buckets.len() >= MAX_KEYS {
                return Err(allowance.every);
            }
        }
        let bucket = buckets.entry(key.to_owned()).or_insert(Bucket { full_at: now });
        let full_at = bucket.full_at.max(now) + allowance.every;
        let whole = allowance.every * i32::try_from(allowance.burst).unwrap_or(i32::MAX);
        let wait = full_at.duration_since(now) - whole;
        if wait.is_positive() {
            return Err(wait);
        }
        bucket.full_at = full_at;
        Ok(())
    }

    /// Gives one back: the attempt was a good one.
    pub fn give_back(&self, key: &str, allowance: Allowance) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(key) {
            bucket.full_at -= allowance.every;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: Allowance = Allowance {
        burst: 3,
        every: SignedDuration::from_secs(60),
    };

    #[test]
    fn a_burst_then_one_at_a_time() {
        let throttle = Throttle::default();
        let start = Timestamp::UNIX_EPOCH;
        for _ in 0..3 {
            assert_eq!(throttle.take("a", THREE, start), Ok(()));
        }
        assert_eq!(
            throttle.take("a", THREE, start),
            Err(SignedDuration::from_secs(60))
        );
        assert_eq!(throttle.take("b", THREE, start), Ok(()));
        let later = start + SignedDuration::from_secs(60);
        assert_eq!(throttle.take("a", THREE, later), Ok(()));
        assert!(throttle.take("a", THREE, later).is_err());
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let throttle = Throttle::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..10 {
            assert_eq!(throttle.take("a", THREE, now), Ok(()));
            throttle.give_back("a", THREE);
        }
    }
}
