import { reportText } from '../../report/report.js';
import { createStyle, type Style } from '../../report/style.js';
import { inspect } from './inspect.js';
import type { Judged, NotAccepted } from './judge.js';

const styles = new Map<boolean, Style>();

/** The page about a program that was not accepted. `alsoOn`: other kernels that said the same. */
export function pageOf(file: string, judged: Judged, verdict: NotAccepted, alsoOn: readonly string[], colour: boolean): string {
  const style = styles.get(colour) ?? createStyle(colour);
  styles.set(colour, style);
  const { rejection, source } = inspect(judged, verdict);
  return reportText({ ...rejection, alsoOn, file, verdict, lines: judged.loaded.lines ?? null, source }, style);
}
