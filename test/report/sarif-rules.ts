/**
 * What SARIF 2.1.0 (OASIS, errata 01) demands of the objects that we write, section by section of the standard. An object may hold no
 * property but those that stand here, so that a new one is looked up before it is written.
 */

type Check = (value: unknown, at: string) => string[];

const text = (pattern = /^/): Check => {
  return (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${at}: no text as it should be: ${JSON.stringify(value)}`];
};

const oneOf = (...values: readonly unknown[]): Check => {
  return (value, at) => (values.includes(value) ? [] : [`${at}: ${JSON.stringify(value)} is none of ${JSON.stringify(values)}`]);
};

const integer = (least: number): Check => {
  return (value, at) => (Number.isInteger(value) && Number(value) >= least ? [] : [`${at}: no integer of at least ${least}`]);
};

const list = (item: Check, least = 0): Check => {
  return (value, at) => {
    if (!Array.isArray(value)) return [`${at}: no list`];
    const own = value.length < least ? [`${at}: fewer than ${least}`] : [];
    return [...own, ...value.flatMap((one, i) => item(one, `${at}[${i}]`))];
  };
};

const object = (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check => {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
    const missing = Object.keys(required).filter((name) => !(name in value));
    const known: Readonly<Record<string, Check>> = { ...required, ...optional };
    return [
      ...missing.map((name) => `${at}: no ${name}`),
      ...Object.entries(value).flatMap(([name, one]) => (known[name] ?? ((_, at) => [`${at}: not looked up`]))(one, `${at}.${name}`)),
    ];
  };
};

const mapOf = (item: Check): Check => {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
    return Object.entries(value).flatMap(([name, one]) => item(one, `${at}.${name}`));
  };
};

/** RFC 3986, without spaces and other characters that have to be encoded; relative or absolute. */
const uriReference = text(/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/);

/** 3.8: a bag may hold anything; `tags` are texts. */
const properties: Check = (value, at) => object({}, { tags: list(text()) })(pick(value, 'tags'), at);

function pick(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const found = Object.entries(value).filter(([key]) => key === name);
  return Object.fromEntries(found);
}

/** 3.11: a message has a text, whose braces are placeholders if they aren't doubled (3.11.5). */
const message = object({ text: text(/^(?:[^{}]|\{\{|\}\})+$/) });
/** 3.12 */
const multiformat = object({ text: text(/./) }, { markdown: text(/./) });
/** 3.30: lines and columns from 1 */
const region = object({ startLine: integer(1) }, { startColumn: integer(1), snippet: object({ text: text() }) });
/** 3.29, 3.4 */
const physicalLocation = object({ artifactLocation: object({ uri: uriReference }), region });
/** 3.33 */
const logicalLocation = object({ name: text(/./), fullyQualifiedName: text(/./), kind: oneOf('function', 'member', 'module') });
/** 3.28 */
const location = object({}, { physicalLocation, logicalLocations: list(logicalLocation, 1), message });
/** 3.49: the id is stable, `level` is of 3.50 */
const rule = object(
  { id: text(/^\S+$/) },
  {
    shortDescription: multiformat,
    fullDescription: multiformat,
    help: multiformat,
    defaultConfiguration: object({ level: oneOf('none', 'note', 'warning', 'error') }),
    properties,
  },
);
/** 3.36 to 3.38 */
const codeFlow = object({
  threadFlows: list(object({ locations: list(object({ location }, { nestingLevel: integer(0), state: mapOf(multiformat) }), 1) }), 1),
});
/** 3.27 */
const result = object(
  {
    ruleId: text(/./),
    ruleIndex: integer(0),
    level: oneOf('note', 'warning', 'error'),
    message,
    locations: list(location, 1),
    partialFingerprints: mapOf(text(/./)),
  },
  { codeFlows: list(codeFlow, 1), properties },
);
/** 3.58 */
const notification = object({ message, level: oneOf('error') }, { locations: list(location), properties });
/** 3.20 */
const invocation = object(
  { executionSuccessful: oneOf(true, false), exitCode: integer(0) },
  { toolExecutionNotifications: list(notification, 1) },
);
/** 3.14, 3.17 to 3.19 */
const run = object(
  {
    tool: object({ driver: object({ name: oneOf('kfuncspec'), semanticVersion: text(/^\d+\.\d+\.\d+/), rules: list(rule) }) }),
    automationDetails: object({ id: text(/\/$/) }),
    invocations: list(invocation, 1),
    results: list(result),
  },
  { columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'), properties },
);
/** 3.13 */
const log = object({ $schema: uriReference, version: oneOf('2.1.0'), runs: list(run, 1) });

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
  const wrong = log(value, 'log');
  if (wrong.length > 0 || !isChecked(value)) return wrong;
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
      ];
    }),
  ];
}

function isChecked(value: unknown): value is CheckedLog {
  return log(value, 'log').length === 0;
}

/** The log, when nothing is wrong with it. */
export function checkedSarif(text: string): CheckedLog {
  const value: unknown = JSON.parse(text);
  const problems = sarifProblems(value);
  if (problems.length > 0 || !isChecked(value)) throw new Error(`no SARIF as it should be:\n${problems.join('\n')}`);
  return value;
}
