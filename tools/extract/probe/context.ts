import { className, type ProgramClass } from './classes.js';
import { insn, judge, type Probe, returning } from './judge.js';

/** What one access to the context gave. `type`: what the loaded register became, as the log shows it, without ranges. */
export interface ContextAnswer {
  readonly access: 'read' | 'write';
  readonly offset: number;
  readonly size: number;
  readonly accepted: boolean;
  readonly type: string;
}

const SIZES = [
  { bytes: 1, code: 0x10 },
  { bytes: 2, code: 0x08 },
  { bytes: 4, code: 0x00 },
  { bytes: 8, code: 0x18 },
] as const;
const LDX_MEM = 0x61;
const STX_MEM = 0x63;
const MOV64_K = 0xb7;
const LOADED = /R2(?:_[a-z]+)?=([a-z_]+)(?:\(|\n|$| |;)/;

/** Attach types whose programs must return 1 (check_return_code). */
const RETURNS_ONE = /_(?:recvmsg|getpeername|getsockname)$/;

/** Every access of 1, 2, 4 and 8 bytes that begins at an offset in [from, to) of each class's context, asked of the kernel behind `command` in one go. */
export function probeContexts(command: string, classes: readonly ProgramClass[], from: number, to: number): Map<string, ContextAnswer[]> {
  const answers = new Map(classes.map((c): [string, ContextAnswer[]] => [className(c), []]));
  const probes = classes.flatMap((c) => accesses(c, from, to));
  for (const answer of judge(command, probes)) {
    const [name = '', access, size, offset] = answer.name.split(' ');
    answers.get(name)?.push({
      access: access === 'read' ? 'read' : 'write',
      size: Number(size),
      offset: Number(offset),
      accepted: answer.verdict === 'accept',
      type: LOADED.exec(answer.log ?? '')?.[1] ?? '',
    });
  }
  return answers;
}

function accesses(c: ProgramClass, from: number, to: number): Probe[] {
  const end = returning(RETURNS_ONE.test(c.expectedAttachType ?? '') ? 1 : 0);
  const probes: Probe[] = [];
  for (const { bytes: size, code } of SIZES) {
    for (let offset = from; offset < to; offset++) {
      const load = insn(LDX_MEM ^ code, 2, 1, offset, 0);
      const store = insn(MOV64_K, 2, 0, 0, 0) + insn(STX_MEM ^ code, 1, 2, offset, 0);
      probes.push({ ...c, name: `${className(c)} read ${size} ${offset}`, insns: load + end });
      probes.push({ ...c, name: `${className(c)} write ${size} ${offset}`, insns: store + end });
    }
  }
  return probes;
}
