use super::*;
use crate::bundle::{self, BundleError, BundleVerifier};
use crate::leaf::SealedRef;
use crate::seal::{hex, sha256};
use crate::tree::root_of;
use crate::{Author, Draft, SigningKey, StreamId, Verifier};
use jiff::Timestamp;

const LEAVES: u64 = 40;

/// A small log over two streams: every third leaf has a ciphertext.
struct Made {
    lines: Vec<Vec<u8>>,
    parts: Vec<Vec<Option<Vec<u8>>>>,
    note: String,
    key: String,
}

fn numbered(draft: &Draft, n: u64, position: u64, sealed: Vec<SealedRef>) -> Vec<u8> {
    let leaf = Leaf {
        v: 1,
        id: draft.id,
        stream: draft.stream.clone(),
        n,
        kind: draft.kind.clone(),
        schema: 1,
        on: draft.on.clone(),
        at: Timestamp::from_millisecond(1_700_000_000_000 + position as i64 * 250).unwrap(),
        by: draft.by.clone(),
        role: draft.role.clone(),
        org: None,
        channel: draft.channel,
        acting: None,
        cmd: Uuid::from_u128(900 + u128::from(position)),
        cause: None,
        source: None,
        basis: None,
        external: None,
        amends: None,
        facts: draft.facts.clone(),
        sealed,
    };
    leaf.encode().unwrap()
}

fn made() -> Made {
    let signing = SigningKey::from_bytes(&[6; 32]);
    let origin = "example.vn/log".to_owned();
    let key = Verifier::of(&origin, &signing).encode();
    let genesis = Genesis {
        log: Uuid::from_u128(1),
        origin: origin.clone(),
        verifier: key.clone(),
        format: 1,
        calendar: "Asia/Ho_Chi_Minh".into(),
        province: "25".into(),
        demo: true,
    };
    let first = genesis.draft(Uuid::from_u128(2), "2023-11-14".into()).unwrap();
    let (mut lines, mut parts) = (vec![numbered(&first, 1, 0, Vec::new())], vec![Vec::new()]);
    for position in 1..LEAVES {
        let draft = Draft {
            id: Uuid::from_u128(100 + u128::from(position)),
            stream: StreamId::new("case", if position % 2 == 0 { "even" } else { "odd" }),
            kind: "noted".into(),
            ..first.clone()
        };
        let cipher = vec![position as u8; 104];
        let named = SealedRef {
            subject: Uuid::from_u128(3),
            key: "k".into(),
            sha256: hex(&sha256(&cipher)),
            bytes: 104,
        };
        let with = position % 3 == 0;
        lines.push(numbered(
            &draft,
            position.div_ceil(2),
            position,
            if with { vec![named] } else { vec![] },
        ));
        parts.push(if with { vec![Some(cipher)] } else { vec![] });
    }
    let note = signed(&lines, &signing, &origin);
    Made {
        lines,
        parts,
        note,
        key,
    }
}

fn signed(lines: &[Vec<u8>], signing: &SigningKey, origin: &str) -> String {
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size: lines.len() as u64,
        root: root_of(lines.iter().map(|line| leaf_hash(line))),
    };
    checkpoint.sign(signing)
}

impl Made {
    fn judge(&self) -> Result<LogVerifier, Flaw> {
        let mut verifier = LogVerifier::new(Some(&self.note)).trusting(Some(&self.key));
        for (line, parts) in self.lines.iter().zip(&self.parts) {
            verifier.leaf(line, parts)?;
        }
        verifier.finish()?;
        Ok(verifier)
    }

    fn change(&mut self, at: usize, from: &str, to: &str) {
        let line = String::from_utf8(self.lines[at].clone()).unwrap();
        assert!(line.contains(from), "{line}");
        self.lines[at] = line.replacen(from, to, 1).into_bytes();
    }

    fn bundle(&self) -> Vec<u8> {
        let mut out = bundle::head(&self.note).into_bytes();
        for (line, parts) in self.lines.iter().zip(&self.parts) {
            out.extend_from_slice(line);
            out.push(b'\n');
            out.extend_from_slice(bundle::parts_line(parts).as_bytes());
        }
        out
    }
}

