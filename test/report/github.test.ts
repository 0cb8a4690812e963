import { expect, it } from 'vitest';
import { type Annotation, workflowCommand } from '../../tools/report/github.js';

it.each<[Annotation, string]>([
  [{ level: 'error', file: 'src/a.c', line: 3, column: 7, title: 't', message: 'm' }, '::error file=src/a.c,line=3,col=7,title=t::m'],
  [{ level: 'warning', title: 't', message: 'm' }, '::warning title=t::m'],
  // what a runner takes out again: https://docs.github.com/actions, "Workflow commands", toolkit's escapeData and escapeProperty
  [
    { level: 'error', file: 'a,b:c%.o', title: 'x: y, z', message: '100 %: a,b\r\n::error::forged' },
    '::error file=a%2Cb%3Ac%25.o,title=x%3A y%2C z::100 %25: a,b%0D%0A::error::forged',
  ],
])('%j', (annotation, command) => {
  expect(workflowCommand(annotation)).toBe(command);
});
