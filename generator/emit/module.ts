/** One emitted module: functions and data, with the imports that they turn out to need. */
import { type FunctionDeclarationStructure, type ImportDeclarationStructure, type Project, StructureKind } from 'ts-morph';
import { commentText } from './names.js';

const RUNTIME = '@kfuncspec/runtime/v1';

interface EmittedParam {
  readonly name: string;
  readonly type: string;
}

export interface EmittedFunction {
  readonly name: string;
  readonly exported: boolean;
  readonly doc: readonly string[];
  readonly params: readonly EmittedParam[];
  readonly returns: string;
  readonly body: readonly string[];
}

/** A statement as text, with a doc comment. */
interface EmittedText {
  readonly doc: readonly string[];
  readonly text: string;
}

export type EmittedItem = EmittedFunction | EmittedText;

export class EmittedModule {
  readonly items: EmittedItem[] = [];
  readonly #named = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();
  readonly #namespaces = new Map<string, string>();
  #key: string | undefined;

  /** `path` within the kernel's folder, without extension: `constraints/kptr_get`. */
  constructor(
    readonly path: string,
    readonly header: readonly string[],
  ) {}

  /** Imports a name from another module of the package. */
  importName(module: string, name: string): void {
    if (module === this.path) return;
    addTo(this.#named, this.#relative(module), name);
  }

  importType(module: string, name: string): void {
    if (module !== this.path) addTo(this.#types, this.#relative(module), name);
  }

  /** `import * as rule from './rule.js'` */
  importAll(module: string, as: string): void {
    this.#namespaces.set(as, module === RUNTIME ? RUNTIME : this.#relative(module));
  }

  #relative(module: string): string {
    const depth = this.path.split('/').length - 1;
    return `${depth === 0 ? './' : '../'.repeat(depth)}${module}.js`;
  }

  #imports(): ImportDeclarationStructure[] {
    const imports: ImportDeclarationStructure[] = [];
    for (const [as, from] of sorted(this.#namespaces))
      imports.push({ kind: StructureKind.ImportDeclaration, namespaceImport: as, moduleSpecifier: from });
    for (const [from, names] of sorted(this.#named)) {
      imports.push({ kind: StructureKind.ImportDeclaration, namedImports: [...names].sort(), moduleSpecifier: from });
    }
    for (const [from, names] of sorted(this.#types)) {
      imports.push({ kind: StructureKind.ImportDeclaration, isTypeOnly: true, namedImports: [...names].sort(), moduleSpecifier: from });
    }
    return imports;
  }

  /** Equal for modules that print alike. */
  key(): string {
    this.#key ??= this.#makeKey();
    return this.#key;
  }

  #makeKey(): string {
    if (this.items.some(mentionsRuntime)) this.importAll(RUNTIME, 'rt');
    return JSON.stringify([this.header, this.items, sorted(this.#namespaces), listed(this.#named), listed(this.#types)]);
  }

  /**
   * The module's text. Everything goes to ts-morph as one structure: adding functions one by one takes forty times as long. Bodies, docs
   * and data, which are most of the text, are put in afterwards, since ts-morph would parse them all.
   */
  print(project: Project): string {
    this.key();
    const texts = new Texts();
    const imports = this.#imports();
    const statements = [...imports, ...this.items.map((item) => structureOf(item, texts))];
    const file = project.createSourceFile(`${this.path}.ts`, { statements }, { overwrite: true });
    const printed = file.getFullText();
    file.forget();
    const header = this.header.map((line) => `// ${commentText(line)}\n`).join('');
    return `${header}${imports.length === 0 ? '\n' : ''}${texts
      .fill(printed)
      .replace(/\n{3,}/g, '\n\n')
      .trim()}\n`;
  }
}

/** Texts that stand for themselves only after printing: until then a number in a comment does. */
class Texts {
  readonly #texts: string[] = [];

  /** Lines, which get the indentation of the place where they come to stand. */
  place(lines: readonly string[]): string {
    return `// text ${this.#texts.push(lines.join('\n')) - 1}`;
  }

  /** `printed` has nothing of a spec in it but identifiers, so no text can look like a place. */
  fill(printed: string): string {
    return printed.replace(/^( *)\/\/ text (\d+)$/gm, (_, indent: string, index: string) => {
      const text = this.#texts[Number(index)] ?? '';
      return indent === '' ? text : text.replace(/^(?=.)/gm, indent);
    });
  }
}

function mentionsRuntime(item: EmittedItem): boolean {
  const texts = 'text' in item ? [item.text] : [...item.body, ...item.params.map((param) => param.type), item.returns];
  return texts.some((text) => /\brt\./.test(text));
}

function structureOf(item: EmittedItem, texts: Texts): string | FunctionDeclarationStructure {
  const doc = docComment(item.doc);
  if ('text' in item) return `\n${texts.place([...doc, item.text])}`;
  const structure: FunctionDeclarationStructure = {
    kind: StructureKind.Function,
    name: item.name,
    isExported: item.exported,
    parameters: item.params.map(({ name, type }) => ({ name, type })),
    returnType: item.returns,
    statements: texts.place(item.body),
  };
  if (doc.length > 0) structure.leadingTrivia = `${texts.place(doc)}\n`;
  return structure;
}

/** The lines of a JSDoc comment, whose text can't end it. */
function docComment(doc: readonly string[]): string[] {
  const lines = doc.flatMap((line) => line.split('\n')).map(commentLine);
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`/** ${lines[0]} */`];
  return ['/**', ...lines.map((line) => ` *${line === '' ? '' : ` ${line}`}`), ' */'];
}

function commentLine(line: string): string {
  return commentText(line).trimEnd();
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key) ?? new Set();
  set.add(value);
  map.set(key, set);
}

function listed(map: ReadonlyMap<string, ReadonlySet<string>>): [string, string[]][] {
  return sorted(map).map(([key, set]) => [key, [...set].sort()]);
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
