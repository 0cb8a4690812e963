import { type Btf, kindName } from '../../btf/index.js';
import { failed, type Loaded, loaded } from '../../result.js';
import type { TargetType, TargetTypes } from '../target.js';
import { Comparison } from './compatible.js';
import { findAccess } from './find.js';
import { essentialName } from './names.js';
import { type Access, ASKS, type Asks, basisOf, formatAccess, parseAccess } from './spec.js';
import { type Decision, decide } from './values.js';

/** A CO-RE relocation as `.BTF.ext` has it. */
export interface CoreRecord {
  readonly type: number;
  /** Offset of the access string in BTF's strings. */
  readonly access: number;
  readonly kind: number;
}

export interface Resolved {
  readonly decision: Decision;
  /** The access for a message. */
  readonly text: string;
}

/** What relocations are resolved against. */
export interface CoreTarget {
  readonly types: TargetTypes;
  /** Set when they are not all types of the kernel but those that its facts have, without enumerators: says what is wrong when one lacks. */
  readonly lacking?: ((what: string) => string) | undefined;
}

/** Resolves an object's CO-RE relocations against a kernel's types; results and candidates are kept. */
export class CoreResolver {
  readonly #local: Btf;
  readonly #target: CoreTarget | undefined;
  readonly #candidates = new Map<number, readonly TargetType[]>();
  readonly #resolved = new Map<string, Loaded<Resolved>>();

  constructor(local: Btf, target: CoreTarget | undefined) {
    this.#local = local;
    this.#target = target;
  }

  resolve(record: CoreRecord): Loaded<Resolved> {
    const key = `${record.type} ${record.kind} ${record.access}`;
    let resolved = this.#resolved.get(key);
    if (resolved === undefined) {
      resolved = this.#resolve(record);
      this.#resolved.set(key, resolved);
    }
    return resolved;
  }

  #resolve({ type, access, kind }: CoreRecord): Loaded<Resolved> {
    const local = this.#local;
    const asks = ASKS[kind];
    if (asks === undefined) return failed(`CO-RE relocation of unknown kind ${kind}`);
    if (!local.isType(type)) return failed(`CO-RE relocation against type ${type}, which doesn't exist`);
    const text = local.stringAt(access);
    const name = local.name(type);
    const spec = parseAccess(local, type, text, asks);
    if (spec === undefined) {
      return failed(`CO-RE relocation: parsing [${type}] ${kindName(local.kind(type))} ${name || '<anon>'} + ${text} failed`);
    }
    if (asks === 'local_type_id') return loaded({ decision: constant(type), text: formatAccess(spec) });
    if (name === '') return failed(`CO-RE relocation <${asks}> of a type without a name`);
    if (this.#target === undefined) return failed(`CO-RE relocation ${formatAccess(spec)} needs the BTF of the kernel (--btf)`);
    const decision =
      this.#target.lacking === undefined ? this.#decide(spec, type, this.#target) : this.#decideByFacts(spec, type, this.#target);
    return decision.ok ? loaded({ decision: decision.value, text: formatAccess(spec) }) : decision;
  }

  /** The same by facts, which don't answer all that may be asked. */
  #decideByFacts(spec: Access, type: number, target: CoreTarget): Loaded<Decision> {
    const lacks = (what: string): Loaded<Decision> => failed(`CO-RE relocation ${formatAccess(spec)}: ${target.lacking?.(what) ?? what}`);
    const local = this.#local;
    const named = `${kindName(local.kind(type))} ${essentialName(local.name(type))}`;
    if (!ANSWERED_BY_FACTS.has(spec.asks)) return lacks(UNANSWERED[basisOf(spec.asks)](named));
    if (this.#candidatesOf(type, target.types).length === 0) return lacks(named);
    const decision = this.#decide(spec, type, target);
    if (!decision.ok || decision.value.sizeBefore === decision.value.sizeAfter) return decision;
    // a signed integer of another size can't be read; facts don't tell signed ones
    return decision.value.ofIntegers ? lacks(`the sign of a member of ${named}`) : decision;
  }

  #decide(spec: Access, type: number, target: CoreTarget): Loaded<Decision> {
    const { asks } = spec;
    const candidates = this.#candidatesOf(type, target.types);
    const matching: TargetType[] = [];
    let chosen: { readonly decision: Decision; readonly bitOffset: number } | undefined;
    for (const candidate of candidates) {
      const access = findAccess(spec, candidate.id, new Comparison(this.#local, candidate.btf));
      if (access === undefined) {
        const reason = target.lacking?.(`a member of ${kindName(candidate.btf.kind(candidate.id))} ${candidate.btf.name(candidate.id)}`);
        return failed(
          `CO-RE relocation ${formatAccess(spec)}: ${reason ?? `can't be compared with [${candidate.id}] of the kernel's BTF`}`,
        );
      }
      if (access === null) continue;
      const outcome = decide(spec, access);
      if (!outcome.ok) return failed(`CO-RE relocation ${formatAccess(spec)}: ${outcome.reason}`);
      const { decision } = outcome;
      if (chosen !== undefined && chosen.bitOffset !== access.bitOffset) {
        return failed(`CO-RE relocation ${formatAccess(spec)}: field offset ambiguity: ${access.bitOffset} != ${chosen.bitOffset}`);
      }
      if (chosen !== undefined && (chosen.decision.poison !== decision.poison || chosen.decision.after !== decision.after)) {
        return failed(
          `CO-RE relocation ${formatAccess(spec)}: relocation decision ambiguity: ${told(decision)} != ${told(chosen.decision)}`,
        );
      }
      chosen ??= { decision, bitOffset: access.bitOffset };
      matching.push(candidate);
    }
    if (chosen !== undefined) {
      // types that don't have what one relocation asks for are no candidates for the next ones either
      this.#candidates.set(type, matching);
      return loaded(chosen.decision);
    }
    const outcome = decide(spec, null);
    return outcome.ok ? loaded(outcome.decision) : failed(`CO-RE relocation <${asks}>: ${outcome.reason}`);
  }

  #candidatesOf(type: number, target: TargetTypes): readonly TargetType[] {
    let found = this.#candidates.get(type);
    if (found === undefined) {
      const local = this.#local;
      found = target.candidates(local.kind(type), essentialName(local.name(type)));
      this.#candidates.set(type, found);
    }
    return found;
  }
}

/** What facts can answer for types that they have. */
const ANSWERED_BY_FACTS: ReadonlySet<Asks> = new Set([
  'byte_off',
  'byte_sz',
  'field_exists',
  'lshift_u64',
  'rshift_u64',
  'type_exists',
  'type_size',
]);

/** What they lack for the rest. */
const UNANSWERED: Readonly<Record<ReturnType<typeof basisOf>, (type: string) => string>> = {
  field: (type) => `the signs of members of ${type}`,
  type: (type) => `what else there is to ${type}`,
  enumerator: (type) => `the values of ${type}`,
};

function constant(value: number): Decision {
  return { poison: false, before: null, after: BigInt(value), sizeBefore: 0, sizeAfter: 0, wrongSize: false, ofIntegers: false };
}

function told({ poison, after }: Decision): string {
  return `${poison ? 'failure' : 'success'} ${after}`;
}