fn flaw_of(change: impl FnOnce(&mut Made)) -> (u64, Option<u128>, What) {
    let mut log = made();
    change(&mut log);
    let flaw = log.judge().unwrap_err();
    (flaw.position, flaw.event.map(|id| id.as_u128()), flaw.what)
}

#[test]
fn a_right_log_is_right() {
    let verified = made().judge().unwrap();
    assert_eq!((verified.size(), verified.parts()), (LEAVES, (13, 0)));
    assert_eq!(verified.checkpoint().unwrap().root, verified.root());
    let mut bare = LogVerifier::new(Some(&made().note));
    bare.page(
        &made()
            .lines
            .iter()
            .flat_map(|line| [line, &b"\n"[..]].concat())
            .collect::<Vec<_>>(),
    )
    .unwrap();
    bare.finish().unwrap();
    assert_eq!((bare.size(), bare.parts()), (LEAVES, (0, 13)));
}

#[test]
fn every_kind_of_flaw_is_named_with_its_event() {
    let event = |position: u64| Some(100 + u128::from(position));
    assert_eq!(flaw_of(|log| log.change(7, "{", "(")), (7, None, What::NotALeaf));
    assert_eq!(
        flaw_of(|log| log.change(7, "T", " ")),
        (7, event(7), What::NotALeaf)
    );
    assert_eq!(
        flaw_of(|log| log.change(7, "\"n\":4", "\"n\":5")),
        (7, event(7), What::Number)
    );
    assert_eq!(
        flaw_of(|log| log.change(7, "\"at\":\"2023", "\"at\":\"2022")),
        (7, event(7), What::Time)
    );
    assert_eq!(flaw_of(|log| log.parts[6].push(None)), (6, event(6), What::Parts));
    let cipher = |log: &mut Made| log.parts[6][0].as_mut().unwrap()[50] ^= 1;
    assert_eq!(flaw_of(cipher), (6, event(6), What::Part));
    let shorter = |log: &mut Made| log.parts[6][0].as_mut().unwrap().truncate(103);
    assert_eq!(flaw_of(shorter), (6, event(6), What::Part));
    let last = LEAVES - 1;
    assert_eq!(
        flaw_of(|log| log.change(7, "\"demo\":true", "\"demo\":false")),
        (last, event(last), What::Root)
    );
    let gap = |log: &mut Made| drop((log.lines.remove(9), log.parts.remove(9)));
    assert_eq!(flaw_of(gap), (10, event(11), What::Number));
    let cut = |log: &mut Made| drop((log.lines.pop(), log.parts.pop()));
    assert_eq!(flaw_of(cut), (last, None, What::Short));
    let headless = |log: &mut Made| drop((log.lines.remove(0), log.parts.remove(0)));
    assert_eq!(flaw_of(headless), (0, event(1), What::NotGenesis));
    assert_eq!(flaw_of(|log| log.lines.clear()), (0, None, What::Empty));
}

#[test]
fn a_checkpoint_of_somebody_else_is_none() {
    let other = SigningKey::from_bytes(&[7; 32]);
    let wrong = |log: &mut Made| log.note = signed(&log.lines, &other, "example.vn/log");
    let last = LEAVES - 1;
    assert_eq!(
        flaw_of(wrong),
        (last, Some(100 + u128::from(last)), What::Checkpoint)
    );
    let formless = |log: &mut Made| log.note = log.note.replace("\n\n", "\n");
    assert_eq!(flaw_of(formless), (0, Some(2), What::Checkpoint));
    // One that promises more than is there is judged by its signature first.
    let larger = |log: &mut Made| log.note = log.note.replace("\n40\n", "\n41\n");
    assert_eq!(flaw_of(larger), (LEAVES, None, What::Checkpoint));
    let elsewhere =
        |log: &mut Made| log.note = signed(&log.lines, &SigningKey::from_bytes(&[6; 32]), "example.vn/b");
    assert_eq!(flaw_of(elsewhere).2, What::Checkpoint);
    let distrusted = |log: &mut Made| log.key = Verifier::of("example.vn/log", &other).encode();
    assert_eq!(flaw_of(distrusted).2, What::Key);
}

