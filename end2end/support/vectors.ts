import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface Vector {
  source: string;
  html: string;
}

const target = process.env.CARGO_TARGET_DIR ?? resolve(__dirname, "../../target");

// The hostile strings that `scripts/vectors.sh` fetched.
export function vectors(): Vector[] {
  return JSON.parse(readFileSync(join(target, "vectors/vectors.json"), "utf8"));
}
