// Before all journeys: a small demo province, made once and copied for every server.
//
// HANHTRINH_BIN names the server binary. HANHTRINH_TEMPLATE may name a small demo made before, HANHTRINH_PROVINCE a whole
// one; what is not named is made here.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** People in the small demo province. */
const WORKERS = "600";

/** The server binary under test. */
export function binary(): string {
  const path = process.env.HANHTRINH_BIN;
  if (!path) {
    throw new Error("HANHTRINH_BIN names no server binary; remedy: run `cargo xtask test --only browser`");
  }
  return path;
}

/** The whole demo province, made when the first journey asks for it. */
export function wholeProvince(): string {
  const data = process.env.HANHTRINH_PROVINCE ?? join(process.env.HANHTRINH_SHARED ?? "", "province");
  if (!existsSync(data)) {
    demo(data, []);
  }
  return data;
}

/** Settings of the servers: only warnings are said, so that a failing journey can be read. */
export function quiet(): string {
  return join(process.env.HANHTRINH_SHARED ?? "", "hanhtrinh.toml");
}

export default function prepare(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "hanhtrinh-template-"));
  process.env.HANHTRINH_SHARED = folder;
  writeFileSync(quiet(), '[log]\nfilter = "warn"\n');
  if (!process.env.HANHTRINH_TEMPLATE) {
    const data = join(folder, "demo");
    demo(data, ["--workers", WORKERS]);
    process.env.HANHTRINH_TEMPLATE = data;
  }
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Makes a demo province. */
function demo(data: string, options: string[]): void {
  execFileSync(binary(), ["demo", "--data", data, ...options], { stdio: ["ignore", "ignore", "inherit"] });
}
