#!/usr/bin/env python3
"""Reads a log without our code: written from docs/LOG-FORMAT.md alone, with the standard library alone.

read_log.py FILE                     FILE is an export or a bundle; FILE.sealed is read if it lies beside it
read_log.py FILE --checkpoint NOTE   the export has to lead to the root that NOTE signs
read_log.py FILE --proof PROOF       PROOF (tlog-proof) has to be about a line of FILE
read_log.py FILE --key KEY           the log has to be the one with this key (name+id+key)

Prints size and root; ends with status 1 and the first thing that is wrong otherwise.
"""
import argparse, base64, hashlib, json, os, sys


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text):
    return base64.b64decode(text, validate=True)


def need(holds, what):
    if not holds:
        raise ValueError(what)


def root(hashes):
    """RFC 6962: the peaks of the growing tree, largest first, as (leaves below, hash)."""
    peaks = []
    for leaf in hashes:
        peaks.append((1, leaf))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (size, right), (_, left) = peaks.pop(), peaks.pop()
            peaks.append((2 * size, sha(b"\1", left, right)))
    if not peaks:
        return sha()
    top = peaks.pop()[1]
    while peaks:
        top = sha(b"\1", peaks.pop()[1], top)
    return top


# Ed25519 (RFC 8032), slow and plain.
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
L = 2**252 + 27742317777372353535851937790883648493


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x * x % P == square and (x or not sign), "not a point of the curve")
    return (P - x if x & 1 != sign else x, y)


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P) % P
    return (x, (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P) % P)


def times(n, a):
    sum = (0, 1)
    while n:
        if n & 1:
            sum = add(sum, a)
        n, a = n >> 1, add(a, a)
    return sum


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return s < L and times(s, BASE) == add(point(signature[:32]), times(h, point(key)))


def key_of(verifier):
    """Name, id and public key out of `name+id+key`."""
    name, key_id, key = verifier.split("+", 2)
    key = b64(key)
    need(len(key) == 33 and key[0] == 1, "not a key for Ed25519")
    need(sha(name.encode(), b"\n", key)[:4].hex() == key_id, "the key does not have its id")
    return name, key_id, key[1:]


def handed_over(kind, facts, old):
    """The key that signs from here on, if the one before says so."""
    for lost in facts.get("handovers", []):
        old = handed_over("signing_key_rotated", lost, old)
    new = facts["verifier"]
    lines = ["hanhtrinh signing key v1", old, new]
    if kind == "origin_opened":
        lines = ["hanhtrinh origin v1", old, new, str(facts["lost_size"]), facts["lost_root"], facts["reason"]]
    said = "".join(line + "\n" for line in lines).encode()
    signers = [(old, "by_old")] + [(new, "by_new")] * (kind == "signing_key_rotated")
    for key, name in signers:
        need(signed(key_of(key)[2], said, b64(facts[name])), "a hand-over is not signed")
    return new


def checkpoint(note, keys):
    """Size and root of a signed note, checked with the key in force at its size."""
    body, signatures = note.rsplit("\n\n", 1)
    body += "\n"
    claimed = int(body.split("\n")[1])
    name, key_id, key = key_of([key for first, key in keys if first <= claimed][-1])
    for line in signatures.splitlines():
        dash, signer, blob = line.split(" ")
        blob = b64(blob)
        if dash == "\u2014" and signer == name and blob[:4].hex() == key_id:
            need(signed(key, body.encode(), blob[4:]), "the signature of the checkpoint is wrong")
            origin, size, top = body.split("\n")[:3]
            need(origin == name, "the checkpoint is of another log")
            return int(size), b64(top)
    raise ValueError("the checkpoint is not signed by the key of this log")


