//! What the server shows of its log, checked as a stranger checks it: with the key of the log and nothing of ours but the
//! record.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hanhtrinh_record::proof::verify_consistency;
use hanhtrinh_record::tree::{Hash, root_of};
use hanhtrinh_record::{Checkpoint, Flaw, LogVerifier, TlogProof, Verifier, What};
use serde_json::Value;

use crate::support::{House, User};

fn key(house: &House) -> Verifier {
    Verifier::parse(&house.registry.log().genesis().verifier).unwrap()
}

/// Registers people until the log is longer than a tile.
async fn filled(house: &House) -> User<'_> {
    let officer = house.commune_officer().await;
    for number in 0..100 {
        let id = format!("02509500{number:04}");
        officer.register("Nguyễn Văn An", &id, house.commune).await;
    }
    officer
}

async fn checkpoint(user: &User<'_>) -> (String, Checkpoint) {
    let reply = user.get("/log/checkpoint").await;
    reply.expect(StatusCode::OK);
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    (
        reply.text(),
        Checkpoint::verify(&reply.text(), &key(user.house)).unwrap(),
    )
}

fn hash(text: &Value) -> Hash {
    STANDARD
        .decode(text.as_str().unwrap())
        .unwrap()
        .try_into()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_lead_to_the_root_that_is_signed() {
    let house = House::new();
    let _officer = filled(&house).await;
    let nobody = house.nobody();
    let (_, known) = checkpoint(&nobody).await;
    assert!(known.size > 256, "{}", known.size);
    let mut leaves: Vec<Hash> = Vec::new();
    let full = nobody.get("/log/tile/0/000").await;
    full.expect(StatusCode::OK);
    assert_eq!(
        full.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(full.header("content-type"), "application/octet-stream");
    assert_eq!(full.bytes.len(), 8192);
    let width = known.size - 256;
    let rest = nobody.get(&format!("/log/tile/0/001.p/{width}")).await;
    rest.expect(StatusCode::OK);
    assert!(!rest.header("cache-control").contains("immutable"));
    for bytes in [&full.bytes, &rest.bytes] {
        leaves.extend(bytes.chunks(32).map(|hash| <Hash>::try_from(hash).unwrap()));
    }
    assert_eq!(leaves.len() as u64, known.size);
    assert_eq!(root_of(leaves.iter().copied()), known.root);
    let above = nobody.get("/log/tile/1/000.p/1").await;
    assert_eq!(above.bytes, root_of(leaves[..256].iter().copied()));
    for path in [
        "0/001",
        "0/002",
        "1/000",
        "8/000",
        "00/000",
        "0/000.p/256",
        "0/0",
        "-1/000",
        "0/000.p/0",
        "x/000",
    ] {
        nobody
            .get(&format!("/log/tile/{path}"))
            .await
            .problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_stands_for_itself() {
    let house = House::new();
    let officer = filled(&house).await;
    let auditor = house.auditor().await;
    let size = house.registry.views().size();
    for position in [0, 1, 100, 255, 256, size - 1] {
        let reply = officer.get(&format!("/log/proof/{position}")).await;
        reply.expect(StatusCode::OK);
        assert!(reply.header("cache-control").starts_with("private"));
        let proof = TlogProof::parse(&reply.text()).unwrap();
        let leaf = auditor
            .get(&format!("/log/entries?from={position}&limit=1"))
            .await;
        let line = leaf.bytes.strip_suffix(b"\n").unwrap();
        assert_eq!(proof.index, position);
        assert!(proof.verify(line, &key(&house)).unwrap().size > position);
        assert!(proof.verify(&leaf.bytes, &key(&house)).is_err());
    }
    // What has just been recorded has a proof at once.
    officer
        .register("Nguyễn Văn Bình", "025095009999", house.commune)
        .await;
    officer
        .get(&format!("/log/proof/{size}"))
        .await
        .expect(StatusCode::OK);
    for path in [
        "99999",
        "-1",
        "x",
        "01",
        "18446744073709551615",
        "18446744073709551616",
    ] {
        officer
            .get(&format!("/log/proof/{path}"))
            .await
            .problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_size_continues_another() {
    let house = House::new();
    let officer = filled(&house).await;
    let (_, before) = checkpoint(&officer).await;
    officer
        .register("Nguyễn Văn Bình", "025095009999", house.commune)
        .await;
    let reply = officer
        .get(&format!("/log/consistency?from={}", before.size))
        .await;
    let proof: Value = reply.ok();
    assert!(reply.header("cache-control").starts_with("private"));
    let path: Vec<Hash> = proof["hashes"].as_array().unwrap().iter().map(hash).collect();
    let (to, root) = (proof["to"].as_u64().unwrap(), hash(&proof["to_root"]));
    assert!(to > before.size);
    assert_eq!(hash(&proof["from_root"]), before.root);
    verify_consistency(before.size, to, &before.root, &root, &path).unwrap();
    assert!(verify_consistency(before.size, to, &[1; 32], &root, &path).is_err());
    let between: Value = officer.get("/log/consistency?from=3&to=7").await.ok();
    assert_eq!((&between["from"], &between["to"]), (&3.into(), &7.into()));
    for query in [
        "",
        "?from=0",
        "?from=9&to=8",
        "?from=1&to=99999",
        "?from=a",
        "?from=1&size=2",
    ] {
        officer
            .get(&format!("/log/consistency{query}"))
            .await
            .problem(422, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_verifies_the_log_page_by_page() {
    let house = House::new();
    let _officer = filled(&house).await;
    let auditor = house.auditor().await;
    let (note, known) = checkpoint(&auditor).await;
    let verified = pages(&auditor, &note, known.size, |page| page).await.unwrap();
    assert_eq!((verified.size(), verified.root()), (known.size, known.root));
    assert!(
        verified.parts().1 > 100,
        "parts are named, and are not handed out"
    );
    // Another page than the server's own is seen, and the event is named.
    let flaw = pages(&auditor, &note, known.size, |page| {
        page.replacen("\"n\":2", "\"n\":3", 1)
    })
    .await;
    let flaw = flaw.unwrap_err();
    assert_eq!(flaw.what, What::Number);
    assert!(flaw.event.is_some());
    let page = auditor.get("/log/entries").await;
    assert_eq!(page.text().lines().count(), 256);
    assert_eq!(page.header("content-type"), "application/x-ndjson");
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert!(!page.text().contains("Nguyễn Văn An") && !page.text().contains("025095000001"));
    let end = auditor
        .get(&format!("/log/entries?from={}", house.registry.views().size()))
        .await;
    assert_eq!((end.status, end.bytes.len()), (StatusCode::OK, 0));
    auditor
        .get("/log/entries?from=99999")
        .await
        .problem(404, "not_found");
    for query in ["limit=0", "limit=1001", "limit=x", "from=-1", "page=2"] {
        auditor
            .get(&format!("/log/entries?{query}"))
            .await
            .problem(422, "invalid");
    }
}

/// Verifies all pages, after a change to each.
async fn pages(
    auditor: &User<'_>,
    note: &str,
    size: u64,
    change: impl Fn(String) -> String,
) -> Result<LogVerifier, Flaw> {
    let mut verifier = LogVerifier::new(Some(note)).trusting(Some(&key(auditor.house).encode()));
    while verifier.size() < size {
        let limit = (size - verifier.size()).min(90);
        let page = auditor
            .get(&format!("/log/entries?from={}&limit={limit}", verifier.size()))
            .await;
        page.expect(StatusCode::OK);
        verifier.page(change(page.text()).as_bytes())?;
    }
    verifier.finish()?;
    Ok(verifier)
}
