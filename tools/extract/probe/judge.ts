import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgramClass } from './classes.js';

/** A program for a kernel, in the fields of kfuncspec/program@1 that a probe needs. */
export interface Probe extends ProgramClass {
  readonly name: string;
  /** Instructions, 16 hexadecimal digits each. */
  readonly insns: string;
  readonly license?: string;
}

export interface Answer {
  readonly name: string;
  readonly verdict: 'accept' | 'reject' | 'error';
  readonly errno: number | null;
  readonly message: string | null;
  readonly log?: string;
}

/**
 * Asks a kernel about programs. `command` reads a file of program JSON lines and writes one line of answer for each: it is
 * run by the shell as `command IN OUT`.
 */
export function judge(command: string, probes: readonly Probe[]): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  try {
    const input = join(folder, 'in.jsonl');
    const output = join(folder, 'out.jsonl');
    writeFileSync(input, `${probes.map((p) => JSON.stringify({ format: 'kfuncspec/program@1', license: 'GPL', ...p })).join('\n')}\n`);
    const { status, stderr } = spawnSync(`${command} '${input}' '${output}'`, { shell: true, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the judge failed: ${stderr}`);
    return readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): Answer => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One instruction as program JSON writes it. */
export function insn(code: number, dst: number, src: number, off: number, imm: number): string {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint8(0, code);
  bytes.setUint8(1, dst | (src << 4));
  bytes.setInt16(2, off, true);
  bytes.setInt32(4, imm, true);
  return Array.from(new Uint8Array(bytes.buffer), (b) => b.toString(16).padStart(2, '0')).join('');
}

const MOV64_K = 0xb7;
const EXIT = 0x95;

/** `r0 = value; exit` */
export function returning(value: number): string {
  return insn(MOV64_K, 0, 0, 0, value) + insn(EXIT, 0, 0, 0, 0);
}
