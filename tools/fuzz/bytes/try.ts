import { checkProgram, type Kernel } from '@kfuncspec/runtime/v1';
import { type Btf, isElf, KIND, kernelOptions, loadObject, parseBtf, parseSplitBtf } from '../../load/index.js';
import { type Outcome, thrownAt } from '../run/report.js';

/** What objects are loaded for, and what module BTF stands on. */
export interface Target {
  readonly kernel: Kernel;
  readonly btf: Btf;
}

/** How an input that is no fault ended. */
type Ending = 'refused' | 'loaded';

/** How many programs of an object have an error, and how many got which verdict. */
type Counts = Record<'error' | 'accept' | 'reject' | 'inconclusive', number>;

/** Instructions that are visited of one program: enough to get everywhere in a small one. */
const MOST_VISITED = 5000;
/** Programs of one object that are judged; all are loaded. */
const MOST_JUDGED = 8;
const LONGEST_MESSAGE = 600;

/** Loads an object and judges its programs, or reads a BTF blob in every way that there is. Never throws. */
export function tryBytes(bytes: Uint8Array, target: Target): Outcome {
  const programs = { error: 0, accept: 0, reject: 0, inconclusive: 0 };
  const messages: string[] = [];
  try {
    const ending = isElf(bytes) ? tryObject(bytes, target, programs, messages) : tryBtf(bytes, target, messages);
    const wrong = messages.find((message) => !isClean(message));
    return wrong === undefined ? { ending, counts: counted(programs) } : { ending: 'message', what: wrong };
  } catch (error) {
    return { ending: 'crash', what: thrownAt(error) };
  }
}

function counted(programs: Counts): Record<string, number> {
  return Object.fromEntries(Object.entries(programs).map(([kind, count]) => [`programs ${kind}`, count]));
}

function isClean(message: string): boolean {
  return message.length > 0 && message.length <= LONGEST_MESSAGE && !/[\p{Cc}\p{Cs}]|undefined|NaN|\[object/u.test(message);
}

function tryObject(bytes: Uint8Array, { kernel, btf }: Target, programs: Counts, messages: string[]): Ending {
  const object = loadObject(bytes, { ...kernelOptions(kernel), targetBtf: btf });
  if (!object.ok) {
    messages.push(object.error.message);
    return 'refused';
  }
  let judged = 0;
  for (const program of object.value.programs) {
    const code = program.load();
    if (!code.ok) {
      messages.push(code.error.message);
      programs.error++;
      continue;
    }
    void code.value.source.length;
    if (judged++ >= MOST_JUDGED) continue;
    const verdict = checkProgram(kernel, code.value.program, { maxInsns: MOST_VISITED });
    // the kernel refuses some programs without a word
    if (verdict.kind !== 'accept' && verdict.message !== '') messages.push(verdict.message);
    programs[verdict.kind]++;
  }
  return 'loaded';
}

function tryBtf(bytes: Uint8Array, { btf }: Target, messages: string[]): Ending {
  const readings = [parseBtf(bytes), parseBtf(bytes, { origin: 'kernel' }), parseSplitBtf(btf, bytes)];
  for (const reading of readings) {
    if (!reading.ok) messages.push(reading.error.message);
    else use(reading.value);
  }
  return readings.some(({ ok }) => ok) ? 'loaded' : 'refused';
}

/** Asks a table of types all that it can be asked. */
function use(btf: Btf): void {
  for (let id = 0; id < btf.count; id++) {
    btf.sizeOf(id);
    btf.skipModifiers(id);
    btf.name(id);
    const kind = btf.kind(id);
    if (kind === KIND.struct || kind === KIND.union) btf.members(id);
    else if (kind === KIND.datasec) btf.secVars(id);
    else if (kind === KIND.func_proto) btf.params(id);
    else if (kind === KIND.array) btf.array(id);
    else if (kind === KIND.int) btf.int(id);
  }
  btf.findByName(btf.kind(1), btf.name(1));
}
