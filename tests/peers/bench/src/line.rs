//! One row as a line of JSON.

use serde_json::{Map, Value, json};

/// Whether more or less is better, and how much is wanted.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

impl Target {
    fn text(self) -> String {
        match self {
            Self::AtLeast(bound) => format!(">= {bound}"),
            Self::AtMost(bound) => format!("<= {bound}"),
        }
    }
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
        }
    }
}

/// One row.
#[derive(Debug)]
pub struct Line {
    row: String,
    unit: &'static str,
    runs: Vec<f64>,
    events: u64,
    targets: Vec<(String, String, bool)>,
    peers: Map<String, Value>,
    notes: Map<String, Value>,
}

impl Line {
    /// A row with the value of each run; the median is the row's value.
    pub fn new(row: impl Into<String>, unit: &'static str, runs: Vec<f64>, events: u64) -> Self {
        Self {
            row: row.into(),
            unit,
            runs,
            events,
            targets: Vec::new(),
            peers: Map::new(),
            notes: Map::new(),
        }
    }

    /// The median of the runs.
    pub fn value(&self) -> f64 {
        median(&self.runs)
    }

    /// With a target for the value itself.
    pub fn target(self, target: Target) -> Self {
        let met = target.is_met(self.value());
        let text = format!("{} {}", target.text(), self.unit);
        self.judged("value", text, met)
    }

    /// With a peer, measured in the same run; the ratio is ours to theirs.
    pub fn peer(mut self, name: &str, runs: &[f64]) -> Self {
        let theirs = median(runs);
        let ratio = self.value() / theirs;
        self.peers.insert(
            name.to_owned(),
            json!({"value": rounded(theirs), "ratio": rounded(ratio), "runs": rounded_all(runs)}),
        );
        self
    }

    /// With a peer and a target for the ratio to it.
    pub fn against(self, name: &str, runs: &[f64], target: Target) -> Self {
        let ratio = self.value() / median(runs);
        let text = format!("{} x {name}", target.text());
        self.peer(name, runs).judged(name, text, target.is_met(ratio))
    }

    /// With another measure of the same runs that has its own target.
    pub fn also(mut self, name: &str, value: f64, unit: &str, target: Target) -> Self {
        self.notes.insert(name.to_owned(), json!(rounded(value)));
        let text = format!("{name} {} {unit}", target.text());
        self.judged(name, text, target.is_met(value))
    }

    /// With something else worth knowing.
    pub fn note(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.notes.insert(name.to_owned(), value.into());
        self
    }

    fn judged(mut self, name: &str, text: String, met: bool) -> Self {
        self.targets.push((name.to_owned(), text, met));
        self
    }

    /// The line. `meets` is true when every target is met; those that are not stand in `missed`.
    pub fn json(&self, seed: u64, machine: &Value) -> String {
        let texts: Vec<_> = self.targets.iter().map(|(_, text, _)| text.as_str()).collect();
        let missed: Vec<_> = self
            .targets
            .iter()
            .filter(|(_, _, met)| !met)
            .map(|(_, text, _)| text.as_str())
            .collect();
        let mut fields = vec![
            ("row", json!(self.row)),
            ("value", json!(rounded(self.value()))),
            ("unit", json!(self.unit)),
            ("target", json!(texts.join("; "))),
            ("meets", json!(missed.is_empty())),
        ];
        if !missed.is_empty() {
            fields.push(("missed", json!(missed)));
        }
        fields.extend([
            ("peers", json!(self.peers)),
            ("runs", json!(rounded_all(&self.runs))),
            ("events", json!(self.events)),
        ]);
        fields.extend(
            self.notes
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone())),
        );
        fields.extend([("seed", json!(seed)), ("machine", machine.clone())]);
        // A map would put them in the order of the alphabet.
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{}:{value}", json!(name)))
            .collect();
        format!("{{{}}}", fields.join(","))
    }
}

/// The middle one; the mean of the two in the middle where there are two.
pub fn median(runs: &[f64]) -> f64 {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => sorted[count / 2],
        count => (sorted[count / 2 - 1] + sorted[count / 2]) / 2.0,
    }
}

fn rounded_all(runs: &[f64]) -> Vec<f64> {
    runs.iter().map(|run| rounded(*run)).collect()
}

/// Three digits behind the point for small numbers, none for large ones: more is noise.
fn rounded(value: f64) -> f64 {
    if value.abs() >= 1000.0 {
        value.round()
    } else {
        (value * 1000.0).round() / 1000.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_row_meets_its_targets_or_names_the_missed_ones() {
        let line = Line::new("x", "events/s", vec![10.0, 30.0, 20.0], 7)
            .target(Target::AtLeast(20.0))
            .against("raw", &[100.0], Target::AtLeast(0.5));
        let text = line.note("people", 3).json(1, &json!({}));
        assert!(text.starts_with("{\"row\":\"x\",\"value\":20.0,"), "{text}");
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["people"], 3);
        assert_eq!(json["value"], 20.0);
        assert_eq!(json["meets"], false);
        assert_eq!(json["missed"], json!([">= 0.5 x raw"]));
        assert_eq!(json["peers"]["raw"]["ratio"], 0.2);
    }
}