fn judge_bundle(bytes: &[u8], key: Option<&str>) -> Result<(u64, (u64, u64)), BundleError> {
    let mut verifier = BundleVerifier::new(key);
    for line in bytes
        .strip_suffix(b"\n")
        .unwrap_or(bytes)
        .split(|byte| *byte == b'\n')
    {
        verifier.line(line)?;
    }
    verifier.finish()?;
    Ok((verifier.log().size(), verifier.log().parts()))
}

#[test]
fn a_bundle_stands_for_itself() {
    let log = made();
    let bytes = log.bundle();
    assert_eq!(judge_bundle(&bytes, Some(&log.key)), Ok((LEAVES, (13, 0))));
    let bare: Vec<u8> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| line[0] != b'=')
        .flatten()
        .copied()
        .collect();
    assert_eq!(judge_bundle(&bare, None), Ok((LEAVES, (0, 13))));
    let extra = [&bytes[..], log.lines.last().unwrap(), b"\n"].concat();
    let flaw = |judged: Result<_, BundleError>| match judged {
        Err(BundleError::Flaw(flaw)) => flaw.what,
        other => panic!("{other:?}"),
    };
    assert_eq!(flaw(judge_bundle(&extra, None)), What::Long);
    let cut = &bytes[..bytes.len() - log.lines.last().unwrap().len() - 150];
    assert!(judge_bundle(cut, None).is_err());
    assert_eq!(judge_bundle(b"", None), Err(BundleError::Form));
    assert_eq!(
        judge_bundle(&log.lines.join(&b'\n'), None),
        Err(BundleError::Form)
    );
    let other = Verifier::of("example.vn/log", &SigningKey::from_bytes(&[7; 32])).encode();
    assert_eq!(flaw(judge_bundle(&bytes, Some(&other))), What::Key);
}

#[test]
fn no_flipped_bit_of_a_bundle_passes() {
    let log = made();
    let bytes = log.bundle();
    // Every 97th bit: some in every line, and all places within a byte.
    for bit in (0..bytes.len() * 8).step_by(97) {
        let mut bad = bytes.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(
            judge_bundle(&bad, Some(&log.key)).is_err(),
            "bit {} of byte {}",
            bit % 8,
            bit / 8
        );
    }
}

#[test]
fn a_hand_over_to_another_key_is_followed() {
    let (old, new) = (SigningKey::from_bytes(&[6; 32]), SigningKey::from_bytes(&[8; 32]));
    let judge = |by: &SigningKey, signer: &SigningKey, change: fn(String) -> String| {
        let mut log = made();
        let genesis = Genesis::of(&Leaf::decode(&log.lines[0]).unwrap()).unwrap();
        let event = Signers::new(&genesis).unwrap().rotate(by, &new);
        let draft = event
            .draft(Uuid::from_u128(77), "2023-11-14".into(), &Author::system())
            .unwrap();
        let leaf = String::from_utf8(numbered(&draft, 2, LEAVES, Vec::new())).unwrap();
        log.lines.push(change(leaf).into_bytes());
        log.parts.push(Vec::new());
        log.note = signed(&log.lines, signer, "example.vn/log");
        log.judge().map(|verifier| verifier.size())
    };
    let flaw = |judged: Result<u64, Flaw>| judged.map_err(|flaw| (flaw.position, flaw.event, flaw.what));
    let here = Some(Uuid::from_u128(77));
    let same = |leaf: String| leaf;
    assert_eq!(judge(&old, &new, same), Ok(LEAVES + 1));
    // The key that was given up signs nothing more, and nobody else can take over.
    assert_eq!(
        flaw(judge(&old, &old, same)),
        Err((LEAVES, here, What::Checkpoint))
    );
    assert_eq!(flaw(judge(&new, &new, same)), Err((LEAVES, here, What::Handover)));
    let empty = |leaf: String| leaf.replace("\"by_old\":\"", "\"by_old\":\"A");
    assert_eq!(
        flaw(judge(&old, &new, empty)),
        Err((LEAVES, here, What::Handover))
    );
    let shapeless = |leaf: String| leaf.replace("by_old", "by_odd");
    assert_eq!(
        flaw(judge(&old, &new, shapeless)),
        Err((LEAVES, here, What::NotALeaf))
    );
}
