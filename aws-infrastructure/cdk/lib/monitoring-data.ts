// The files of ../../monitoring, which alarms.tf reads too, typed and with their names filled in.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';

import type { StageName } from './stages';

/** Relative to build/lib, where this runs. */
const FOLDER = path.join(__dirname, '..', '..', '..', 'monitoring');

export interface MetricFilter {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly value: string;
  readonly namespace: string;
  readonly unit: string;
}

/** Either one value for all stages, or one for each. */
type PerStage<Value> = Value | Readonly<Record<StageName, Value>>;

export interface AlarmMetric {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly statistic: PerStage<string>;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** As the context key is called. */
export type AlarmOption = 'cloudfront' | 'expectedRequests' | 'syntheticCanary';

export interface AlarmDefinition {
  readonly name: string;
  readonly description: string;
  /** The option without which the alarm is not made. */
  readonly option?: AlarmOption;
  readonly metrics: readonly AlarmMetric[];
  /** Of the metrics' ids; the alarm watches it. Without one there is one metric. */
  readonly expression?: string;
  /** In seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: string;
  readonly threshold: Readonly<Record<StageName, number>>;
  readonly missingData: string;
  /** Whether it stops a canary deployment. */
  readonly rollsBack: boolean;
  /** If not, it is part of a composite, which notifies in its place. */
  readonly notifies: boolean;
}

export interface CompositeDefinition {
  readonly name: string;
  readonly description: string;
  readonly rule: string;
}

export interface MonitoringData {
  readonly metricFilters: readonly MetricFilter[];
  readonly alarms: readonly AlarmDefinition[];
  readonly composites: readonly CompositeDefinition[];
}

/** What stands for ${...} in the files. */
export interface Names {
  readonly stage: StageName;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly function_name: string;
  readonly api_id: string;
  readonly distribution_id: string;
  readonly runbook: string;
  readonly account_concurrency: number;
  readonly expected_requests: number;
}

export function readMonitoring(names: Names): MonitoringData {
  return JSON.parse(readFilled('alarms.json', names)) as MonitoringData;
}

/** The dashboard's body, JSON. */
export function readDashboard(names: Names): string {
  return JSON.stringify(JSON.parse(readFilled('cloudwatch-dashboard.json', names)));
}

export interface Query {
  readonly name: string;
  readonly text: string;
}

/** A query is a paragraph, and its first line, a comment, is its name. */
export function readQueries(): Query[] {
  const text = readFileSync(path.join(FOLDER, 'log-insights-queries.txt'), 'utf8');
  return text
    .trim()
    .split('\n\n')
    .map((query) => {
      const name = /^# (.*)/.exec(query)?.[1];
      if (name === undefined)
        throw new Error(`log-insights-queries.txt: a query does not begin with "# its name": ${query}`);
      return { name, text: query };
    });
}

function readFilled(file: string, names: Names): string {
  return readFileSync(path.join(FOLDER, file), 'utf8').replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = (names as unknown as Record<string, string | number>)[name];
    if (value === undefined) throw new Error(`${file}: there is nothing to fill in for \${${name}}`);
    return String(value);
  });
}
