import type { Finding } from '../finding.js';
import { headline, NO_MESSAGE } from '../headline.js';
import type { Result } from '../json.js';
import type { SarifCodeFlow, SarifNotification, SarifResult } from './format.js';
import { location, text } from './location.js';

/** Name and version of how fingerprints are made: another way gets another number. */
const FINGERPRINT = 'kfuncspec/v1';

/** A program that was rejected or is inconclusive. */
export function sarifResult(result: Result, finding: Finding, kernel: string): SarifResult {
  const { rule, program, verdict, errno, insn, processed } = result;
  const codeFlow = flow(result, finding);
  return {
    ruleId: rule ?? 'unknown',
    level: verdict === 'inconclusive' ? 'warning' : 'error',
    message: text(headline(result, kernel)),
    locations: [location(finding.place, program, finding.functionName)],
    partialFingerprints: { [FINGERPRINT]: finding.fingerprint },
    ...(codeFlow === null ? {} : { codeFlows: [codeFlow] }),
    properties: { verdict, file: result.file, program, instruction: insn, errno, processed },
  };
}

/** The steps that led there, with the fault as the last. */
function flow({ program, message }: Result, { steps, place, functionName }: Finding): SarifCodeFlow | null {
  if (steps.length === 0) return null;
  const locations = steps.map((step) => ({
    location: location(step.place, program, step.functionName, `${step.insn}: ${step.text}`),
    nestingLevel: step.frame,
    ...(step.state === null ? {} : { state: { [step.state.place]: text(step.state.held) } }),
  }));
  const fault = { location: location(place, program, functionName, message || NO_MESSAGE), nestingLevel: steps.at(-1)?.frame ?? 0 };
  return { threadFlows: [{ locations: [...locations, fault] }] };
}

/** An input, or a program of one, that could not be judged. */
export function sarifNotification({ file, program, message }: Result): SarifNotification {
  const place = { file, line: null, column: null, snippet: null };
  const said = [...(program ? [program] : []), message ?? ''].join(': ');
  return { level: 'error', message: text(said), locations: [location(place, program, null)], properties: { file, program, message } };
}
