import { type Btf, KIND, parseBtf } from '../load/btf/index.js';
import { essentialName } from '../load/elf/core/names.js';
import { type Elf, readElf } from '../load/elf/reader.js';
import { attachTarget, sectionKind } from '../load/elf/section-names.js';
import { attachName } from '../load/program-json.js';
import { type Loaded, loaded, within } from '../load/result.js';

/**
 * The names that an object may ask a kernel's BTF for: those of its own types (all of them, whether a relocation goes there or not), of its
 * externs, and what its programs are attached to.
 */
export function namesOf(bytes: Uint8Array): Loaded<Set<string>> {
  const elf = readElf(bytes);
  if (!elf.ok) return elf;
  const names = new Set<string>(attachTargets(elf.value));
  const section = elf.value.sections.find(({ name }) => name === '.BTF');
  if (section === undefined) return loaded(names);
  const btf = within('.BTF', parseBtf(section.data, { origin: 'kernel' }));
  if (!btf.ok) return btf;
  for (const name of typeNames(btf.value)) names.add(essentialName(name));
  return loaded(names);
}

function* typeNames(btf: Btf): Iterable<string> {
  for (let id = 1; id < btf.count; id++) {
    const isProgram = btf.kind(id) === KIND.func && btf.vlen(id) !== EXTERN;
    if (btf.name(id) !== '' && !isProgram) yield btf.name(id);
  }
}

/** Linkage of a function that another one has. */
const EXTERN = 2;

function* attachTargets(elf: Elf): Iterable<string> {
  for (const { name } of elf.sections) {
    const kind = sectionKind(name);
    const target = attachTarget(name);
    if (kind?.attachesToSymbol !== true || target === undefined) continue;
    const symbol = attachName(kind.progType, kind.attachType, target);
    if (symbol !== null) yield symbol;
  }
}
