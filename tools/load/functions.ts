import type { ProgramFunction } from '@kfuncspec/runtime/v1';
import { type Btf, KIND } from './btf/index.js';
import { failed, type Loaded, loaded } from './result.js';

const GLOBAL = 1;

/** One record of func_info (struct bpf_func_info): first instruction and type id of the function. */
export type FuncInfo = readonly [insnOff: number, typeId: number];

/** What the program's BTF says of its functions, as check_btf_func (kernel/bpf/verifier.c) reads it. */
export function readFunctions(btf: Btf, records: readonly FuncInfo[]): Loaded<ProgramFunction[]> {
  const functions: ProgramFunction[] = [];
  for (const [i, [offset, id]] of records.entries()) {
    if (btf.kind(id) !== KIND.func) return failed(`funcInfo[${i}]: type ${id} is no function`);
    const returns = btf.skipModifiers(btf.sizeOrType(btf.sizeOrType(id)));
    const kind = btf.kind(returns);
    const returnsScalar = (kind === KIND.int && btf.sizeOrType(returns) <= 8) || kind === KIND.enum || kind === KIND.enum64;
    functions.push({ offset, name: btf.name(id), isGlobal: btf.vlen(id) === GLOBAL, returnsScalar });
  }
  return loaded(functions);
}
