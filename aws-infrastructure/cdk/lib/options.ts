// The context keys (`cdk -c key=value`), read once into one typed value. A mistake is an error that names its key and the way out.

import { existsSync } from 'node:fs';
import * as path from 'node:path';

import { ARCHITECTURES, architectureOf, type Architecture } from './package-file';
import { STAGES, STAGE_NAMES, type StageName } from './stages';
import { CANARY_REQUESTS_PER_HOUR } from './synthetic-canary';

export type Package =
  /** An image in the registry, by digest (`sha256:...`) or tag. */
  | { readonly kind: 'image'; readonly tagOrDigest: string }
  /** A zip file with the binary as `bootstrap`. */
  | { readonly kind: 'zip'; readonly path: string };

export interface Domain {
  readonly name: string;
  readonly certificateArn: string;
  readonly hostedZoneId: string;
}

/** What the gateway's access log keeps of a request: all, all but who sent it, or nothing. */
export const ACCESS_LOGS = ['full', 'anonymous', 'off'] as const;
export type AccessLog = (typeof ACCESS_LOGS)[number];

export interface Options {
  readonly stage: StageName;
  readonly package: Package;
  readonly arch: Architecture;
  /** MB, if not the stage's. */
  readonly memory: number | undefined;
  readonly domain: Domain | undefined;
  readonly cloudfront: boolean;
  /** A VPC of its own, or the id of one that exists. */
  readonly vpc: 'new' | { readonly id: string } | undefined;
  readonly provisionedConcurrency: number | undefined;
  readonly reservedConcurrency: boolean;
  readonly snapStart: boolean;
  /** Whether a stage that deploys by canary does so this time. */
  readonly canary: boolean;
  /** The version that `live` stays at while another is published beside it. */
  readonly liveVersion: string | undefined;
  /** The step of the rotation of the secret that CloudFront sends. */
  readonly originRotation: OriginRotation;
  /** Parameters that a start uses if Parameter Store does not answer, beside the stack's own; `none`: it has no fallback. */
  readonly parameterFallback: Readonly<Record<string, string>> | 'none';
  /** The parameters to read by name, beside the stack's own; undefined: all are read by path. */
  readonly parameterNames: readonly string[] | undefined;
  readonly functionUrl: boolean;
  readonly accessLog: AccessLog;
  readonly alarmEmail: string | undefined;
  /** Where docs/runbook.md can be read; the alarms name it. */
  readonly runbook: string;
  /** The least number of requests in an hour below which an alarm goes off. */
  readonly expectedRequests: number | undefined;
  readonly syntheticCanary: boolean;
  /** The account's quota of Lambda's concurrency in this region. */
  readonly accountConcurrency: number;
  /** US dollars. */
  readonly monthlyBudget: number | undefined;
  /** The least impact of an anomaly that notifies, in US dollars. */
  readonly costAnomalies: number | undefined;
}

/**
 * `accept`: phoney accepts the new secret too, and CloudFront still sends the old one. `send`: CloudFront sends the new one, and phoney
 * still accepts the old one.
 */
export const ORIGIN_ROTATIONS = ['none', 'accept', 'send'] as const;

export type OriginRotation = (typeof ORIGIN_ROTATIONS)[number];

/** Reads a context key; undefined if it is not given. */
export type ReadContext = (key: string) => unknown;

const CONTEXT_KEYS = [
  'stage',
  'package',
  'imageDigest',
  'imageTag',
  'zipPath',
  'arch',
  'memory',
  'domainName',
  'certificateArn',
  'hostedZoneId',
  'cloudfront',
  'vpc',
  'provisionedConcurrency',
  'reservedConcurrency',
  'snapStart',
  'canary',
  'liveVersion',
  'originRotation',
  'parameterFallback',
  'parametersByName',
  'functionUrl',
  'accessLog',
  'alarmEmail',
  'runbook',
  'expectedRequests',
  'syntheticCanary',
  'accountConcurrency',
  'monthlyBudget',
  'costAnomalies',
] as const;

type Key = (typeof CONTEXT_KEYS)[number];

/** Refuses a key that is none of ours, which would else be silently without effect. CDK's own keys have a colon or a slash in them. */
export function checkKeys(given: readonly string[]): void {
  const unknown = given.find((key) => !/[:/]/.test(key) && !CONTEXT_KEYS.some((known) => known === key));
  if (unknown !== undefined) throw new Error(`${unknown}: is not a context key; there are ${CONTEXT_KEYS.join(', ')}`);
}

