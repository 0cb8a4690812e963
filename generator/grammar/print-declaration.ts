import type { ArgType, CType, Declaration, EnumValue, Name, PatternArg, SourceFile, Span } from './ast.js';
import { availability, paramList, StatementPrinter } from './print-statement.js';
import { quote } from './text.js';
import type { Trivia } from './trivia.js';
import { fill, WIDTH, wrap } from './wrap.js';

type Enum = Extract<Declaration, { kind: 'enum' }>;

/** Prints declarations one below the other, those with braces set apart by empty lines. */
export class DeclarationPrinter {
  readonly #rows: StatementPrinter;

  constructor(readonly trivia: Trivia) {
    this.#rows = new StatementPrinter(trivia);
  }

  file({ declarations, path, text }: SourceFile): string {
    const span: Span = { file: path, start: 0, end: text.length + 1 };
    const blocks = (declaration: Declaration): Span[] => this.#bodies(declaration);
    const lines = this.#rows.items(declarations, span, (declaration) => this.declaration(declaration), blocks);
    return lines.length === 0 ? '' : `${separate(lines).join('\n')}\n`;
  }

  /** Where comments stay: between the braces of a declaration. */
  #bodies(declaration: Declaration): Span[] {
    if (declaration.kind === 'table') return [declaration.body.span];
    if (declaration.kind !== 'block' && declaration.kind !== 'enum') return [];
    return [this.#inside(declaration)];
  }

  #inside({ name, span }: { readonly name: Name; readonly span: Span }): Span {
    return { ...span, start: this.trivia.placeOf('{', name.span.end) };
  }

  declaration(declaration: Declaration): string[] {
    const range = availability(declaration.availability);
    const exprs = this.#rows.exprs;
    switch (declaration.kind) {
      case 'kernel':
        return [`kernel ${declaration.version.text}${range}`];
      case 'subject': {
        const single = declaration.single ? ' single' : '';
        const head = `${declaration.isStatic ? 'static ' : ''}subject ${declaration.name.text}${single}`;
        return fill([head, quote(declaration.about), range.trim()]);
      }
      case 'word': {
        const flags = `${declaration.isStatic ? 'static ' : ''}${declaration.settable ? 'settable ' : ''}`;
        return fill([`${flags}word ${path(declaration)}: ${declaration.type.text}`, quote(declaration.about), range.trim()]);
      }
      case 'mechanism':
        return fill([`mechanism ${declaration.name.text}${paramList(declaration.params)}`, quote(declaration.about), range.trim()]);
      case 'define':
        return this.#rows.assignment(`define ${path(declaration)}: ${declaration.type.text} =`, declaration.value, range, 0);
      case 'const':
        return [`const ${declaration.name.text} = ${exprs.print(declaration.value)}${range}`];
      case 'enum':
        return this.#enum(declaration, range);
      case 'register_type':
        return [`register_type ${declaration.name.text} = ${declaration.value} prints ${quote(declaration.prints)}${range}`];
      case 'register_flag': {
        const suffix = declaration.suffix ? ' suffix' : '';
        return [`register_flag ${declaration.name.text} = bit ${declaration.bit} prints ${quote(declaration.prints)}${suffix}${range}`];
      }
      case 'flag':
        return this.#flag(declaration, range);
      case 'table': {
        const fails = declaration.errno === undefined ? '' : ` fails ${declaration.errno.text}`;
        const head = `${declaration.keyword} ${declaration.name.text}${paramList(declaration.params)}${fails}${range}`;
        return braces(head, this.#rows.braced(declaration.body.statements, declaration.body.span, 0));
      }
      case 'block': {
        const inside = this.#inside(declaration);
        const lines = this.#rows.items(
          declaration.properties,
          inside,
          (property) => this.#rows.property(property),
          () => [],
        );
        return braces(`${declaration.keyword} ${declaration.name.text}${range}`, lines.map(indented));
      }
      case 'kfunc': {
        const params = declaration.params.map(({ name, type }) => `${name.text}: ${cType(type)}`);
        const clauses = [
          clause(':', declaration.flags),
          clause('in', declaration.programs),
          clause('from', declaration.module === undefined ? [] : [declaration.module]),
          clause('allow', declaration.allow),
          range.trim(),
        ];
        return signature(`kfunc ${declaration.name.text}`, params, ` -> ${cType(declaration.returns)}`, clauses);
      }
      case 'helper': {
        const params = declaration.params.map(({ name, type }) => `${name.text}: ${this.#argType(type)}`);
        const clauses = [clause(':', declaration.flags), clause('in', declaration.programs), range.trim()];
        return signature(`helper ${declaration.id} ${declaration.name.text}`, params, ` -> ${this.#argType(declaration.returns)}`, clauses);
      }
    }
  }

  #enum(declaration: Enum, range: string): string[] {
    const inside = this.#inside(declaration);
    const values = declaration.values.map((value) => ({ own: this.#enumValue(value), span: value.span, doc: undefined }));
    const head = `enum ${declaration.name.text}${range}`;
    const line = `${head} { ${values.map(({ own }) => own).join(', ')} }`;
    if (line.length <= WIDTH && values.length > 0 && !this.trivia.hasComment(inside.start, inside.end)) return [line];
    const lines = this.#rows.items(
      values,
      inside,
      ({ own }) => [`${own},`],
      () => [],
    );
    return braces(head, lines.map(indented));
  }

  #enumValue({ name, value, prints, span }: EnumValue): string {
    // 0x10 stays.
    const written = /=\s*(-?0x[0-9a-f]+)/i.exec(this.trivia.text(span))?.[1];
    const number = written !== undefined && Number(written) === value ? written : value;
    return `${name.text}${number === undefined ? '' : ` = ${number}`}${prints === undefined ? '' : ` prints ${quote(prints)}`}`;
  }

  #flag(flag: Extract<Declaration, { kind: 'flag' }>, range: string): string[] {
    const parts = [`flag ${flag.name.text} ${flag.pattern.text}(${flag.args.map(patternArg).join(', ')})`];
    if (flag.result.length > 0) parts.push(`-> ${flag.result.map(({ text }) => text).join(', ')}`);
    if (flag.condition !== undefined) {
      parts.push(`when ${this.#rows.exprs.print(flag.condition.when)}`, `else ${this.#rows.failure(flag.condition.failure)}`);
    }
    return fill([...parts, range.trim()]);
  }

  #argType(type: ArgType): string {
    const terms = type.terms.map(({ name, argument }) => {
      return argument === undefined ? name.text : `${name.text}(${this.#rows.exprs.print(argument)})`;
    });
    return terms.join('|');
  }
}

