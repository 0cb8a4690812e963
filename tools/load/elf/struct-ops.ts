import { KIND } from '../btf/index.js';
import { essentialName } from './core/names.js';
import type { ObjectBtf } from './object-btf.js';
import type { Elf } from './reader.js';

const SECTION = /^\??\.struct_ops(\.link)?$/;

/**
 * Which operation each program of `struct_ops` sections implements, as `structure.member`, by the section and offset of its code:
 * variables of the sections point to them.
 */
export function structOpsTargets(elf: Elf, object: ObjectBtf | undefined): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  if (object === undefined) return targets;
  const { btf } = object;
  const seen = new Set<string>();
  for (const section of elf.sections) {
    if (seen.has(section.name)) continue;
    seen.add(section.name);
    const datasec = SECTION.test(section.name) ? object.datasec(section.name) : undefined;
    const relocations = elf.relocations.get(section.index);
    if (datasec === undefined || relocations === undefined) continue;
    const members = new Map<number, string>();
    for (const { type: variable, offset } of btf.secVars(datasec)) {
      const struct = btf.skipModifiers(btf.sizeOrType(variable));
      if (btf.kind(struct) !== KIND.struct) continue;
      for (const member of btf.members(struct)) {
        members.set(offset + member.bitOffset / 8, `${essentialName(btf.name(struct))}.${member.name}`);
      }
    }
    for (const { offset, symbol } of relocations) {
      const target = elf.symbols[symbol];
      const member = members.get(offset);
      if (target !== undefined && member !== undefined) targets.set(`${target.section} ${target.value}`, member);
    }
  }
  return targets;
}