/** The options of the service's stack, or undefined without a stage, which is a run for the registry alone. */
export function readOptions(
  context: ReadContext,
  environment: Readonly<Record<string, string | undefined>>,
): Options | undefined {
  const reader = new Reader(context);
  if (reader.text('stage') === undefined) return undefined;
  const stage = reader.oneOf('stage', STAGE_NAMES, 'dev');
  // cdk.json is the one place that says it: deploy.sh and scripts/package, which choose the binary, read it there too.
  if (reader.text('arch') === undefined)
    throw new Error('arch: is missing; cdk.json has it under context, or give -c arch=arm64 or -c arch=x86_64');
  const arch = reader.oneOf('arch', ARCHITECTURES, 'arm64');
  const options: Options = {
    stage,
    package: readPackage(reader, arch),
    arch,
    memory: reader.integer('memory', 128, 10_240),
    domain: readDomain(reader, stage, environment),
    cloudfront: reader.flag('cloudfront'),
    vpc: readVpc(reader),
    provisionedConcurrency: reader.integer('provisionedConcurrency', 1, 1000),
    reservedConcurrency: reader.flag('reservedConcurrency'),
    snapStart: reader.flag('snapStart'),
    canary: reader.oneOf('canary', ['true', 'false'] as const, 'true') === 'true',
    liveVersion: reader.matching('liveVersion', /^[1-9][0-9]*$/, "a version's number"),
    originRotation: reader.oneOf('originRotation', ORIGIN_ROTATIONS, 'none'),
    parameterFallback: readParameterFallback(reader),
    parameterNames: readParameterNames(reader),
    functionUrl: reader.flag('functionUrl'),
    accessLog: reader.oneOf('accessLog', ACCESS_LOGS, 'full'),
    alarmEmail: reader.matching('alarmEmail', /^[^@\s]+@[^@\s]+$/, 'an e-mail address'),
    runbook:
      reader.matching(
        'runbook',
        /^https?:\/\/[^\s#"\\]+$/,
        'the address of docs/runbook.md, such as https://github.com/OWNER/phoney/blob/main/docs/runbook.md',
      ) ?? 'docs/runbook.md',
    expectedRequests: reader.integer('expectedRequests', 1, 1_000_000_000),
    syntheticCanary: reader.flag('syntheticCanary'),
    accountConcurrency: reader.integer('accountConcurrency', 1, 1_000_000) ?? 1000,
    monthlyBudget: reader.integer('monthlyBudget', 1, 1_000_000),
    costAnomalies: reader.integer('costAnomalies', 1, 1_000_000),
  };
  checkTogether(options);
  return options;
}

/** Options that do not go together. */
function checkTogether(options: Options): void {
  if (options.cloudfront && options.functionUrl) {
    throw new Error(
      'functionUrl: does not go with cloudfront, as phoney would refuse what does not come through CloudFront; leave one of them out',
    );
  }
  if (
    options.syntheticCanary &&
    options.expectedRequests !== undefined &&
    options.expectedRequests <= CANARY_REQUESTS_PER_HOUR
  ) {
    throw new Error(
      `expectedRequests: the synthetic canary alone makes ${CANARY_REQUESTS_PER_HOUR} requests an hour; give more, or leave syntheticCanary out`,
    );
  }
  checkConcurrency(options);
  if (options.originRotation !== 'none' && !options.cloudfront) {
    throw new Error('originRotation: is for the secret that CloudFront sends; give -c cloudfront=true too');
  }
}

function checkConcurrency({ stage, ...options }: Options): void {
  const reserved = STAGES[stage].concurrency;
  if (options.reservedConcurrency && (options.provisionedConcurrency ?? 0) > reserved) {
    throw new Error(
      `provisionedConcurrency: ${options.provisionedConcurrency} is more than the ${reserved} that reservedConcurrency reserves in ${stage}; ` +
        `give at most ${reserved}, or leave reservedConcurrency out`,
    );
  }
  if (!options.snapStart) return;
  if (options.package.kind === 'zip') {
    throw new Error(
      'snapStart: Lambda takes snapshots of container images, but not of a zip file for an OS-only runtime; deploy an image',
    );
  }
  if (options.provisionedConcurrency !== undefined) {
    throw new Error('snapStart: does not go with provisionedConcurrency in Lambda; leave one of them out');
  }
}

/** The name of a setting, and so of a parameter below the stage's path. */
const SETTING = /^[A-Z][A-Z0-9_]*$/;

function readParameterFallback(reader: Reader): Options['parameterFallback'] {
  const text = reader.text('parameterFallback');
  if (text === undefined) return {};
  if (text === 'none') return text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const good =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([name, each]) => SETTING.test(name) && typeof each === 'string');
  if (!good) {
    throw new Error(
      'parameterFallback: must be none, or a JSON object of settings with strings, such as {"RATE_LIMIT_PER_MINUTE":"120"}',
    );
  }
  return value as Record<string, string>;
}

function readParameterNames(reader: Reader): Options['parameterNames'] {
  const text = reader.text('parametersByName');
  if (text === undefined || text === 'false') return undefined;
  if (text === 'true') return [];
  const names = text.split(',');
  if (!names.every((name) => SETTING.test(name))) {
    throw new Error(
      `parametersByName: "${text}" is not true, or the names of parameters that you added, such as CORS_METHODS,MAX_BODY_BYTES`,
    );
  }
  return names;
}

