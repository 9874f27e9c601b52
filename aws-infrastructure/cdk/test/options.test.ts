// The context keys: what is refused, with whole messages, and what is the default.

import { deepStrictEqual, strictEqual, throws } from 'node:assert';
import { test } from 'node:test';

import { readOptions } from '../lib/options';
import { ARM64, DIGEST, makeApp, makeZip, programFor, X86_64, ZIP } from './cases';

const ARN = 'arn:aws:acm:us-east-1:123456789012:certificate/0';
const IMAGE = { stage: 'dev', imageDigest: DIGEST, arch: 'arm64' };

const ON_X86_64 = makeZip(
  'x86_64.zip',
  Buffer.concat([programFor(X86_64), Buffer.alloc(100_000, 'code')]),
  'ZIP_DEFLATED',
);
const ON_RISC_V = makeZip('riscv.zip', programFor(0xf3), 'ZIP_STORED');
const SCRIPT = makeZip('script.zip', Buffer.from('#!/bin/sh\n'), 'ZIP_DEFLATED');
const MISNAMED = makeZip('misnamed.zip', programFor(ARM64), 'ZIP_STORED', 'phoney');

const REFUSED: readonly [string, Readonly<Record<string, string>>, string][] = [
  ['an unknown stage', { ...IMAGE, stage: 'test' }, 'stage: "test" is not one of dev, staging, prod'],
  ['an unknown package', { ...IMAGE, package: 'jar' }, 'package: "jar" is not one of image, zip'],
  [
    'no image',
    { stage: 'dev', arch: 'arm64' },
    'imageDigest: is missing; give -c imageDigest=sha256:... or -c imageTag=..., or -c package=zip for a zip file',
  ],
  [
    'a short digest',
    { stage: 'dev', imageDigest: 'sha256:12' },
    'imageDigest: "sha256:12" is not sha256: and 64 hexadecimal digits',
  ],
  [
    'no zip',
    { stage: 'dev', package: 'zip', zipPath: '/no/such.zip', arch: 'x86_64' },
    'zipPath: there is no file /no/such.zip; make it with scripts/package --arch x86_64, or give another path',
  ],
  [
    'a zip for another processor',
    { stage: 'dev', package: 'zip', zipPath: ON_X86_64, arch: 'arm64' },
    `zipPath: ${ON_X86_64} is for x86_64, and the function for arm64; give -c arch=x86_64, or make a zip with scripts/package --arch arm64`,
  ],
  [
    'a zip for a processor that Lambda does not have',
    { stage: 'dev', package: 'zip', zipPath: ON_RISC_V, arch: 'arm64' },
    `zipPath: ${ON_RISC_V} has a bootstrap that is a program for neither arm64 nor x86_64; make it with scripts/package --arch arm64`,
  ],
  [
    'a zip with a script',
    { stage: 'dev', package: 'zip', zipPath: SCRIPT, arch: 'arm64' },
    `zipPath: ${SCRIPT} has a bootstrap that is a program for neither arm64 nor x86_64; make it with scripts/package --arch arm64`,
  ],
  [
    'a zip without a program',
    { stage: 'dev', package: 'zip', zipPath: MISNAMED, arch: 'arm64' },
    `zipPath: ${MISNAMED} is no zip file with bootstrap in it; make it with scripts/package --arch arm64`,
  ],
  [
    'a file that is no zip',
    { stage: 'dev', package: 'zip', zipPath: __filename, arch: 'arm64' },
    `zipPath: ${__filename} is no zip file with bootstrap in it; make it with scripts/package --arch arm64`,
  ],
  ['an unknown architecture', { ...IMAGE, arch: 'mips' }, 'arch: "mips" is not one of arm64, x86_64'],
  ['too little memory', { ...IMAGE, memory: '64' }, 'memory: "64" is not an integer from 128 to 10240'],
  ['memory in words', { ...IMAGE, memory: 'much' }, 'memory: "much" is not an integer from 128 to 10240'],
  [
    'no provisioned concurrency',
    { ...IMAGE, provisionedConcurrency: '0' },
    'provisionedConcurrency: "0" is not an integer from 1 to 1000',
  ],
  ['a flag that is none', { ...IMAGE, cloudfront: 'yes' }, 'cloudfront: "yes" is not one of true, false'],
  ['a strange VPC', { ...IMAGE, vpc: 'mine' }, 'vpc: "mine" is not true or the id of a VPC, such as vpc-0a1b2c3d'],
  ['a canary that is none', { ...IMAGE, canary: 'later' }, 'canary: "later" is not one of true, false'],
  [
    'a key that is mistyped',
    { ...IMAGE, memroy: '512' },
    'memroy: is not a context key; there are stage, package, imageDigest, imageTag, zipPath, arch, memory, domainName, certificateArn, ' +
      'hostedZoneId, cloudfront, vpc, provisionedConcurrency, reservedConcurrency, snapStart, canary, liveVersion, ' +
      'originRotation, parameterFallback, parametersByName, functionUrl, accessLog, alarmEmail, ' +
      'runbook, expectedRequests, syntheticCanary, accountConcurrency, monthlyBudget, costAnomalies',
  ],
  [
    'a key in another spelling',
    { ...IMAGE, 'alarm-email': 'ops@example.com' },
    'alarm-email: is not a context key; there are stage, package, imageDigest, imageTag, zipPath, arch, memory, domainName, certificateArn, ' +
      'hostedZoneId, cloudfront, vpc, provisionedConcurrency, reservedConcurrency, snapStart, canary, liveVersion, ' +
      'originRotation, parameterFallback, parametersByName, functionUrl, accessLog, alarmEmail, ' +
      'runbook, expectedRequests, syntheticCanary, accountConcurrency, monthlyBudget, costAnomalies',
  ],
  [
    'an address for a domain',
    { ...IMAGE, domainName: 'https://api.example.com', certificateArn: ARN, hostedZoneId: 'Z1' },
    'domainName: "https://api.example.com" is not the name of a domain, such as api.example.com',
  ],
  [
    'a runbook that is no address',
    { ...IMAGE, runbook: 'docs/runbook.md' },
    'runbook: "docs/runbook.md" is not the address of docs/runbook.md, such as https://github.com/OWNER/phoney/blob/main/docs/runbook.md',
  ],
  [
    'a runbook with an anchor, as the alarms add their own',
    { ...IMAGE, runbook: 'https://example.com/runbook#health' },
    'runbook: "https://example.com/runbook#health" is not the address of docs/runbook.md, such as https://github.com/OWNER/phoney/blob/main/docs/runbook.md',
  ],
  [
    'no expected requests',
    { ...IMAGE, expectedRequests: '0' },
    'expectedRequests: "0" is not an integer from 1 to 1000000000',
  ],
  [
    'expected requests that the canary makes',
    { ...IMAGE, expectedRequests: '120', syntheticCanary: 'true' },
    'expectedRequests: the synthetic canary alone makes 120 requests an hour; give more, or leave syntheticCanary out',
  ],
  ['a canary by minutes', { ...IMAGE, syntheticCanary: '5' }, 'syntheticCanary: "5" is not one of true, false'],
  [
    'an account without concurrency',
    { ...IMAGE, accountConcurrency: '0' },
    'accountConcurrency: "0" is not an integer from 1 to 1000000',
  ],
  [
    'a budget in words',
    { ...IMAGE, monthlyBudget: '20 USD' },
    'monthlyBudget: "20 USD" is not an integer from 1 to 1000000',
  ],
  ['any anomaly', { ...IMAGE, costAnomalies: '0' }, 'costAnomalies: "0" is not an integer from 1 to 1000000'],
  ['no address', { ...IMAGE, alarmEmail: 'ops' }, 'alarmEmail: "ops" is not an e-mail address'],
  [
    'a domain without a certificate',
    { ...IMAGE, domainName: 'a.example' },
    'certificateArn: is missing; give the ARN of a certificate for the domain, in prod also as PROD_CERTIFICATE_ARN',
  ],
  [
    'a domain without a zone',
    { ...IMAGE, domainName: 'a.example', certificateArn: ARN },
    "hostedZoneId: is missing; give the id of the domain's hosted zone, in prod also as PROD_HOSTED_ZONE_ID",
  ],
  [
    'a certificate that is none',
    { ...IMAGE, domainName: 'a.example', certificateArn: 'mine' },
    'certificateArn: "mine" is not an ARN of AWS Certificate Manager',
  ],
  [
    'a certificate without a domain',
    { ...IMAGE, certificateArn: ARN },
    'domainName: is missing, though certificateArn is given; give -c domainName=api.example.com',
  ],
  [
    'a way around the firewall',
    { ...IMAGE, cloudfront: 'true', functionUrl: 'true' },
    'functionUrl: does not go with cloudfront, as phoney would refuse what does not come through CloudFront; leave one of them out',
  ],
  [
    'more provisioned concurrency than the stage reserves',
    { ...IMAGE, reservedConcurrency: 'true', provisionedConcurrency: '101' },
    'provisionedConcurrency: 101 is more than the 100 that reservedConcurrency reserves in dev; give at most 100, or leave reservedConcurrency out',
  ],
  [
    'snapshots of a zip',
    { stage: 'dev', arch: 'arm64', package: 'zip', zipPath: ZIP, snapStart: 'true' },
    'snapStart: Lambda takes snapshots of container images, but not of a zip file for an OS-only runtime; deploy an image',
  ],
  [
    'snapshots with provisioned concurrency',
    { ...IMAGE, snapStart: 'true', provisionedConcurrency: '1' },
    'snapStart: does not go with provisionedConcurrency in Lambda; leave one of them out',
  ],
  [
    'a live version that is no number',
    { ...IMAGE, liveVersion: '$LATEST' },
    `liveVersion: "$LATEST" is not a version's number`,
  ],
  [
    'an unknown step of the rotation',
    { ...IMAGE, cloudfront: 'true', originRotation: 'both' },
    'originRotation: "both" is not one of none, accept, send',
  ],
  [
    'a rotation without CloudFront',
    { ...IMAGE, originRotation: 'accept' },
    'originRotation: is for the secret that CloudFront sends; give -c cloudfront=true too',
  ],
  ...['60', '[]', 'null', '{"RATE_LIMIT_PER_MINUTE":60}', '{"rate":"60"}', '{"A B":"60"}', '{'].map(
    (text): [string, Readonly<Record<string, string>>, string] => [
      `the fallback ${text}`,
      { ...IMAGE, parameterFallback: text },
      'parameterFallback: must be none, or a JSON object of settings with strings, such as {"RATE_LIMIT_PER_MINUTE":"120"}',
    ],
  ),
  [
    "a fallback that does not fit into a function's environment",
    { ...IMAGE, parameterFallback: JSON.stringify({ CORS_ORIGINS: 'x'.repeat(3000) }) },
    "parameterFallback: the parameters take 3072 bytes of the function's environment, and 3000 are left for them; " +
      'leave large ones out, or give -c parameterFallback=none',
  ],
  [
    'names of parameters that are none',
    { ...IMAGE, parametersByName: 'CORS_METHODS, LOG_LEVEL' },
    'parametersByName: "CORS_METHODS, LOG_LEVEL" is not true, or the names of parameters that you added, such as CORS_METHODS,MAX_BODY_BYTES',
  ],
  [
    'a VPC to look up without an account',
    { ...IMAGE, vpc: 'vpc-0a1b2c3d' },
    'vpc: to look a VPC up, an account and a region are needed; configure credentials, or give -c vpc=true',
  ],
];

