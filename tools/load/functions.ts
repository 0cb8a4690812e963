import type { ProgramFunction } from '@kfuncspec/runtime/v1';
import { type Btf, KIND } from './btf/index.js';
import { plainType } from './plain-type.js';
import { failed, type Loaded, loaded } from './result.js';

const GLOBAL = 1;

/** One record of func_info (struct bpf_func_info): first instruction and type id of the function. */
export type FuncInfo = readonly [insnOff: number, typeId: number];

/** What the program's BTF says of its functions, as check_btf_func (kernel/bpf/verifier.c) and btf_prepare_func_args (btf.c) read it. */
export function readFunctions(btf: Btf, records: readonly FuncInfo[]): Loaded<ProgramFunction[]> {
  const functions: ProgramFunction[] = [];
  for (const [i, [offset, id]] of records.entries()) {
    if (btf.kind(id) !== KIND.func) return failed(`funcInfo[${i}]: type ${id} is no function`);
    const proto = btf.sizeOrType(id);
    functions.push({
      offset,
      btfId: id,
      name: btf.name(id),
      isGlobal: btf.vlen(id) === GLOBAL,
      returns: plainType(btf, btf.sizeOrType(proto)),
      params: btf.params(proto).map(({ type }) => plainType(btf, type)),
    });
  }
  return loaded(functions);
}
