// The runs that the tests look at: every stage and every option, synthesized without credentials or network.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

import { addStacks } from '../lib/application';

const folder = mkdtempSync(path.join(tmpdir(), 'phoney-cdk-'));

/** The head of a program for a processor, by ELF's number for it. */
export function programFor(machine: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head.writeUInt16LE(machine, 18);
  return head;
}

/** A zip file with one entry, made by Python as scripts/package makes it. */
export function makeZip(
  name: string,
  content: Buffer,
  compression: 'ZIP_STORED' | 'ZIP_DEFLATED',
  entry = 'bootstrap',
): string {
  const zip = path.join(folder, name);
  const script = `
import sys, zipfile
entry = zipfile.ZipInfo(sys.argv[2], (2020, 1, 1, 0, 0, 0))
entry.compress_type = zipfile.${compression}
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    archive.writestr(entry, sys.stdin.buffer.read())
`;
  execFileSync('python3', ['-c', script, zip, entry], { input: content });
  return zip;
}

export const ARM64 = 0xb7;
export const X86_64 = 0x3e;

/** The head of a program will do for a package. It is stored, so that its name, which the CDK makes of its bytes, is the same everywhere. */
export const ZIP = makeZip('bootstrap.zip', programFor(ARM64), 'ZIP_STORED');

export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const DOMAIN = {
  domainName: 'api.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
  hostedZoneId: 'Z0123456789',
} as const;

/** As the CDK's command gives it to every run. */
const { context: DEFAULTS } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as {
  context: Context;
};

type Context = Readonly<Record<string, string>>;

export const CASES: Readonly<Record<string, Context>> = {
  dev: { stage: 'dev', imageDigest: DIGEST },
  staging: { stage: 'staging', imageTag: 'v1.2.3' },
  prod: { stage: 'prod', imageDigest: DIGEST },
  'dev-zip': { stage: 'dev', package: 'zip', zipPath: ZIP },
  'dev-x86_64': { stage: 'dev', imageDigest: DIGEST, arch: 'x86_64' },
  'dev-options': {
    stage: 'dev',
    package: 'zip',
    zipPath: ZIP,
    memory: '768',
    provisionedConcurrency: '2',
    reservedConcurrency: 'true',
    functionUrl: 'true',
    accessLog: 'anonymous',
    alarmEmail: 'ops@example.com',
  },
  'dev-watched': {
    stage: 'dev',
    imageDigest: DIGEST,
    runbook: 'https://github.com/OWNER/phoney/blob/main/docs/runbook.md',
    expectedRequests: '500',
    syntheticCanary: 'true',
    accountConcurrency: '10',
    monthlyBudget: '20',
    costAnomalies: '5',
  },
  'dev-starts': {
    stage: 'dev',
    imageDigest: DIGEST,
    snapStart: 'true',
    parameterFallback: '{"RATE_LIMIT_PER_MINUTE":"120","CORS_METHODS":"GET"}',
    parametersByName: 'API_KEY',
  },
  'dev-vpc': { stage: 'dev', imageDigest: DIGEST, vpc: 'true' },
  'dev-cloudfront': { stage: 'dev', imageDigest: DIGEST, cloudfront: 'true' },
  'dev-rotation': { stage: 'dev', imageDigest: DIGEST, cloudfront: 'true', originRotation: 'accept' },
  'prod-domain': { stage: 'prod', imageDigest: DIGEST, ...DOMAIN },
  'prod-domain-cloudfront-vpc': { stage: 'prod', imageDigest: DIGEST, ...DOMAIN, cloudfront: 'true', vpc: 'true' },
};

type Environment = Readonly<Record<string, string>>;

export function makeApp(context: Context, environment: Environment = {}): App {
  const app = new App({
    context: { ...DEFAULTS, ...context },
    outdir: mkdtempSync(path.join(folder, 'cdk.out-')),
    analyticsReporting: false,
  });
  addStacks(app, environment);
  return app;
}

export function stackOf(app: App, name: string): Stack {
  const stack = app.node.findChild(name);
  if (!(stack instanceof Stack)) throw new Error(`${name} is not a stack`);
  return stack;
}

const templates = new Map<string, Template>();

/** The service's template of a case, made once. */
export function templateOf(name: string): Template {
  let template = templates.get(name);
  if (template === undefined) {
    const context = CASES[name];
    if (context === undefined) throw new Error(`there is no case ${name}`);
    template = Template.fromStack(stackOf(makeApp(context), `PhoneyStack-${context['stage']}`));
    templates.set(name, template);
  }
  return template;
}

/** The only resource of its type; of functions, phoney. */
export function onlyResource(template: Template, type: string): Record<string, any> {
  const found = Object.values(template.findResources(type)).filter(
    (each) => type !== 'AWS::Lambda::Function' || /^phoney-[a-z]+$/.test(each['Properties'].FunctionName),
  );
  if (found.length !== 1) throw new Error(`there are ${found.length} resources of type ${type}`);
  return found[0] as Record<string, any>;
}