for (const [what, context, message] of REFUSED) {
  test(`refuses ${what}`, () => throws(() => makeApp(context), new Error(message)));
}

test('refuses a firewall outside us-east-1', () => {
  throws(
    () =>
      makeApp(
        { ...IMAGE, cloudfront: 'true' },
        { CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'eu-west-1' },
      ),
    new Error(
      'cloudfront: its firewall and certificate must be in us-east-1, and the stack is in eu-west-1; deploy to us-east-1',
    ),
  );
});

const read = (
  context: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
): ReturnType<typeof readOptions> => readOptions((key) => context[key], environment);

test('has defaults for all but the stage, the processor and the image', () => {
  deepStrictEqual(read(IMAGE), {
    stage: 'dev',
    package: { kind: 'image', tagOrDigest: DIGEST },
    arch: 'arm64',
    memory: undefined,
    domain: undefined,
    cloudfront: false,
    vpc: undefined,
    provisionedConcurrency: undefined,
    reservedConcurrency: false,
    snapStart: false,
    canary: true,
    liveVersion: undefined,
    originRotation: 'none',
    parameterFallback: {},
    parameterNames: undefined,
    functionUrl: false,
    accessLog: 'full',
    alarmEmail: undefined,
    runbook: 'docs/runbook.md',
    expectedRequests: undefined,
    syntheticCanary: false,
    accountConcurrency: 1000,
    monthlyBudget: undefined,
    costAnomalies: undefined,
  });
});

