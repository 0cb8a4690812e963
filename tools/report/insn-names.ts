import type { Program } from '@kfuncspec/runtime/v1';
import type { Names, Pointer } from './names.js';
import { decode, isWide } from './opcode.js';
import type { Held, Path } from './path.js';

/** Instructions are looked for among so many of the path's last steps. */
const MOST_STEPS = 2000;

const PSEUDO_MAP_VALUE = 2;

/**
 * What instructions read, write or point at, by the names of it: `v->owned of objects`. Of those that the path visited several times, the
 * last visit counts.
 *
 * @param frame the frame that the instruction at fault, which is no step of the path, runs in
 */
export function insnNames(path: Path, program: Program, names: Names, fault: number, frame: number): (insn: number) => string | null {
  return (insn) => {
    const variable = variableOf(program, insn);
    if (variable !== null) return ofMap(names, variable, names.address(variable));
    const step = insn === fault ? path.length : lastVisit(path, insn);
    if (step === null) return null;
    const own = step === path.length ? frame : path.frame(step);
    const before = (index: number): Held | null => path.after(step - 1, { frame: own, index });
    const what = decode(program.insns, insn);
    switch (what.kind) {
      case 'load':
      case 'store':
      case 'atomic':
        return ofMap(names, before(what.base), names.memory(before(what.base), what.off, what.size));
      case 'operate': {
        const after = step === path.length ? null : path.after(step, { frame: own, index: what.dst });
        return ofMap(names, after, names.address(after));
      }
      default:
        return null;
    }
  };
}

/** The variable whose address an instruction loads: it need not be on the path. */
function variableOf({ insns }: Program, insn: number): Pointer | null {
  if (!isWide(insns, insn) || insns.src[insn] !== PSEUDO_MAP_VALUE) return null;
  return { mapValue: { map: insns.imm[insn] ?? -1, off: insns.imm[insn + 1] ?? 0 }, object: null, context: null };
}

function ofMap(names: Names, pointer: Pointer | null, text: string | null): string | null {
  return text === null ? null : text + names.ofMap(pointer);
}

function lastVisit(path: Path, insn: number): number | null {
  for (let step = path.length - 1; step >= Math.max(0, path.length - MOST_STEPS); step--) if (path.insn(step) === insn) return step;
  return null;
}
