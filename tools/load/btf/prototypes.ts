import { KIND } from './kinds.js';
import type { Btf } from './table.js';

/** The prototype that a pointer leads to; undefined when it leads to something else. */
export function protoBehind(btf: Btf, pointer: number): number | undefined {
  return btf.kind(pointer) === KIND.ptr ? ifProto(btf, btf.sizeOrType(pointer)) : undefined;
}

/** The prototype of a function, or behind a typedef of a pointer to one (`btf_trace_X`), from an id on. */
export function protoNamed(btf: Btf, name: string, from: number): number | undefined {
  const func = btf.findByName(KIND.func, name, from);
  if (func !== undefined) return ifProto(btf, btf.sizeOrType(func));
  const typedef = btf.findByName(KIND.typedef, name, from);
  return typedef === undefined ? undefined : protoBehind(btf, btf.sizeOrType(typedef));
}

/** The prototype of an operation: a structure's member that points to functions. */
export function protoOfMember(btf: Btf, struct: number | undefined, name: string): number | undefined {
  const member = struct === undefined ? undefined : btf.members(struct).find((m) => m.name === name);
  return member === undefined ? undefined : protoBehind(btf, btf.skipModifiers(member.type));
}

function ifProto(btf: Btf, id: number): number | undefined {
  return btf.kind(id) === KIND.func_proto ? id : undefined;
}
