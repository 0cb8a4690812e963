/** Code as a tree: lines and blocks, indented when written out. */
interface Section {
  /** One line, or several with an indentation of their own. */
  readonly head: string | readonly string[];
  readonly body: readonly Code[];
}
/** `if … {`, `} else if … {`, `} else {`: sections that share braces. */
export interface Block {
  readonly sections: readonly Section[];
}
export type Code = string | Block;

export function block(head: string, body: readonly Code[]): Block {
  return { sections: [{ head, body }] };
}

/** The first block with `else` and the code behind it: an `else if` when that is one `if`. */
export function withElse(first: Block, otherwise: readonly Code[]): Block {
  const [only, ...more] = otherwise;
  const second = typeof only === 'object' && more.length === 0 ? only.sections[0] : undefined;
  const [head = '', ...lines] = second ? headLines(second) : [];
  if (typeof only === 'object' && second && head.startsWith('if (')) {
    return { sections: [...first.sections, { head: [`} else ${head}`, ...lines], body: second.body }, ...only.sections.slice(1)] };
  }
  return { sections: [...first.sections, { head: '} else {', body: otherwise }] };
}

function headLines(section: Section): readonly string[] {
  return typeof section.head === 'string' ? [section.head] : section.head;
}

/** Lines with two spaces for each level. */
export function render(code: readonly Code[], depth = 0): string[] {
  const lines: string[] = [];
  const indent = '  '.repeat(depth);
  for (const item of code) {
    if (typeof item === 'string') lines.push(item === '' ? '' : indent + item);
    else {
      for (const section of item.sections)
        lines.push(...headLines(section).map((line) => indent + line), ...render(section.body, depth + 1));
      lines.push(`${indent}}`);
    }
  }
  return lines;
}
