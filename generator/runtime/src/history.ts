/**
 * The path that a walk stands on: each step with what it changed. Recorded on request only, by walking a program a second time, so
 * that the walk itself pays nothing. When the walk goes back to a branch set aside, the steps behind that branch are forgotten.
 */

import type { Failure } from './failure.js';
import {
  F_ALLOCATED_STACK,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  MAX_BPF_REG,
  MAX_CALL_FRAMES,
  R_LIVE,
  REG_WORDS,
  SLOT_WORDS,
  STACK_SLOTS,
} from './layout.js';
import type { Machine } from './machine.js';
import type { Observer } from './observer.js';

/** Places of a frame: registers 0 to 10, then stack slots, slot 0 being fp-8. */
export const PLACES = MAX_BPF_REG + STACK_SLOTS;

/** The frame and place of a register or stack slot that begins at an offset of the machine's words; null for one that is in no frame. */
export function placeAt(at: number): { readonly frame: number; readonly place: number } | null {
  const frame = Math.floor(at / FRAME_WORDS);
  if (frame < 0 || frame >= MAX_CALL_FRAMES) return null;
  const within = at - frame * FRAME_WORDS;
  if (within < FRAME_REGS) return null;
  if (within < FRAME_STACK) return { frame, place: Math.floor((within - FRAME_REGS) / REG_WORDS) };
  return { frame, place: MAX_BPF_REG + Math.floor((within - FRAME_STACK) / SLOT_WORDS) };
}

/** A change: its place, the index of the place's change before it (-1: none), and the words that the place holds since. */
const CHANGE_WORDS = 2 + SLOT_WORDS;

interface Mark {
  readonly steps: number;
  readonly insn: number;
  readonly frame: number;
}

/** Records the path; afterwards it is asked what happened on it. Steps count from 0, the first one recorded. */
export class History implements Observer {
  private readonly insns: number[] = [];
  private readonly nexts: number[] = [];
  private readonly frames: number[] = [];
  /** Index of the first change behind each step. */
  private readonly ends: number[] = [];
  private changes = new Int32Array(CHANGE_WORDS * 1024);
  private changeCount = 0;
  /** Changes that were there before step 0: the state at the beginning. */
  private initial = 0;
  private readonly last = new Int32Array(PLACES * MAX_CALL_FRAMES).fill(-1);
  private readonly marks: Mark[] = [];
  private recording = false;
  /** Recording began later than the path did, so steps before step 0 are not known. */
  truncated = false;
  /** Index of the instruction at which the walk began. */
  start = 0;
  /** A path was begun: false for a program that was refused before any was walked. */
  began = false;
  failure: Failure | null = null;

  /** Instructions visited before the recording begins: the walk is known by then, and its last part is what matters. */
  constructor(private readonly from = 0) {}

  // ------------------------------------------------------------ recording

  begin(m: Machine): void {
    this.marks.length = 0;
    this.truncated = false;
    this.began = true;
    this.start = m.next;
    this.restart(m);
  }

  step(m: Machine): void {
    if (this.recording) this.record(m, m.insn, m.curframe);
    else if (m.processed >= this.from) this.restart(m, true);
  }

  push(m: Machine): void {
    this.marks.push({ steps: this.recording ? this.insns.length : -1, insn: m.insn, frame: m.curframe });
  }

  pop(m: Machine): void {
    const mark = this.marks.pop();
    if (mark === undefined || mark.steps < 0) {
      this.restart(m, true);
      return;
    }
    this.truncate(mark.steps);
    this.record(m, mark.insn, mark.frame);
  }

  end(m: Machine): void {
    this.failure = m.failure;
  }

  private restart(m: Machine, truncated = false): void {
    this.truncate(0);
    this.forget(0);
    this.recording = m.processed >= this.from;
    this.truncated ||= truncated;
    if (!this.recording) return;
    this.compare(m);
    this.initial = this.changeCount;
    // a branch set aside before can't find its way back into this recording
    for (let i = 0; i < this.marks.length; i++) this.marks[i] = { ...this.marks[i], steps: -1 };
  }

