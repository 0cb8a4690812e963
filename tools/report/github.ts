/** Workflow commands of GitHub Actions: lines that a runner turns into annotations. */

/** What an annotation is attached to, and its title. Lines and columns are 1-based. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

/** `::error file=…,line=…,col=…,title=…::message`, without a newline. */
export function workflowCommand({ level, file, line, column, title, message }: Annotation): string {
  const properties: string[] = [];
  const add = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) properties.push(`${name}=${escapeProperty(String(value))}`);
  };
  add('file', file);
  add('line', line);
  add('col', column);
  add('title', title);
  return `::${level} ${properties.join(',')}::${escapeData(message)}`;
}

/** The runner takes these three out of a message again. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** In a property colons and commas, which part properties, too. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
