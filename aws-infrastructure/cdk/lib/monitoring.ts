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
  type MonitoringData,
  type Names,
  readDashboard,
  readMonitoring,
  readQueries,
} from './monitoring-data';
import type { StageName } from './stages';

export interface MonitoringProps {
  readonly stageName: StageName;
  readonly functionName: string;
  readonly logGroup: LogGroup;
  readonly apiId: string;
  readonly alarmEmail: string | undefined;
}

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
      stage: props.stageName,
      region: Aws.REGION,
      account: Aws.ACCOUNT_ID,
      partition: Aws.PARTITION,
      function_name: props.functionName,
      api_id: props.apiId,
    };
    const data = readMonitoring(names);
    this.topic = this.createTopic();
    this.addMetricFilters(data);
    const alarms = data.alarms.map((definition) => this.addAlarm(definition));
    this.addHealth(data, alarms);
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

  private createTopic(): Topic {
    const topic = new Topic(this, 'Topic', {
      topicName: `${this.props.functionName}-alarms`,
      displayName: `phoney ${this.props.stageName}`,
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
    if (this.props.alarmEmail) topic.addSubscription(new EmailSubscription(this.props.alarmEmail));
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
      }).node.addDependency(this.props.logGroup);
    }
  }

  private addAlarm(definition: AlarmDefinition): CfnAlarm {
    const actions = definition.health ? [] : [this.topic.topicArn];
    const alarm = new CfnAlarm(this, `Alarm ${definition.name}`, {
      alarmName: definition.name,
      alarmDescription: definition.description,
      comparisonOperator: definition.comparison,
      threshold: definition.threshold[this.props.stageName],
      evaluationPeriods: definition.evaluationPeriods,
      datapointsToAlarm: definition.datapointsToAlarm,
      treatMissingData: definition.missingData,
      actionsEnabled: true,
      alarmActions: actions,
      okActions: actions,
      metrics: metricQueries(definition),
    });
    if (definition.rollsBack) this.rollbackAlarms.push(alarm);
    return alarm;
  }

  private addHealth(data: MonitoringData, alarms: readonly CfnAlarm[]): void {
    const health = new CfnCompositeAlarm(this, 'Health', {
      alarmName: data.composite.name,
      alarmDescription: data.composite.description,
      alarmRule: data.composite.rule,
      alarmActions: [this.topic.topicArn],
      okActions: [this.topic.topicArn],
    });
    // The rule names the alarms, which must exist.
    for (const alarm of alarms) health.addResourceDependency(alarm);
  }
}

function metricQueries(definition: AlarmDefinition): CfnAlarm.MetricDataQueryProperty[] {
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
      stat: metric.statistic,
      period,
    },
  }));
  if (expression !== undefined) {
    queries.push({ id: 'watched', expression, label: definition.name, returnData: true });
  }
  return queries;
}