  private record(m: Machine, insn: number, frame: number): void {
    this.insns.push(insn);
    this.nexts.push(m.next);
    this.frames.push(frame);
    this.compare(m);
    this.ends.push(this.changeCount);
  }

  private truncate(steps: number): void {
    this.forget(steps === 0 ? this.initial : this.ends[steps - 1]);
    this.insns.length = steps;
    this.nexts.length = steps;
    this.frames.length = steps;
    this.ends.length = steps;
  }

  private forget(count: number): void {
    while (this.changeCount > count) {
      this.changeCount--;
      const at = this.changeCount * CHANGE_WORDS;
      this.last[this.changes[at]] = this.changes[at + 1];
    }
  }

  /** Notes every register and stack slot in use that differs from what was noted last. */
  private compare(m: Machine): void {
    for (let frame = 0; frame <= m.curframe; frame++) {
      const base = frame * FRAME_WORDS;
      const place = frame * PLACES;
      for (let reg = 0; reg < MAX_BPF_REG; reg++) this.note(m.w, base + FRAME_REGS + reg * REG_WORDS, place + reg, 0);
      const slots = m.w[base + F_ALLOCATED_STACK] >> 3;
      for (let slot = 0; slot < slots; slot++)
        this.note(m.w, base + FRAME_STACK + slot * SLOT_WORDS, place + MAX_BPF_REG + slot, SLOT_WORDS - REG_WORDS);
    }
  }

  private note(w: Int32Array, from: number, place: number, extra: number): void {
    const before = this.last[place];
    if (before >= 0 && this.same(w, from, before, extra)) return;
    const at = this.changeCount * CHANGE_WORDS;
    if (at + CHANGE_WORDS > this.changes.length) this.grow();
    this.changes[at] = place;
    this.changes[at + 1] = before;
    this.changes.set(w.subarray(from, from + REG_WORDS + extra), at + 2);
    this.last[place] = this.changeCount++;
  }

  private same(w: Int32Array, from: number, change: number, extra: number): boolean {
    const at = change * CHANGE_WORDS + 2;
    // liveness and what stands behind it say nothing about the value
    for (let i = 0; i < R_LIVE; i++) if (w[from + i] !== this.changes[at + i]) return false;
    for (let i = REG_WORDS; i < REG_WORDS + extra; i++) if (w[from + i] !== this.changes[at + i]) return false;
    return true;
  }

  private grow(): void {
    const larger = new Int32Array(this.changes.length * 2);
    larger.set(this.changes);
    this.changes = larger;
  }

  // ------------------------------------------------------------ asking

  /** Steps of the path. */
  get length(): number {
    return this.insns.length;
  }

  /** Index of the instruction that a step was. */
  insn(step: number): number {
    return this.insns[step];
  }

  /** Where the path went on behind it. */
  next(step: number): number {
    return this.nexts[step];
  }

  /** Number of the frame that the instruction ran in. */
  frame(step: number): number {
    return this.frames[step];
  }

  /** The words that hold registers and slots: `after` gives offsets into them. */
  get words(): Int32Array {
    return this.changes;
  }

  /** Offset in `words` of what a place of a frame holds after a step (-1: at the beginning); -1 when it never held anything. */
  after(step: number, frame: number, place: number): number {
    const end = step < 0 ? this.initial : this.ends[step];
    let change = this.last[frame * PLACES + place];
    while (change >= end) change = this.changes[change * CHANGE_WORDS + 1];
    return change < 0 ? -1 : change * CHANGE_WORDS + 2;
  }

  /** Did the step change that place? */
  changed(step: number, frame: number, place: number): boolean {
    return this.after(step, frame, place) !== this.after(step - 1, frame, place);
  }
}
