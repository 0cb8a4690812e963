/**
 * SARIF 2.1.0 as its own schema has it, what we write of it in every log, and what the standard demands beyond a schema. An object may hold
 * no property that the schema doesn't know.
 */

import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const schema: object = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

/** What the schema leaves open and a log of ours always has. */
const RESULT = { required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'] };
const RUN = { required: ['automationDetails', 'invocations', 'results', 'columnKind'], properties: { results: { items: RESULT } } };
const OURS = { properties: { runs: { minItems: 1, items: RUN } } };

// the schema is of draft 4, whose patterns are not Unicode's
const ajv = addFormats.default(new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false }));
const isLog = ajv.compile<CheckedLog>({ allOf: [schema, OURS] });

/** A log that keeps to the rules, as far as other checks look at it. */
export interface CheckedLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly { readonly executionSuccessful: boolean; readonly exitCode: number }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly unknown[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly codeFlows?: readonly unknown[];
      readonly properties: Readonly<Record<string, unknown>>;
    }[];
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

/** What is wrong with a log; empty when it is right. */
export function sarifProblems(value: unknown): string[] {
  if (!isLog(value))
    return (isLog.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  const ids = value.runs.map(({ automationDetails }) => automationDetails.id);
  return [
    // 3.17.3: runs of one kind have one id, and ours are of different kernels
    ...(new Set(ids).size === ids.length ? [] : ['two runs with one id']),
    ...value.runs.flatMap(({ tool, results }) => {
      const { rules } = tool.driver;
      return [
        ...(new Set(rules.map(({ id }) => id)).size === rules.length ? [] : ['two rules with one id']),
        // 3.27.6: the index is that of the rule with the result's id
        ...results.filter(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id !== ruleId).map(({ ruleId }) => `${ruleId}: not at its index`),
        ...rules.filter(({ id }) => !results.some(({ ruleId }) => ruleId === id)).map(({ id }) => `${id}: no result has it`),
        // 3.11.5: braces that aren't doubled are placeholders, and ours have no arguments
        ...results.filter(({ message }) => !/^(?:[^{}]|\{\{|\}\})+$/.test(message.text)).map(({ ruleId }) => `${ruleId}: a placeholder`),
      ];
    }),
  ];
}

/** The log, when nothing is wrong with it. */
export function checkedSarif(text: string): CheckedLog {
  const value: unknown = JSON.parse(text);
  const problems = sarifProblems(value);
  if (problems.length > 0 || !isLog(value)) throw new Error(`no SARIF as it should be:\n${problems.join('\n')}`);
  return value;
}
