#!/usr/bin/env python3
"""Verifies an export of Curfew's record against its checkpoints, with nothing of Curfew and nothing but Python.

    npm run curfew -- audit export record.jsonl
    python3 docs/verify-audit.py record.jsonl record.jsonl.checkpoints [PUBLIC KEY]

An entry's hash is SHA-256(hash of the entry before || entry as RFC 8785 JSON); the first follows on 32 zero bytes. A line
is signed with Ed25519 (RFC 8032) over its RFC 8785 JSON without "signature". Prints the first entry that does not hold.
"""
import hashlib, json, sys
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, a):
    r = (0, 1, 1, 0)
    while n:
        r, a, n = add(r, a) if n & 1 else r, add(a, a), n >> 1
    return r

def point(b):
    y = int.from_bytes(b, "little") & (1 << 255) - 1
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    x = x if (x * x - xx) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if (x * x - xx) % P or y >= P or (x == 0 and b[31] >> 7):
        raise ValueError("no point")
    x = x if x & 1 == b[31] >> 7 else P - x
    return x, y, 1, x * y % P

def is_signed(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    l, r = times(s, point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))), add(point(signature[:32]), times(h, point(key)))
    return len(signature) == 64 and s < Q and (l[0] * r[2] - r[0] * l[2]) % P == 0 and (l[1] * r[2] - r[1] * l[2]) % P == 0

def canonical(value):  # enough of RFC 8785 for what Curfew writes: names of fields are ASCII
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

def lines(path):  # what stands after the last line break was never finished
    return open(path, "rb").read().split(b"\n")[:-1]

def say(ok, stream=None, position=None, what=None):
    sys.exit(print(json.dumps({"ok": ok, "stream": stream, "position": position, "what": what})) or int(not ok))

def check(holds, position, what):
    holds or say(False, "checkpoints", position, "checkpoint: " + what)

heads, inside, outside, known, before = {}, {}, {}, None, None
for text in lines(sys.argv[1]):
    item = json.loads(text)
    if "entry" in item: inside.setdefault(item["entry"]["stream"], []).append(item)
    if "head" in item: heads[item["head"]["stream"]] = item["head"]
    known = item.get("checkpoint")
for text in lines(sys.argv[2]):
    at = before[0] + 1 if before else 0
    try: line = json.loads(text)
    except ValueError: line = None
    check(line and canonical(line) == text, at, "it cannot be read")
    if before: check(line["kind"] != "begin" and (line["number"], line["previous"]) == (at, before[1]), at, "it does not follow on the line before")
    else:
        key = line.get("key", "")
        check(line["kind"] == "begin", at, "the file does not begin with its first line")
        check(len(sys.argv) < 4 or sys.argv[3] == key, at, "it is signed with another key than this database's")
    signature = bytes.fromhex(line.pop("signature"))
    check(is_signed(bytes.fromhex(key), canonical(line), signature), at, "its signature does not hold")
    before = (line["number"], hashlib.sha256(text).hexdigest())
    for s in line.get("streams", []):
        hashes = outside.setdefault(s["type"] + ":" + s["id"], [])
        check(line["kind"] == "restore" or s["from"] == len(hashes) + 1, at, "it leaves out entries of a stream")
        if line["kind"] == "restore": del hashes[s["to"]:]
        else: hashes += [e["hash"] for e in s["entries"]]
if known:
    check(before and before[0] >= known["number"], before[0] + 1 if before else 0, "the file ends before a line that the database knows" if before else "the file is missing")
    check(before[0] > known["number"] or before[1] == known["hash"], before[0], "the database knows another line here")

WHAT = dict(edited="the entry is not the one that was written", deleted="the entry that stood here is missing", reordered="an entry stands here that was written at another place", inserted="an entry stands here that was never written", cut="from here on entries are missing", fork="from here on this is another history than the one that was written down outside", swapped="an entry of another stream stands here")
written = {h: name for name, hashes in outside.items() for h in hashes}
for name in sorted({*inside, *heads, *outside}, key=lambda n: (["case", "organization", "project", "deployment"].index(n.split(":")[0]), n)):
    bad = lambda position, what: say(False, name, position, what + ": " + WHAT[what])
    out, head, entries, previous = outside.get(name, []), heads.get(name, {"sequence": 0, "hash": "00" * 32}), inside.get(name, []), bytes(32)
    stored = [e["hash"] for e in entries]
    for n, e in enumerate(entries, 1):
        if e["entry"]["sequence"] != n: bad(n, "deleted" if e["entry"]["sequence"] > n else "inserted")
        fits = hashlib.sha256(previous + canonical(e["entry"])).hexdigest() == e["hash"]
        truth = out[n - 1] if n <= len(out) else None
        if not fits or truth not in (None, e["hash"]):
            where, moved = None if fits or e["hash"] == truth else written.get(e["hash"]), truth in stored
            rewritten = n < len(out) and n < len(stored) and out[n] == stored[n]
            bad(n, "swapped" if where not in (None, name) else ("reordered" if where else "edited") if truth is None or truth == e["hash"] else ("reordered" if moved else "deleted") if where else "inserted" if moved else "edited" if rewritten else "fork")
        previous = bytes.fromhex(e["hash"])
    if len(entries) < max(len(out), head["sequence"]): bad(len(entries) + 1, "cut")
    if len(entries) > head["sequence"]: bad(head["sequence"] + 1, "inserted")
    if previous.hex() != head["hash"]: bad(len(entries), "fork")
say(True)
