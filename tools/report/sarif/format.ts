/** The parts of SARIF 2.1.0 that reports are written in. Names and meanings are the standard's. */

export const SARIF_VERSION = '2.1.0';
export const SARIF_SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly SarifRun[];
}

/** One for each kernel. */
export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  /** Tells the runs of one tool apart. */
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly SarifInvocation[];
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
  readonly properties: SarifProperties;
}

interface SarifDriver {
  readonly name: string;
  readonly semanticVersion: string;
  readonly rules: readonly SarifRule[];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription?: SarifText;
  readonly fullDescription?: SarifText;
  readonly help?: SarifText & { readonly markdown: string };
  readonly defaultConfiguration?: { readonly level: SarifLevel };
  readonly properties?: SarifProperties;
}

export interface SarifText {
  readonly text: string;
}

type SarifLevel = 'error' | 'warning';

interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly exitCode: number;
  readonly toolExecutionNotifications?: readonly SarifNotification[];
}

/** An input that could not be judged. */
export interface SarifNotification {
  readonly level: 'error';
  readonly message: SarifText;
  readonly locations?: readonly SarifLocation[];
  readonly properties: { readonly file: string; readonly program: string | null; readonly message: string | null };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly codeFlows?: readonly SarifCodeFlow[];
  readonly properties: SarifProperties;
}

export interface SarifLocation {
  readonly physicalLocation?: SarifPhysicalLocation;
  readonly logicalLocations?: readonly SarifLogicalLocation[];
  readonly message?: SarifText;
}

export interface SarifPhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region?: SarifRegion;
}

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly snippet?: SarifText;
}

interface SarifLogicalLocation {
  readonly name: string;
  readonly fullyQualifiedName: string;
  readonly kind: 'function';
}

export interface SarifCodeFlow {
  readonly threadFlows: readonly { readonly locations: readonly SarifFlowLocation[] }[];
}

interface SarifFlowLocation {
  readonly location: SarifLocation;
  readonly nestingLevel?: number;
  readonly state?: Readonly<Record<string, SarifText>>;
}

type SarifProperties = Readonly<Record<string, unknown>>;