test('an empty string counts as not given', () => strictEqual(read({ stage: '' }), undefined));

test('takes numbers and booleans, as cdk.json may have them', () => {
  const options = read({
    stage: 'dev',
    arch: 'arm64',
    package: 'zip',
    zipPath: ZIP,
    memory: 256,
    cloudfront: true,
    vpc: false,
  });
  deepStrictEqual([options?.memory, options?.cloudfront, options?.vpc], [256, true, undefined]);
});

test('takes a zip for the processor of the function, stored or compressed', () => {
  strictEqual(read({ stage: 'dev', arch: 'arm64', package: 'zip', zipPath: ZIP })?.arch, 'arm64');
  strictEqual(read({ stage: 'dev', arch: 'x86_64', package: 'zip', zipPath: ON_X86_64 })?.arch, 'x86_64');
});

test('the domain of prod, and only its, may come from the environment', () => {
  const environment = { PROD_CERTIFICATE_ARN: ARN, PROD_HOSTED_ZONE_ID: 'Z1' };
  deepStrictEqual(read({ ...IMAGE, stage: 'prod', domainName: 'a.example' }, environment)?.domain, {
    name: 'a.example',
    certificateArn: ARN,
    hostedZoneId: 'Z1',
  });
  throws(
    () => read({ ...IMAGE, stage: 'prod' }, environment),
    /^Error: domainName: is missing, though PROD_CERTIFICATE_ARN or PROD_HOSTED_ZONE_ID is set/,
  );
  strictEqual(read(IMAGE, environment)?.domain, undefined);
  throws(() => read({ ...IMAGE, domainName: 'a.example' }, environment), /^Error: certificateArn: is missing/);
});

test('refuses a certificate of another region', () => {
  const domain = { domainName: 'a.example', certificateArn: ARN, hostedZoneId: 'Z1' };
  const region = (name: string) => ({ CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: name });
  throws(
    () => makeApp({ ...IMAGE, ...domain }, region('eu-west-1')),
    new Error(
      'certificateArn: the certificate is in us-east-1 and the stack in eu-west-1; an API takes one of its own region',
    ),
  );
  makeApp({ ...IMAGE, ...domain }, region('us-east-1'));
});

test('refuses to guess the processor', () => {
  throws(
    () => read({ stage: 'dev', imageDigest: DIGEST }),
    new Error('arch: is missing; cdk.json has it under context, or give -c arch=arm64 or -c arch=x86_64'),
  );
});

test('a VPC may be looked up with an account and a region', () => {
  makeApp({ ...IMAGE, vpc: 'vpc-0a1b2c3d' }, { CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'eu-west-1' });
});