function path({ subject, name, params }: Extract<Declaration, { kind: 'word' | 'define' }>): string {
  return `${subject === undefined ? '' : `${subject.text}.`}${name.text}${params.length === 0 ? '' : paramList(params)}`;
}

function patternArg({ which, constraint }: PatternArg): string {
  const place = which.kind === 'rest' ? '...' : which.kind === 'one' ? 'one' : `arg${which.index}`;
  return constraint === undefined ? place : `${place}: ${constraint.text}`;
}

function cType({ isConst, tag, name, stars }: CType): string {
  return `${isConst ? 'const ' : ''}${tag === undefined ? '' : `${tag} `}${name.text}${stars === 0 ? '' : ` ${'*'.repeat(stars)}`}`;
}

/** `in a, b, c`, or nothing. */
function clause(start: string, names: readonly Name[]): string {
  return names.length === 0 ? '' : `${start} ${names.map(({ text }) => text).join(', ')}`;
}

/** A signature: its clauses go below it, as many to a line as fit. */
function signature(name: string, params: readonly string[], result: string, clauses: readonly string[]): string[] {
  const words = params.map((param, index) => (index < params.length - 1 ? `${param},` : param));
  const lines = wrap(words, `${name}(`, '    ');
  const last = `${lines.pop() ?? ''})${result}`;
  return [...lines, ...fill([last, ...clauses]).flatMap(broken)];
}

/** A list of names too long for a line, broken behind commas. */
function broken(line: string): string[] {
  const [first = '', ...words] = line.split(/(?<=,) /);
  return line.length <= WIDTH ? [line] : wrap(words, first, '    ');
}

function braces(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`${head} {}`] : [`${head} {`, ...lines, '}'];
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** Sets declarations with braces apart from what stands before and behind them. */
function separate(lines: readonly string[]): string[] {
  const out: string[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (before === '}' && line !== '') out.push('');
    out.push(line);
    if (line.endsWith('{') && /^[a-z]/.test(line) && !line.startsWith('//')) {
      let start = out.length - 1;
      while (start > 0 && out[start - 1]?.startsWith('//') === true) start--;
      if (start > 0 && out[start - 1] !== '') out.splice(start, 0, '');
    }
  });
  return out;
}
