import { say } from './template.js';

/** What can be wrong with a spec that reads well: names, types, rows, signatures. generator/model/problems.ts fills these in. */
export const model = {
  'unknown-name': { severity: 'error', message: say`unknown ${'what'} \`${'name'}\`` },
  'unknown-word': { severity: 'error', message: say`\`${'subject'}\` has no word \`${'word'}\`` },
  'ambiguous-name': {
    severity: 'error',
    message: say`\`${'name'}\` may be ${'places'} here`,
    help: say`compare it with something that says which`,
  },
  'declared-twice': { severity: 'error', message: say`${'what'} \`${'name'}\` is declared twice` },
  'name-taken': { severity: 'error', message: say`\`${'name'}\` is ${'what'} already` },
  'value-taken': { severity: 'error', message: say`${'what'} \`${'name'}\` has the number of \`${'other'}\`` },
  'value-range': { severity: 'error', message: say`${'what'} \`${'name'}\` is ${'value'}, but must be ${'range'}` },
  'duplicate-row': {
    severity: 'error',
    message: say`\`${'table'}\` has two rows \`${'row'}\``,
    help: say`a row's name is its id in reports: give this one another`,
  },
  unreachable: { severity: 'error', message: say`never reached: ${'before'} above always ends this block` },
  'type-mismatch': { severity: 'error', message: say`this is ${'got'}, but ${'wanted'} is needed here` },
  'not-comparable': { severity: 'error', message: say`${'left'} can't be compared with ${'right'}` },
  'argument-count': { severity: 'error', message: say`\`${'title'}\` takes ${'wanted'}, not ${'got'}` },
  repeated: { severity: 'error', message: say`${'what'} \`${'name'}\` stands there twice` },
  'too-many-parameters': { severity: 'error', message: say`\`${'name'}\` has ${'count'} parameters, but a call carries at most 5` },
  'not-settable': { severity: 'error', message: say`\`${'title'}\` can't be set`, help: say`declare its word as settable` },
  'settable-word': {
    severity: 'error',
    message: say`\`${'title'}\` can't be settable`,
    help: say`a settable word belongs to a single subject that is known at run time, and takes no parameters`,
  },
  'mechanism-errno': { severity: 'error', message: say`\`${'name'}\` is a mechanism: only a table's failure has an errno` },
  'no-errno': {
    severity: 'error',
    message: say`this row names no errno`,
    help: say`write one before its name, or \`fails ERRNO\` behind \`${'table'}\``,
  },
  'outside-each': { severity: 'error', message: say`\`${'keyword'}\` stands outside of any \`each\`` },
  'not-constant': { severity: 'error', message: say`a constant must be a number made of numbers and other constants` },
  'hole-format': { severity: 'error', message: say`${'got'} can't be printed as \`${'format'}\`` },
  'not-static': { severity: 'error', message: say`${'what'} must be known when generating` },
  'no-evaluator': {
    severity: 'error',
    message: say`static word \`${'title'}\` has no evaluator`,
    help: say`add one in generator/model/static/evaluators.ts`,
  },
  evaluation: { severity: 'error', message: say`\`${'title'}\`: ${'reason'}` },
  recursion: { severity: 'error', message: say`\`${'title'}\` leads back to itself without end` },
  'unknown-constraint-parameter': {
    severity: 'error',
    message: say`constraint \`${'table'}\` needs \`${'param'}\`, which isn't known where \`apply\` stands`,
  },
  'flag-not-there': {
    severity: 'error',
    message: say`kernel ${'kernel'} has no flag \`${'flag'}\`${'when'}`,
    help: say`say with \`since\` and \`until\` which kernels have \`${'call'}\``,
  },
  'pattern-argument': { severity: 'error', message: say`flag ${'flag'} speaks of ${'argument'}, but \`${'call'}\` has ${'has'}` },
  'pattern-unasked': {
    severity: 'error',
    message: say`flag ${'flag'} demands \`${'constraint'}\` of \`${'param'}\`, but \`${'call'}\` never comes to ask it`,
    help: say`table \`${'table'}\` decides by the parameter's type first, before it applies a flag's pattern`,
  },
  'never-callable': {
    severity: 'error',
    message: say`no call of \`${'call'}\` can pass: its parameter \`${'param'}\` fails \`${'rule'}\` whatever is passed ("${'message'}")`,
  },
  'unknown-c-type': { severity: 'error', message: say`no type \`${'type'}\` among the facts of kernel ${'kernel'}` },
  'prototype-differs': { severity: 'error', message: say`\`${'call'}\` is \`${'fact'}\` in the kernel's BTF, not \`${'written'}\`` },
  'missing-table': { severity: 'error', message: say`no table \`${'table'}\`, which every ${'what'} needs` },
  'acquire-without-release': {
    severity: 'warning',
    message: say`\`${'call'}\` acquires a \`${'type'}\`, but no kfunc releases one`,
    help: say`write \`allow acquire-without-release\` behind it if that is meant`,
  },
} as const;
