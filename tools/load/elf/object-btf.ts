import { type Btf, KIND, parseBtf } from '../btf/index.js';
import { failed, type Loaded, loaded, quote, within } from '../result.js';
import { viewOf } from './bytes.js';
import { BIND, type Elf, type ElfSection } from './reader.js';
import type { ElfSymbol } from './symbol.js';

/** Linkage of variables and functions in BTF. */
const STATIC = 0;
const GLOBAL = 1;
const EXTERN = 2;

const ENOENT = 2;

const SECTIONS_OF_EXTERNS = ['.ksyms', '.kconfig'];

/**
 * An object's BTF as it goes to the kernel: sizes and offsets that only the linker knows filled in from the ELF file, what is
 * declared `extern` turned into something that the kernel takes. Undefined for an object without BTF.
 */
export function readObjectBtf(elf: Elf): Loaded<ObjectBtf | undefined> {
  const section = elf.sections.find(({ name }) => name === '.BTF');
  if (section === undefined) return loaded(undefined);
  // the copy is written to; the object's own bytes stay as they are, and `slice` of a Buffer would share them
  const bytes = new Uint8Array(section.data);
  const parsed = parseBtf(bytes, { origin: 'kernel' });
  if (!parsed.ok) return within('.BTF', parsed);
  const btf = new ObjectBtf(parsed.value);
  const wrong = btf.fillIn(elf);
  return wrong === undefined ? loaded(btf) : failed(`.BTF: ${wrong}`);
}

/** A variable or function declared `extern`, and the section of BTF that says what kind it is of. */
export interface ExternType {
  readonly id: number;
  readonly section: string;
  /** The variable's type, the function's prototype. */
  readonly type: number;
}

/** An object's BTF while it is made fit for the kernel; `btf` sees every change. */
export class ObjectBtf {
  readonly btf: Btf;
  readonly #view: DataView;
  readonly #externs = new Map<string, ExternType>();
  readonly #datasecs = new Map<string, number>();

