//! Rows as versions, each valid for a span of sizes of the log. Whatever changes a row ends one version and begins the
//! next, so that an answer as of a size is a filter. Versions stand in the order in which they begin.

/// A row with the sizes of the log between which it holds.
pub(crate) trait Versioned: Copy + PartialEq {
    /// First size at which it holds, and first size at which it no longer does.
    fn span(&mut self) -> (&mut u32, &mut u32);

    /// Whether it holds at a size of the log.
    fn holds_at(mut self, size: u32) -> bool {
        let (from, to) = self.span();
        *from <= size && size < *to
    }
}

/// Brings one row to what it is now: if that differs, the open version ends here and the next begins.
pub(crate) fn replace<V: Versioned>(
    versions: &mut Vec<V>,
    open: &mut Option<u32>,
    next: Option<V>,
    size: u32,
) {
    let mut next = next;
    if let Some(index) = *open {
        let current = &mut versions[index as usize];
        if let Some(next) = &mut next {
            *next.span().0 = *current.span().0;
            if *next == *current {
                return;
            }
        }
        *current.span().1 = size;
        *open = None;
    }
    if let Some(mut next) = next {
        *next.span().0 = size;
        *open = u32::try_from(versions.len()).ok();
        versions.push(next);
    }
}

/// Brings several rows to what they are now: `open` names the open versions, `key` says which row is which.
pub(crate) fn replace_all<V: Versioned, K: Ord>(
    versions: &mut Vec<V>,
    open: &mut Vec<u32>,
    next: Vec<V>,
    key: impl Fn(&V) -> K,
    size: u32,
) {
    let mut before: std::collections::BTreeMap<K, u32> = open
        .drain(..)
        .filter_map(|index| Some((key(versions.get(index as usize)?), index)))
        .collect();
    for row in next {
        let mut current = before.remove(&key(&row));
        replace(versions, &mut current, Some(row), size);
        open.extend(current);
    }
    for index in before.into_values() {
        replace(versions, &mut Some(index), None, size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Row {
        from: u32,
        to: u32,
        key: u8,
        value: u8,
    }

    impl Versioned for Row {
        fn span(&mut self) -> (&mut u32, &mut u32) {
            (&mut self.from, &mut self.to)
        }
    }

    fn row(key: u8, value: u8) -> Row {
        Row {
            from: 0,
            to: u32::MAX,
            key,
            value,
        }
    }

    #[test]
    fn only_what_differs_begins_anew_and_what_is_gone_ends() {
        let (mut versions, mut open) = (Vec::new(), Vec::new());
        let mut set = |rows: &[Row], size: u32| {
            replace_all(&mut versions, &mut open, rows.to_vec(), |row| row.key, size);
            let held = |size: u32| {
                let held = versions.iter().filter(|row| row.holds_at(size));
                held.map(|row| (row.key, row.value)).collect::<Vec<_>>()
            };
            (held(size), held(size - 1), versions.len())
        };
        assert_eq!(set(&[row(1, 1), row(2, 1)], 5), (vec![(1, 1), (2, 1)], vec![], 2));
        assert_eq!(
            set(&[row(2, 1), row(1, 1)], 6),
            (vec![(1, 1), (2, 1)], vec![(1, 1), (2, 1)], 2)
        );
        assert_eq!(
            set(&[row(1, 9), row(3, 1)], 7),
            (vec![(1, 9), (3, 1)], vec![(1, 1), (2, 1)], 4)
        );
        assert_eq!(set(&[], 8), (vec![], vec![(1, 9), (3, 1)], 4));
    }
}