function readPackage(reader: Reader, arch: Architecture): Package {
  if (reader.oneOf('package', ['image', 'zip'] as const, 'image') === 'image') {
    const digest = reader.matching('imageDigest', /^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits');
    const tagOrDigest = digest ?? reader.text('imageTag');
    if (tagOrDigest === undefined) {
      throw new Error(
        'imageDigest: is missing; give -c imageDigest=sha256:... or -c imageTag=..., or -c package=zip for a zip file',
      );
    }
    return { kind: 'image', tagOrDigest };
  }
  const zip = path.resolve(reader.text('zipPath') ?? path.join('..', '..', 'build', 'package', arch, 'bootstrap.zip'));
  if (!existsSync(zip)) {
    throw new Error(
      `zipPath: there is no file ${zip}; make it with scripts/package --arch ${arch}, or give another path`,
    );
  }
  checkArchitecture(zip, arch);
  return { kind: 'zip', path: zip };
}

function checkArchitecture(zip: string, arch: Architecture): void {
  let built: Architecture;
  try {
    built = architectureOf(zip);
  } catch (error) {
    throw new Error(
      `zipPath: ${zip} ${error instanceof Error ? error.message : 'cannot be read'}; make it with scripts/package --arch ${arch}`,
    );
  }
  if (built !== arch) {
    throw new Error(
      `zipPath: ${zip} is for ${built}, and the function for ${arch}; give -c arch=${built}, or make a zip with scripts/package --arch ${arch}`,
    );
  }
}

function readDomain(
  reader: Reader,
  stage: StageName,
  environment: Readonly<Record<string, string | undefined>>,
): Domain | undefined {
  const fallback = (name: string): string | undefined =>
    stage === 'prod' ? environment[name] || undefined : undefined;
  const name = reader.matching(
    'domainName',
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    'the name of a domain, such as api.example.com',
  );
  const certificateArn = reader.text('certificateArn') ?? fallback('PROD_CERTIFICATE_ARN');
  const hostedZoneId = reader.text('hostedZoneId') ?? fallback('PROD_HOSTED_ZONE_ID');
  if (name === undefined) {
    const orphan = (['certificateArn', 'hostedZoneId'] as const).find((key) => reader.text(key) !== undefined);
    if (orphan !== undefined)
      throw new Error(`domainName: is missing, though ${orphan} is given; give -c domainName=api.example.com`);
    if (certificateArn !== undefined || hostedZoneId !== undefined) {
      throw new Error(
        'domainName: is missing, though PROD_CERTIFICATE_ARN or PROD_HOSTED_ZONE_ID is set; give -c domainName=api.example.com, or unset them',
      );
    }
    return undefined;
  }
  if (certificateArn === undefined) {
    throw new Error(
      'certificateArn: is missing; give the ARN of a certificate for the domain, in prod also as PROD_CERTIFICATE_ARN',
    );
  }
  if (!/^arn:[\w-]+:acm:/.test(certificateArn))
    throw new Error(`certificateArn: "${certificateArn}" is not an ARN of AWS Certificate Manager`);
  if (hostedZoneId === undefined) {
    throw new Error(
      "hostedZoneId: is missing; give the id of the domain's hosted zone, in prod also as PROD_HOSTED_ZONE_ID",
    );
  }
  return { name, certificateArn, hostedZoneId };
}

function readVpc(reader: Reader): Options['vpc'] {
  const value = reader.matching('vpc', /^(true|false|vpc-[0-9a-f]+)$/, 'true or the id of a VPC, such as vpc-0a1b2c3d');
  if (value === undefined || value === 'false') return undefined;
  return value === 'true' ? 'new' : { id: value };
}

/** Values by key. The command line gives strings, cdk.json may also give numbers and booleans; an empty string counts as not given. */
class Reader {
  constructor(private readonly context: ReadContext) {}

  text(key: Key): string | undefined {
    const value = this.context(key);
    if (value === undefined || value === null || value === '') return undefined;
    return String(value);
  }

  matching(key: Key, pattern: RegExp, what: string): string | undefined {
    const value = this.text(key);
    if (value !== undefined && !pattern.test(value)) throw new Error(`${key}: "${value}" is not ${what}`);
    return value;
  }

  oneOf<Choice extends string>(key: Key, choices: readonly Choice[], otherwise: Choice): Choice {
    const value = this.text(key);
    if (value === undefined) return otherwise;
    const choice = choices.find((each) => each === value);
    if (choice === undefined) throw new Error(`${key}: "${value}" is not one of ${choices.join(', ')}`);
    return choice;
  }

  flag(key: Key): boolean {
    return this.oneOf(key, ['true', 'false'] as const, 'false') === 'true';
  }

  integer(key: Key, least: number, most: number): number | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new Error(`${key}: "${value}" is not an integer from ${least} to ${most}`);
    }
    return number;
  }
}
