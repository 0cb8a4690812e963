/** kfuncs and helpers as declared: flags, program types, what their flags' patterns speak of. */
import type { Name } from '../../grammar/ast.js';
import { problems } from '../problems.js';
import { nearest } from '../report.js';
import { flagsOf } from '../static/evaluators.js';
import { type Kfunc, tableName } from '../symbols.js';
import type { CheckContext } from './names.js';

export function checkCalls(context: CheckContext): void {
  const { symbols, reporter } = context;
  for (const flag of symbols.flags.values()) {
    for (const { constraint } of flag.args) {
      if (!constraint || symbols.tables.has(tableName(constraint))) continue;
      const name = tableName(constraint);
      reporter.report(constraint.span, problems.unknownName(name, 'constraint', nearest(name, symbols.tables.keys())));
    }
  }
  for (const kfunc of symbols.kfuncs.values()) {
    for (const flag of kfunc.decl.flags) {
      if (symbols.flags.has(flag.text)) continue;
      const when = context.flagNames.get(flag.text);
      const problem =
        when !== undefined
          ? problems.flagNotThere(flag.text, kfunc.name, symbols.kernel, when)
          : problems.unknownName(flag.text, 'flag', nearest(flag.text, symbols.flags.keys()));
      reporter.report(flag.span, problem);
    }
    checkPatterns(context, kfunc);
    checkPrograms(context, kfunc.decl.programs);
  }
  for (const helper of symbols.helpers.values()) {
    checkPrograms(context, helper.decl.programs);
    const bases = symbols.enums.get('arg_base');
    if (!bases) continue;
    for (const { terms } of [...helper.decl.params.map((p) => p.type), helper.decl.returns]) {
      const base = terms[0];
      if (base && !bases.values.has(base.name.text)) {
        reporter.report(
          base.name.span,
          problems.unknownName(base.name.text, 'argument type', nearest(base.name.text, bases.values.keys())),
        );
      }
    }
  }
}

/** `arg0` in a pattern needs a parameter 0, `one` needs any. */
function checkPatterns(context: CheckContext, kfunc: Kfunc): void {
  for (const flag of flagsOf(context.symbols, kfunc)) {
    for (const { which } of flag.args) {
      if (kfunc.params.length > (which.kind === 'arg' ? which.index : which.kind === 'one' ? 0 : -1)) continue;
      const place = kfunc.decl.flags.find((name) => name.text === flag.name);
      context.reporter.report(
        place?.span ?? kfunc.decl.name.span,
        problems.patternArgument(kfunc.name, flag.name, which.kind === 'arg' ? `arg${which.index}` : 'an argument', kfunc.params.length),
      );
    }
  }
}

/** `in none`: the kernel knows the call's name, but lets no program make it. No program type has this name. */
const NO_PROGRAM = 'none';

function checkPrograms(context: CheckContext, programs: readonly Name[]): void {
  const known = context.symbols.programs;
  if (known.size === 0 || (programs.length === 1 && programs[0]?.text === NO_PROGRAM)) return;
  for (const name of programs) {
    // `tracing/trace_fentry`: with that expected attach type only.
    if (!known.has(name.text.split('/', 1)[0] ?? ''))
      context.reporter.report(name.span, problems.unknownName(name.text, 'program type', nearest(name.text, known.keys())));
  }
}
