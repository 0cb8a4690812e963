/** A kernel with no rules at all, for tests of mechanisms and words alone. */
import { type Check, HOOK_NAMES, type HookName, type Hooks, type Kernel } from '../../../generator/runtime/src/abi.js';
import type { BtfType } from '../../../generator/runtime/src/btf-types.js';
import { markKnown, markUnknown } from '../../../generator/runtime/src/known.js';
import { F_FRAMENO, FRAME_REGS, FRAME_WORDS, PTR_TO_STACK, R_AUX1, R_TYPE, REG_WORDS } from '../../../generator/runtime/src/layout.js';
import { Machine } from '../../../generator/runtime/src/machine.js';

function isComplete(hooks: Partial<Record<HookName, Check>>): hooks is Hooks {
  return HOOK_NAMES.every((name) => hooks[name] !== undefined);
}

/** Tables that let everything pass. */
function passingHooks(): Hooks {
  const hooks: Partial<Record<HookName, Check>> = {};
  for (const name of HOOK_NAMES) hooks[name] = () => true;
  if (!isComplete(hooks)) throw new Error('a hook is missing');
  return hooks;
}

/** A type with what the test says of it. */
export function btf(kind: BtfType['kind'], name: string, size: number, rest: Partial<BtfType> = {}): BtfType {
  return { kind, name, size, type: 0, count: 0, members: [], tags: [], ...rest };
}

/** A kernel with these types; index 0 is void. */
export function kernelWith(types: readonly BtfType[]): Kernel {
  return {
    abi: 1,
    name: 'test',
    rules: [],
    registerTypes: { base: [], names: [], flags: [] },
    hooks: passingHooks(),
    helpers: [],
    helperNames: [],
    kfuncs: {},
    mapTypes: [],
    programTypes: [],
    types: [btf('void', '', 0), ...types],
  };
}

/** A machine in frame 0, all registers unknown, R10 its frame pointer. */
export function machineWith(types: readonly BtfType[] = []): Machine {
  const m = new Machine(kernelWith(types));
  for (let n = 0; n < 10; n++) markUnknown(m.w, register(m, n));
  framePointer(m, 0);
  return m;
}

/** Word offset of Rn of the current frame. */
export function register(m: Machine, n: number): number {
  return m.frame + FRAME_REGS + n * REG_WORDS;
}

/** Makes R10 of the current frame point to the stack of a frame. */
function framePointer(m: Machine, frame: number): void {
  const r10 = register(m, 10);
  markKnown(m.w, r10, 0, 0);
  m.w[r10 + R_TYPE] = PTR_TO_STACK;
  m.w[r10 + R_AUX1] = frame;
  m.w[frame * FRAME_WORDS + F_FRAMENO] = frame;
}
