import type { ShardPart } from '../json.js';
import {
  SARIF_SCHEMA,
  SARIF_VERSION,
  type SarifLog,
  type SarifNotification,
  type SarifResult,
  type SarifRule,
  type SarifRun,
} from './format.js';

/** What a run of one kernel holds. */
export interface RunParts {
  readonly kernel: string;
  /** Of this tool. */
  readonly version: string;
  readonly results: readonly SarifResult[];
  readonly notifications: readonly SarifNotification[];
  /** Metadata of every rule that a result names, and of others if need be. */
  readonly rules: Iterable<SarifRule>;
  readonly exitCode: number;
  readonly shard: SarifShard | null;
}

/** `ShardPart` for a log: places of results and of notifications in the order of the whole run. */
export interface SarifShard extends Omit<ShardPart, 'positions'> {
  readonly results: ShardPart['positions'];
  readonly notifications: ShardPart['positions'];
}

/** The run of one kernel. Rules stand in the order of their ids. */
export function sarifRun({ kernel, version, results, notifications, rules, exitCode, shard }: RunParts): SarifRun {
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const known = new Map([...rules].map((rule) => [rule.id, rule]));
  const ids = [...used].sort();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  return {
    tool: { driver: { name: 'kfuncspec', semanticVersion: version, rules: ids.map((id) => known.get(id) ?? { id }) } },
    automationDetails: { id: `kfuncspec/linux-${kernel}/` },
    invocations: [
      {
        executionSuccessful: notifications.length === 0,
        exitCode,
        ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: results.map((result) => withIndex(result, indexes.get(result.ruleId) ?? 0)),
    properties: { kernel, ...(shard === null ? {} : { shard }) },
  };
}

/** The index stands behind the id that it belongs to. */
function withIndex({ ruleId, ruleIndex: _, ...rest }: SarifResult, ruleIndex: number): SarifResult {
  return { ruleId, ruleIndex, ...rest };
}

/** The whole log as text: a result a line, so that logs of two runs can be compared. */
export function sarifText(runs: readonly SarifRun[]): string {
  const log: SarifLog = { $schema: SARIF_SCHEMA, version: SARIF_VERSION, runs: [] };
  const head = JSON.stringify(log).replace(/\[\]\}$/, '[');
  return `${head}${runs.map(runText).join(',')}\n]}\n`;
}

function runText({ results, ...run }: SarifRun): string {
  const lines = results.map((result) => `\n${JSON.stringify(result)}`);
  return `\n${JSON.stringify(run).slice(0, -1)},"results":[${lines.join(',')}\n]}`;
}