def included(proof, hashes, keys):
    """A tlog-proof about a leaf of this file: RFC 9162, 2.1.3.2."""
    head, note = proof.split("\n\n", 1)
    lines = head.split("\n")
    need(lines.pop(0) == "c2sp.org/tlog-proof@v1", "not a tlog-proof")
    if lines[0].startswith("extra "):
        lines.pop(0)
    need(lines[0].startswith("index "), "the proof has no index")
    index = int(lines.pop(0)[6:])
    size, top = checkpoint(note, keys)
    need(index < size, "the proof is about nothing in its checkpoint")
    fn, sn, r = index, size - 1, hashes[index]
    for sibling in map(b64, lines):
        need(sn, "the proof is too long")
        if fn & 1 or fn == sn:
            r = sha(b"\1", sibling, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha(b"\1", r, sibling)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and r == top, f"the proof does not lead from event {index} to the root")
    return index


def moment(at):
    whole, _, fraction = at[:-1].partition(".")
    need(at[-1:] == "Z", "`at` is not in UTC")
    return whole, fraction.ljust(9, "0")


def bundle(lines):
    """The note of a bundle, and its leaves with their ciphertexts."""
    gaps = [i for i, line in enumerate(lines) if line == b""][:2]
    note = b"\n".join(lines[1:gaps[1]]) + b"\n"
    leaves, parts = [], []
    for line in lines[gaps[1] + 1:]:
        if line.startswith(b"="):
            parts[-1] = line[1:]
        else:
            leaves.append(line)
            parts.append(None)
    return note.decode(), leaves, parts


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("file")
    for option in ("checkpoint", "proof", "key"):
        ask.add_argument("--" + option)
    ask = ask.parse_args()
    read = lambda path: open(path, "rb").read()
    content = read(ask.file)
    need(content.endswith(b"\n"), "the last line is cut")
    lines, note, parts = content[:-1].split(b"\n"), None, None
    if lines[0] == b"hanhtrinh-bundle@v1":
        note, lines, parts = bundle(lines)
    elif os.path.exists(ask.file + ".sealed"):
        parts = read(ask.file + ".sealed")[:-1].split(b"\n")
    if ask.checkpoint:
        note = read(ask.checkpoint).decode()
    hashes, streams, last, sealed, keys = [], {}, ("", ""), 0, []
    for position, line in enumerate(lines):
        try:
            leaf = json.loads(line)
            need(leaf["v"] == 1, "an envelope that is not described")
            if position == 0:
                need((leaf["type"], leaf["stream"]) == ("log_created", "registry/log"), "not log_created")
                keys = [(0, leaf["facts"]["verifier"])]
            elif leaf["stream"] == "registry/log" and leaf["type"] in ("signing_key_rotated", "origin_opened"):
                keys.append((position + 1, handed_over(leaf["type"], leaf["facts"], keys[-1][1])))
            need(leaf["n"] == streams.get(leaf["stream"], 0) + 1, "its number is not the next of its stream")
            need(moment(leaf["at"]) >= last, "it was recorded before the one before it")
            streams[leaf["stream"]], last = leaf["n"], moment(leaf["at"])
            named = leaf.get("sealed", [])
            if parts and parts[position] is not None:
                found = parts[position].split(b" ") if parts[position] else []
                need(len(found) == len(named), "the ciphertexts are not those it names")
                for name, part in zip(named, found):
                    if part != b"-":
                        part, sealed = b64(part), sealed + 1
                        right = (len(part), sha(part).hex()) == (name["bytes"], name["sha256"])
                        need(right, "a ciphertext is not the one it names")
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"event {position}: {error}")
        hashes.append(sha(b"\0", line))
    need(ask.key in [None] + [key for _, key in keys], "the log names another key")
    top = root(hashes)
    print(f"{len(hashes)} events, root {top.hex()}, {sealed} ciphertexts")
    if note:
        size, known = checkpoint(note, keys)
        need(size <= len(hashes), "the log ends before its checkpoint")
        need(root(hashes[:size]) == known, "the checkpoint has another root")
        print(f"the checkpoint over {size} events is right")
    if ask.proof:
        print(f"event {included(read(ask.proof).decode(), hashes, keys)} is proven")


try:
    main()
except (ValueError, IndexError, OSError) as error:
    sys.exit(f"read_log.py: {error}")
