import { type Btf, KIND } from '../../btf/index.js';
import type { Answer, Comparison } from './compatible.js';
import { enumeratorName, essentialName, isComposite, isEnum } from './names.js';
import { type Access, basisOf, isFlexible, MOST_STEPS, type Step } from './spec.js';

/** An access to a type of the kernel under construction. */
interface Path {
  readonly btf: Btf;
  readonly steps: Step[];
  readonly raw: number[];
  bitOffset: number;
  /** Members looked at; more than any structure has means that the types are made to cost time. */
  visited: number;
}

const MOST_MEMBERS = 1_000_000;

/** The same access to a type of the kernel; null when the type doesn't have it, undefined when that can't be told. */
export function findAccess(local: Access, candidate: number, comparison: Comparison): Access | null | undefined {
  const btf = comparison.target;
  const basis = basisOf(local.asks);
  if (basis === 'type') {
    const answer: Answer =
      local.asks === 'type_matches' ? comparison.matches(local.root, candidate) : comparison.types(local.root, candidate);
    const access = { btf, root: candidate, asks: local.asks, steps: [], raw: [], bitOffset: 0 };
    return answer === undefined ? undefined : answer ? access : null;
  }
  if (basis === 'enumerator') return findEnumerator(local, btf, candidate);
  const path: Path = { btf, steps: [], raw: [], bitOffset: 0, visited: 0 };
  let at = candidate;
  for (const [i, step] of local.steps.entries()) {
    at = btf.skipModifiers(at);
    if (step.name !== null) {
      const next = findMember(path, at, step, step.name, comparison);
      if (next === null || next === undefined) return next;
      at = next;
    } else {
      const next = elementOf(path, at, step.index, i === 0);
      if (next === null || next === undefined) return next;
      at = next;
    }
  }
  return { btf, root: candidate, asks: local.asks, steps: path.steps, raw: path.raw, bitOffset: path.bitOffset };
}

function findEnumerator(local: Access, btf: Btf, candidate: number): Access | null {
  const type = btf.skipModifiers(candidate);
  const wanted = essentialName(local.steps[0]?.name ?? '');
  if (!isEnum(btf.kind(type))) return null;
  for (let index = 0; index < btf.vlen(type); index++) {
    const name = enumeratorName(btf, type, index);
    if (essentialName(name) !== wanted) continue;
    return { btf, root: candidate, asks: local.asks, steps: [{ type, index, name }], raw: [index], bitOffset: 0 };
  }
  return null;
}

/** Goes to an element; the first step of an access goes over the type itself, as if it were an array. */
function elementOf(path: Path, type: number, index: number, isFirst: boolean): number | null | undefined {
  const { btf } = path;
  let at = type;
  if (!isFirst) {
    if (btf.kind(type) !== KIND.array) return null;
    const { element, length } = btf.array(type);
    if (!isFlexible(btf, path.steps.at(-1), length) && index >= length) return null;
    at = btf.skipModifiers(element);
  }
  if (path.raw.length === MOST_STEPS) return undefined;
  const size = btf.sizeOf(at);
  if (size === undefined) return undefined;
  path.steps.push({ type: at, index, name: null });
  path.raw.push(index);
  path.bitOffset += index * size * 8;
  return at;
}

/** Looks for a member by its name, through anonymous members too; gives its type. */
function findMember(path: Path, type: number, step: Step, name: string, comparison: Comparison): number | null | undefined {
  const { btf } = path;
  const at = btf.skipModifiers(type);
  if (!isComposite(btf.kind(at))) return null;
  // C has no such structure: it is one of which nothing but the size is known
  if (btf.vlen(at) === 0 && btf.sizeOrType(at) > 0) return undefined;
  for (let i = 0; i < btf.vlen(at); i++) {
    if (path.raw.length === MOST_STEPS || ++path.visited > MOST_MEMBERS) return undefined;
    const member = btf.member(at, i);
    path.bitOffset += member.bitOffset;
    path.raw.push(i);
    if (member.name === '') {
      const found = findMember(path, member.type, step, name, comparison);
      if (found !== null) return found;
    } else if (member.name === name) {
      const { local } = comparison;
      const compatible = comparison.fields(local.member(step.type, step.index).type, member.type);
      if (compatible === true) {
        path.steps.push({ type: at, index: i, name });
        return member.type;
      }
      return compatible === false ? null : undefined;
    }
    path.bitOffset -= member.bitOffset;
    path.raw.pop();
  }
  return null;
}
