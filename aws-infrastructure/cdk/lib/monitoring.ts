// Alarms, the topic that hears of them, the dashboard and the saved queries. What they say is in ../../monitoring.

import { Aws } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnMetricFilter, CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

import {
  type AlarmDefinition,
  type AlarmMetric,
  type AlarmOption,
  type MonitoringData,
  type Names,
  readDashboard,
  readMonitoring,
  readQueries,
} from './monitoring-data';
import type { Options } from './options';
import { accessLogName } from './service-api';
import type { StageName } from './stages';

export interface MonitoringProps {
  readonly options: Options;
  readonly functionName: string;
  readonly logGroup: LogGroup;
  readonly accessLog: LogGroup;
  readonly apiId: string;
  /** With CloudFront. */
  readonly distributionId: string | undefined;
}

/** Stands where an alarm that is not made has the name of what is not there. */
const ABSENT = 'none';

export class Monitoring extends Construct {
  readonly topic: Topic;
  readonly dashboardUrl: string;
  /** The alarms at which a new version is withdrawn. */
  readonly rollbackAlarms: CfnAlarm[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    super(scope, id);
    const names: Names = {
      stage: props.options.stage,
      region: Aws.REGION,
      account: Aws.ACCOUNT_ID,
      partition: Aws.PARTITION,
      function_name: props.functionName,
      api_id: props.apiId,
      distribution_id: props.distributionId ?? ABSENT,
      runbook: props.options.runbook,
      account_concurrency: props.options.accountConcurrency,
      expected_requests: props.options.expectedRequests ?? 0,
    };
    const data = this.withoutSilent(readMonitoring(names));
    this.topic = this.createTopic();
    this.addMetricFilters(data);
    const alarms = data.alarms.filter((each) => this.has(each.option)).map((definition) => this.addAlarm(definition));
    this.addComposites(data, alarms);
    new CfnDashboard(this, 'Dashboard', { dashboardName: props.functionName, dashboardBody: readDashboard(names) });
    this.dashboardUrl = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${props.functionName}`;
    for (const query of readQueries()) {
      new CfnQueryDefinition(this, `Query ${query.name}`, {
        name: `${props.functionName}/${query.name}`,
        queryString: query.text,
        logGroupNames: [props.logGroup.logGroupName],
      });
    }
  }

  /** Without the metrics of the access log if that is off, and without the alarms on them, which could never go off. */
  private withoutSilent(data: MonitoringData): MonitoringData {
    const { options, functionName } = this.props;
    if (options.accessLog !== 'off') return data;
    const silent = data.metricFilters.filter((filter) => filter.logGroup === accessLogName(functionName));
    const isSilent = (metric: AlarmMetric): boolean =>
      silent.some((filter) => filter.namespace === metric.namespace && filter.name === metric.name);
    return {
      ...data,
      metricFilters: data.metricFilters.filter((filter) => !silent.includes(filter)),
      alarms: data.alarms.filter((alarm) => !alarm.metrics.some(isSilent)),
    };
  }

  /** Whether alarms of an option are made. */
  private has(option: AlarmOption | undefined): boolean {
    return option === undefined || Boolean(this.props.options[option]);
  }

  private createTopic(): Topic {
    const topic = new Topic(this, 'Topic', {
      topicName: `${this.props.functionName}-alarms`,
      displayName: `phoney ${this.props.options.stage}`,
      enforceSSL: true,
    });
    // A policy of its own takes the place of the one that would let the account's alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const email = this.props.options.alarmEmail;
    if (email) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  private addMetricFilters(data: MonitoringData): void {
    for (const filter of data.metricFilters) {
      new CfnMetricFilter(this, `Filter ${filter.name}`, {
        filterName: filter.name,
        logGroupName: filter.logGroup,
        filterPattern: filter.pattern,
        metricTransformations: [
          {
            metricName: filter.name,
            metricNamespace: filter.namespace,
            metricValue: filter.value,
            unit: filter.unit,
          },
        ],
      }).node.addDependency(this.props.logGroup, this.props.accessLog);
    }
  }

  private addAlarm(definition: AlarmDefinition): CfnAlarm {
    const { stage } = this.props.options;
    const actions = definition.notifies ? [this.topic.topicArn] : [];
    const alarm = new CfnAlarm(this, `Alarm ${definition.name}`, {
      alarmName: definition.name,
      alarmDescription: definition.description,
      comparisonOperator: definition.comparison,
      threshold: definition.threshold[stage],
      evaluationPeriods: definition.evaluationPeriods,
      datapointsToAlarm: definition.datapointsToAlarm,
      treatMissingData: definition.missingData,
      actionsEnabled: true,
      alarmActions: actions,
      okActions: actions,
      metrics: metricQueries(definition, stage),
    });
    if (definition.rollsBack) this.rollbackAlarms.push(alarm);
    return alarm;
  }

  private addComposites(data: MonitoringData, alarms: readonly CfnAlarm[]): void {
    for (const definition of data.composites) {
      const composite = new CfnCompositeAlarm(this, pascalCase(definition.name.replace(/^phoney-\w+?-/, '')), {
        alarmName: definition.name,
        alarmDescription: definition.description,
        alarmRule: definition.rule,
        alarmActions: [this.topic.topicArn],
        okActions: [this.topic.topicArn],
      });
      // The rule names alarms, which must exist.
      for (const alarm of alarms) composite.addResourceDependency(alarm);
    }
  }
}

/** `slow-burn` as SlowBurn. */
function pascalCase(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());
}

function statisticOf(metric: AlarmMetric, stage: StageName): string {
  return typeof metric.statistic === 'string' ? metric.statistic : metric.statistic[stage];
}

function metricQueries(definition: AlarmDefinition, stage: StageName): CfnAlarm.MetricDataQueryProperty[] {
  const { expression, period } = definition;
  const queries: CfnAlarm.MetricDataQueryProperty[] = definition.metrics.map((metric) => ({
    id: metric.id,
    returnData: expression === undefined,
    metricStat: {
      metric: {
        namespace: metric.namespace,
        metricName: metric.name,
        dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
      },
      stat: statisticOf(metric, stage),
      period,
    },
  }));
  if (expression !== undefined) {
    queries.push({ id: 'watched', expression, label: definition.name, returnData: true });
  }
  return queries;
}
