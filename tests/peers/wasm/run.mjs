// Runs the module over a file of leaves and prints what it found, and the seconds that the checks alone took.
import { open, readFile } from "node:fs/promises";

const [module, file] = process.argv.slice(2);
const PIECE = 4 << 20;

const { instance } = await WebAssembly.instantiate(await readFile(module), {});
const wasm = instance.exports;
const source = await open(file);
let rest = Buffer.alloc(0);
let milliseconds = 0;
for (;;) {
  const piece = Buffer.alloc(PIECE);
  const { bytesRead } = await source.read(piece, 0, PIECE);
  if (bytesRead === 0) break;
  rest = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
  const end = whole(rest);
  const at = wasm.input(end);
  new Uint8Array(wasm.memory.buffer, at, end).set(rest.subarray(0, end));
  rest = rest.subarray(end);
  const start = performance.now();
  const bad = wasm.take();
  milliseconds += performance.now() - start;
  if (bad !== -1n) throw new Error(`leaf ${bad} is wrong`);
}
if (rest.length > 0) throw new Error("the file ends within a leaf");
const root = Buffer.from(new Uint8Array(wasm.memory.buffer, wasm.root(), 64)).toString("latin1");
console.log(JSON.stringify({ leaves: Number(wasm.leaves()), root, seconds: milliseconds / 1000 }));

// The length of the whole leaves at the beginning: each is a part, the number of those that follow, and these, every part with
// its length before it.
function whole(bytes) {
  let end = 0;
  for (let at = 0; ; end = at) {
    if (at + 4 > bytes.length) return end;
    at += 4 + bytes.readUInt32LE(at);
    if (at + 4 > bytes.length) return end;
    let parts = bytes.readUInt32LE(at);
    at += 4;
    for (; parts > 0; parts -= 1) {
      if (at + 4 > bytes.length) return end;
      at += 4 + bytes.readUInt32LE(at);
    }
    if (at > bytes.length) return end;
  }
}
