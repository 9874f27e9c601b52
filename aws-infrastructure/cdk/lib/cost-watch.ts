// What watches the bill: a budget, and the detection of anomalies. Both know phoney's costs by the tag `project`, and tell the alarms'
// topic.

import { Aws } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** The tag of all that belongs to phoney. It must be activated as a cost allocation tag, once per account. */
export const COST_TAG = { key: 'project', value: 'phoney' } as const;

/** Per cent of the budget that notify, of what was spent and of what the month will come to. */
const NOTIFICATIONS = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

export interface CostWatchProps {
  readonly name: string;
  readonly topic: Topic;
  /** In US dollars; undefined: no budget. */
  readonly monthlyBudget: number | undefined;
  /** The least impact of an anomaly that notifies, in US dollars; undefined: no detection. */
  readonly costAnomalies: number | undefined;
}

export class CostWatch extends Construct {
  constructor(scope: Construct, id: string, { name, topic, monthlyBudget, costAnomalies }: CostWatchProps) {
    super(scope, id);
    if (monthlyBudget !== undefined) this.addBudget(name, topic, monthlyBudget);
    if (costAnomalies !== undefined) this.addAnomalies(name, topic, costAnomalies);
  }

  private addBudget(name: string, topic: Topic, limit: number): void {
    const policy = letPublish(topic, 'BudgetPublishes', 'budgets.amazonaws.com');
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: name,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: limit, unit: 'USD' },
        costFilters: { TagKeyValue: [`user:${COST_TAG.key}$${COST_TAG.value}`] },
      },
      notificationsWithSubscribers: NOTIFICATIONS.map((notification) => ({
        notification: { ...notification, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
        subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
      })),
    }).node.addDependency(policy);
  }

  private addAnomalies(name: string, topic: Topic, impact: number): void {
    const policy = letPublish(topic, 'AnomaliesPublish', 'costalerts.amazonaws.com');
    // A monitor of services there may be only one of in an account, which AWS makes itself; those of tags are many.
    const monitor = new CfnAnomalyMonitor(this, 'AnomalyMonitor', {
      monitorName: name,
      monitorType: 'CUSTOM',
      monitorSpecification: JSON.stringify({ Tags: { Key: COST_TAG.key, Values: [COST_TAG.value] } }),
    });
    new CfnAnomalySubscription(this, 'AnomalySubscription', {
      subscriptionName: name,
      monitorArnList: [monitor.attrMonitorArn],
      // The only frequency that a topic may have.
      frequency: 'IMMEDIATE',
      subscribers: [{ type: 'SNS', address: topic.topicArn }],
      thresholdExpression: JSON.stringify({
        Dimensions: {
          Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          MatchOptions: ['GREATER_THAN_OR_EQUAL'],
          Values: [String(impact)],
        },
      }),
    }).node.addDependency(policy);
  }
}

/** Returns the topic's policy, which must be there before what needs it: both services try the topic when they are given it. */
function letPublish(topic: Topic, sid: string, service: string): Construct {
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal(service)],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic.node.findChild('Policy') as Construct;
}
