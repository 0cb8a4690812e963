/** A machine with one conditional jump in front of it, to see what its two sides learn. */
import type { Kernel } from '../../../generator/runtime/src/abi.js';
import { load } from '../../../generator/runtime/src/check.js';
import { markKnown, markUnknown } from '../../../generator/runtime/src/known.js';
import {
  F_ALLOCATED_STACK,
  FRAME_REGS,
  FRAME_STACK,
  R_AUX1,
  R_ID,
  R_REF_OBJ_ID,
  R_TYPE,
  REG_WORDS,
  SLOT_TYPES,
  SLOT_WORDS,
  STACK_SPILL,
} from '../../../generator/runtime/src/layout.js';
import { Machine } from '../../../generator/runtime/src/machine.js';
import { refine_branches } from '../../../generator/runtime/src/mechanisms/jump.js';
import { push_branch } from '../../../generator/runtime/src/mechanisms/paths.js';
import type { ProgramMap } from '../../../generator/runtime/src/program.js';
import { beginTrace } from '../../../generator/runtime/src/walk.js';
import { type Insn, kernel, program } from '../paths/kernel.js';

const MAP: ProgramMap = {
  name: '',
  type: 'plain',
  keySize: 4,
  valueSize: 64,
  maxEntries: 1,
  flags: 0,
  inner: -1,
  spinLock: -1,
  timer: -1,
  kptrs: [],
  hasBtf: false,
};

export const PLAIN_MAP = 0;
export const LOCK_MAP = 1;
export const SOCKET_MAP = 2;
export const OUTER_MAP = 3;
export const OUTER_TIMER_MAP = 4;
const TIMER_MAP = 5;

const MAPS: readonly ProgramMap[] = [
  MAP,
  { ...MAP, spinLock: 0 },
  { ...MAP, type: 'sockets' },
  { ...MAP, inner: PLAIN_MAP },
  { ...MAP, inner: TIMER_MAP },
  { ...MAP, timer: 0 },
];

/** Behind so many the handles begin of what lies in maps of maps. */
export const MAP_COUNT = MAPS.length;

const withMaps: Kernel = {
  ...kernel,
  registerTypes: { ...kernel.registerTypes, names: Array.from({ length: 21 }, (_, i) => (i === 11 ? 'socket' : `type${i}`)) },
  mapTypes: [
    { name: 'plain', properties: {} },
    { name: 'sockets', properties: { lookup: ['socket'] } },
  ],
};

export class Sides {
  readonly m: Machine;

  constructor(insn: Insn) {
    this.m = new Machine(withMaps);
    load(this.m, { ...program([insn, [0x95, 0, 0, 0, 0]]), maps: MAPS });
    beginTrace(this.m);
    this.m.insn = 0;
  }

  /** Offset of Rn. */
  reg(n: number): number {
    return FRAME_REGS + n * REG_WORDS;
  }

  /** Offset of what is spilled in a slot, which is marked as in use. */
  slot(n: number): number {
    const { w } = this.m;
    w[F_ALLOCATED_STACK] = Math.max(w[F_ALLOCATED_STACK] ?? 0, (n + 1) * 8);
    const at = FRAME_STACK + n * SLOT_WORDS;
    w.fill(STACK_SPILL * 0x01010101, at + SLOT_TYPES, at + SLOT_WORDS);
    return at;
  }

  pointer(r: number, type: number, fields: { aux1?: number; id?: number; ref?: number } = {}): void {
    const { w } = this.m;
    markKnown(w, r, 0, 0);
    w[r + R_TYPE] = type;
    w[r + R_AUX1] = fields.aux1 ?? 0;
    w[r + R_ID] = fields.id ?? 0;
    w[r + R_REF_OBJ_ID] = fields.ref ?? 0;
  }

  scalar(r: number, id = 0): void {
    markUnknown(this.m.w, r);
    this.m.w[r + R_ID] = id;
  }

  /** Goes both ways. */
  split(): void {
    if (!push_branch(this.m, 1)) throw new Error('the branch was refused');
    refine_branches(this.m);
  }

  /** A word of a register on the side that falls through and on the one that jumps. */
  both(r: number, word: number): [number | undefined, number | undefined] {
    return [this.m.w[r + word], this.m.other[r + word]];
  }
}
