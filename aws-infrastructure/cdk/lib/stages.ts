// What differs between the stages, in one place. Thresholds of alarms are in monitoring/alarms.json, which Terraform reads too.

import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export const STAGE_NAMES = ['dev', 'staging', 'prod'] as const;

export type StageName = (typeof STAGE_NAMES)[number];

export interface Stage {
  /** Memory of the function in MB. Lambda gives it CPU in proportion. */
  readonly memory: number;
  /** How long one invocation may take, in seconds. An HTTP API gives up after 30. */
  readonly timeout: number;
  /** Invocations at once: reserved for the function with the context key reservedConcurrency, else the account's. */
  readonly concurrency: number;
  /** Requests per second, and at once, that the HTTP API lets through to phoney from all clients together. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Requests a minute that phoney takes from one client. */
  readonly rateLimitPerMinute: number;
  readonly logRetention: RetentionDays;
  /** Whether logs and secrets outlive the stack, and the stack is protected from deletion. */
  readonly keep: boolean;
  /** Whether a new version gets a tenth of the traffic first, and is withdrawn when an alarm rings. */
  readonly canary: boolean;
}

/**
 * Memory is for the processor that comes with it: phoney uses less than 32 MB, and one processor comes with 1,769 MB. It costs a few cents
 * a million requests at most (docs/cost.md, Memory), and is what a login waits for: bcrypt at cost 12 takes 0.2 s of a whole processor,
 * so about 3 s at 128 MB, 1.4 s at 256, 0.7 s at 512 and 0.35 s at 1024.
 */
export const STAGES: Readonly<Record<StageName, Stage>> = {
  dev: {
    memory: 256,
    timeout: 15,
    concurrency: 100,
    throttle: { rate: 50, burst: 100 },
    rateLimitPerMinute: 600,
    logRetention: RetentionDays.ONE_WEEK,
    keep: false,
    canary: false,
  },
  staging: {
    memory: 512,
    timeout: 30,
    concurrency: 500,
    throttle: { rate: 250, burst: 500 },
    rateLimitPerMinute: 600,
    logRetention: RetentionDays.ONE_MONTH,
    keep: false,
    canary: false,
  },
  prod: {
    memory: 1024,
    timeout: 30,
    concurrency: 1000,
    throttle: { rate: 1000, burst: 2000 },
    rateLimitPerMinute: 60,
    logRetention: RetentionDays.THREE_MONTHS,
    keep: true,
    canary: true,
  },
};

/** What becomes of logs and secrets when the stack goes. Those of a first deployment that fails go in any case: their names would stop the next. */
export function removalPolicy(stage: Stage): RemovalPolicy {
  return stage.keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
