// Measures the verifier in Wasm under node:
//   cargo build --release --target wasm32-unknown-unknown --manifest-path tests/wasm/Cargo.toml
//   node tests/wasm/run.mjs [module] [leaves]
import { readFileSync } from "node:fs";

const file = process.argv[2] ?? new URL("target/wasm32-unknown-unknown/release/verify_wasm.wasm", import.meta.url);
const total = Number(process.argv[3] ?? 1_000_000);
const page = 1000;

for (const parts of [0, 1]) {
  const { instance } = await WebAssembly.instantiate(readFileSync(file));
  const { make, check, finish, memory } = instance.exports;
  let spent = 0, bytes = 0;
  for (let done = 0; done < total; done += page) {
    bytes = make(Math.min(page, total - done));
    const begun = process.cpuUsage();
    if (!check(parts)) throw new Error(`a page before ${done + page} is wrong`);
    const used = process.cpuUsage(begun);
    spent += used.user + used.system;
  }
  if (!finish()) throw new Error("root or signature is wrong");
  console.log(JSON.stringify({
    leaves: total, bytes_per_leaf: Math.round(bytes / total), ciphertexts: parts === 1,
    cpu_seconds: +(spent / 1e6).toFixed(2), memory_mb: Math.round(memory.buffer.byteLength / 1e6),
  }));
}
