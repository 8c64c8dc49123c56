// A registry of one's own for the journeys of a project: a copy of the small demo province behind the built server.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { binary, quiet, wholeProvince } from "./template";

/** One sign-in of the demo. */
export interface Account {
  role: string;
  user: string;
  password: string;
}

/** A running server over a folder of its own. */
export class Registry {
  private constructor(
    /** Deleted in the end; nothing for a folder that others use too. */
    private readonly folder: string | undefined,
    private readonly server: ChildProcess,
    /** Where the server listens, without a slash at the end. */
    readonly url: string,
    /** The sign-ins, one per role. */
    readonly accounts: Account[],
  ) {}

  /** Copies the demo province and starts a server over it. */
  static async start(): Promise<Registry> {
    const template = process.env.HANHTRINH_TEMPLATE;
    if (!template) {
      throw new Error("there is no demo province to copy; remedy: run the journeys through playwright.config.ts");
    }
    const folder = mkdtempSync(join(tmpdir(), "hanhtrinh-journeys-"));
    const data = join(folder, "data");
    copy(template, data);
    return Registry.over(data, folder);
  }

  /** Starts a server over the whole demo province, which all journeys share: they only read. */
  static async province(): Promise<Registry> {
    return Registry.over(wholeProvince(), undefined);
  }

  private static async over(data: string, folder: string | undefined): Promise<Registry> {
    const accounts: Account[] = JSON.parse(readFileSync(join(data, "demo-accounts.json"), "utf8"));
    const args = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--json", "--config", quiet()];
    const server = spawn(binary(), args, {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      return new Registry(folder, server, await listening(server), accounts);
    } catch (error) {
      server.kill("SIGKILL");
      remove(folder);
      throw error;
    }
  }

  /** The sign-in of a role. */
  account(role: string): Account {
    const found = this.accounts.find((account) => account.role === role);
    if (!found) {
      const roles = this.accounts.map((account) => account.role).join(", ");
      throw new Error(`the demo has no ${role}; it has ${roles}`);
    }
    return found;
  }

  /** Stops the server as an operator would, waits until it is gone, and deletes its folder. */
  async stop(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      if (this.server.exitCode !== null || this.server.signalCode !== null) {
        resolve();
      }
      this.server.once("exit", () => resolve());
    });
    this.server.kill("SIGTERM");
    const late = setTimeout(() => this.server.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(late);
    remove(this.folder);
  }
}

/** Copies a data folder with the keys beside it. */
function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  if (existsSync(`${from}.keys`)) {
    cpSync(`${from}.keys`, `${to}.keys`, { recursive: true });
  }
}

function remove(folder: string | undefined): void {
  if (folder) {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for the line that says where the server listens. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    const lines = createInterface({ input: server.stdout! });
    // Later lines are read and dropped, or the server would wait on a full pipe.
    lines.on("line", (line) => {
      try {
        const said: { listening?: string } = JSON.parse(line);
        if (said.listening) {
          resolve(said.listening.replace(/\/$/, ""));
        }
      } catch {
        reject(new Error(`the server did not say where it listens: ${line}`));
      }
    });
  });
}
