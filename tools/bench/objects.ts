import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { madeKernel, madeObject } from './made-object.js';
import { coldStart, median } from './processes.js';

const INSTRUCTIONS = 10_000;
const RELOCATIONS = 500;
const KERNEL_TYPES = 130_000;
const RUNS = 5;

/** Files to measure with, instead of made ones. */
export interface ObjectFiles {
  readonly object: string | undefined;
  readonly btf: string | undefined;
}

/** Measures loading a large object for a whole kernel, and `check` of a small one. */
export function measureObjects(given: ObjectFiles, say: (what: string, figure: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const object = given.object ?? written(join(folder, 'made.bpf.o'), madeObject(INSTRUCTIONS, RELOCATIONS));
    const btf = given.btf ?? written(join(folder, 'kernel.btf'), madeKernel(KERNEL_TYPES));
    const { milliseconds, instructions, types } = firstLoad(object, btf);
    const size = (count: number) => count.toLocaleString('en');
    say(
      `an object of ${size(instructions)} instructions, for ${size(types)} types of a kernel`,
      `${milliseconds.toFixed(0)} ms after start`,
    );
    const small = ['check', 'test/load/elf/objects/sample.el.o', '--program', 'takes', '--btf'];
    for (const [what, file] of [
      ['few types', 'test/load/elf/objects/kernel.el.o'],
      ['all types of a kernel', btf],
    ] as const) {
      const { tool, node } = coldStart([...small, file], RUNS);
      say(`cold start of check, one small object, ${what}`, `${tool.toFixed(0)} ms (node alone: ${node.toFixed(0)} ms)`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function written(file: string, bytes: Uint8Array): string {
  writeFileSync(file, bytes);
  return file;
}

interface Load {
  readonly milliseconds: number;
  readonly instructions: number;
  readonly types: number;
}

/** The median of loads, each the first of its process. */
function firstLoad(object: string, btf: string): Load {
  const script = fileURLToPath(new URL('load-object.js', import.meta.url));
  const loads = Array.from({ length: RUNS }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, [script, object, btf], { encoding: 'utf8' });
    const value: unknown = stdout === '' ? {} : JSON.parse(stdout);
    if (!isLoad(value)) throw new Error(`${object} was not loaded: ${stderr || stdout}`);
    return value;
  });
  const [first] = loads;
  if (first === undefined || first.instructions === 0) throw new Error(`no program of ${object} can be loaded`);
  return { ...first, milliseconds: median(loads.map(({ milliseconds }) => milliseconds)) };
}

function isLoad(value: unknown): value is Load {
  return typeof value === 'object' && value !== null && 'milliseconds' in value && 'instructions' in value && 'types' in value;
}