  constructor(btf: Btf) {
    this.btf = btf;
    this.#view = viewOf(btf.bytes);
    for (let id = 1; id < btf.count; id++) {
      if (btf.kind(id) === KIND.datasec && !this.#datasecs.has(btf.name(id))) this.#datasecs.set(btf.name(id), id);
    }
  }

  /** The types of `extern` names, as they were before the kernel's view of them replaced it. */
  extern(name: string): ExternType | undefined {
    return this.#externs.get(name);
  }

  /** Why a name has no type among the externs, in libbpf's words. */
  missingExtern(name: string): string {
    const { btf } = this;
    const id = btf.findByName(KIND.func, name) ?? btf.findByName(KIND.var, name);
    if (id === undefined) return `failed to find BTF for extern '${name}': ${-ENOENT}`;
    for (let section = 1; section < btf.count; section++) {
      if (btf.kind(section) === KIND.datasec && btf.secVars(section).some(({ type }) => type === id))
        return `unrecognized extern section '${btf.name(section)}'`;
    }
    return `failed to find BTF for extern '${name}' [${id}] section: ${-ENOENT}`;
  }

  externNames(): Iterable<string> {
    return this.#externs.keys();
  }

  /** The datasec with a name. */
  datasec(name: string): number | undefined {
    return this.#datasecs.get(name);
  }

  /** What is wrong when sizes and offsets can't be filled in. */
  fillIn(elf: Elf): string | undefined {
    const { btf } = this;
    const globals = new Map<string, ElfSymbol>();
    for (const symbol of elf.symbols) if (symbol.bind !== BIND.local && symbol.section !== 0) globals.set(symbol.name, symbol);
    const sections = new Map<string, ElfSection>(elf.sections.map((section) => [section.name, section]));
    for (let id = 1; id < btf.count; id++) {
      if (btf.kind(id) === KIND.func && btf.vlen(id) === GLOBAL && globals.get(btf.name(id))?.hidden === true)
        this.#setFunction(id, STATIC);
      if (btf.kind(id) !== KIND.datasec) continue;
      const name = btf.name(id);
      if (SECTIONS_OF_EXTERNS.includes(name)) this.#noteExterns(id, name);
      else {
        const wrong = this.#fillSection(id, name, sections.get(name), globals);
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  }

  #noteExterns(id: number, section: string): void {
    for (const { type } of this.btf.secVars(id)) {
      const name = this.btf.name(type);
      if (!this.#externs.has(name)) this.#externs.set(name, { id: type, section, type: this.btf.sizeOrType(type) });
    }
  }

  #fillSection(id: number, name: string, section: ElfSection | undefined, globals: ReadonlyMap<string, ElfSymbol>): string | undefined {
    const { btf } = this;
    const isNew = btf.sizeOrType(id) === 0;
    if (isNew) {
      if (section === undefined || section.size === 0 || section.size > 0xffffffff) return `section ${quote(name)} has no size`;
      this.#setWord(btf.headAt(id) + 8, section.size);
    }
    for (const [i, { type }] of btf.secVars(id).entries()) {
      if (btf.kind(type) !== KIND.var) return `section ${quote(name)} holds something that is no variable`;
      if (btf.trailingWord(type, 0) !== GLOBAL) continue;
      const symbol = globals.get(btf.name(type));
      if (symbol === undefined) return `variable ${quote(btf.name(type))} of section ${quote(name)} has no symbol`;
      if (isNew) this.#setWord(this.#varAt(id, i) + 4, symbol.value);
      if (symbol.hidden) this.#setWord(btf.headAt(type) + 12, STATIC);
    }
    this.#sortVars(id);
    return undefined;
  }

  /** Places the variables of `.kconfig`; the others of its section that nobody uses keep offset 0 and are dropped by the caller's size. */
  placeKconfig(offsets: ReadonlyMap<string, number>, size: number): void {
    const id = this.datasec('.kconfig');
    if (id === undefined) return;
    this.#setWord(this.btf.headAt(id) + 8, size);
    for (const [i, { type }] of this.btf.secVars(id).entries()) {
      this.#setWord(this.#varAt(id, i) + 4, offsets.get(this.btf.name(type)) ?? 0);
      this.#setWord(this.btf.headAt(type) + 12, GLOBAL);
    }
    this.#sortVars(id);
  }

  /**
   * The kernel knows no extern functions in a section: the section of kernel symbols becomes a structure of as many integers, its
   * variables integers, its functions global ones whose parameters have names.
   */
  hideKernelSymbols(): void {
    const { btf } = this;
    const id = this.datasec('.ksyms');
    if (id === undefined) return;
    const int = this.#int32();
    for (const [i, { type }] of btf.secVars(id).entries()) {
      if (btf.kind(type) === KIND.func) {
        this.#setFunction(type, GLOBAL);
        this.#nameParams(type);
      } else if (btf.kind(type) === KIND.var && btf.trailingWord(type, 0) === EXTERN) {
        this.#setWord(btf.headAt(type) + 8, int);
        this.#setWord(btf.headAt(type) + 12, GLOBAL);
      }
      this.#setWord(this.#varAt(id, i), 0);
      this.#setWord(this.#varAt(id, i) + 4, int);
      this.#setWord(this.#varAt(id, i) + 8, 0);
    }
    const head = btf.headAt(id);
    this.#setWord(head, 0);
    this.#setWord(head + 4, (KIND.struct << 24) | btf.vlen(id));
    this.#setWord(head + 8, 4);
  }

  #int32(): number {
    const { btf } = this;
    for (let id = 1; id < btf.count; id++) if (btf.kind(id) === KIND.int && btf.int(id).bits === 32) return id;
    return 0;
  }

  #nameParams(func: number): void {
    const proto = this.btf.sizeOrType(func);
    if (this.btf.kind(proto) !== KIND.func_proto) return;
    for (let i = 0; i < this.btf.vlen(proto); i++) {
      const at = 8 * i;
      const type = this.btf.trailingWord(proto, at + 4);
      if (type !== 0 && this.btf.trailingWord(proto, at) === 0) this.#setWord(this.btf.headAt(proto) + 12 + at, this.btf.nameOffset(func));
    }
  }

  #setFunction(id: number, linkage: number): void {
    this.#setWord(this.btf.headAt(id) + 4, (KIND.func << 24) | linkage);
  }

  #sortVars(id: number): void {
    const vars = this.btf.secVars(id).sort((a, b) => a.offset - b.offset);
    for (const [i, { type, offset, size }] of vars.entries()) {
      const at = this.#varAt(id, i);
      this.#setWord(at, type);
      this.#setWord(at + 4, offset);
      this.#setWord(at + 8, size);
    }
  }

  #varAt(id: number, index: number): number {
    return this.btf.headAt(id) + 12 + 12 * index;
  }

  #setWord(at: number, value: number): void {
    this.#view.setUint32(at, value, this.btf.littleEndian);
  }
}
