# The same alarms, metrics from logs, dashboard and saved queries as the CDK stack has, for those who run phoney with Terraform or
# OpenTofu. Nothing is defined here: the files beside this one are, and cdk/lib/monitoring.ts reads them too.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "stage" {
  description = "Which deployment to watch: dev, staging or prod."
  type        = string
  validation {
    condition     = contains(["dev", "staging", "prod"], var.stage)
    error_message = "stage must be dev, staging or prod."
  }
}

variable "function_name" {
  description = "Name of the Lambda function, phoney-STAGE if the CDK stack made it."
  type        = string
}

variable "api_id" {
  description = "Id of the HTTP API, the first label of its execute-api host name."
  type        = string
}

variable "topic_arn" {
  description = "ARN of the SNS topic that hears of alarms and of their end."
  type        = string
}

variable "account_concurrency" {
  description = "The account's quota of Lambda's concurrency in this region; aws lambda get-account-settings tells it."
  type        = number
  default     = 1000
}

variable "runbook" {
  description = "Where docs/runbook.md can be read. The alarms name it."
  type        = string
  default     = "docs/runbook.md"
}

variable "options" {
  description = "The optional alarms, by the names of the CDK's options: cloudfront, expectedRequests, syntheticCanary. The canary itself is the CDK's."
  type        = list(string)
  default     = []
}

variable "distribution_id" {
  description = "Id of the CloudFront distribution, for the option cloudfront. Its metrics are in us-east-1, so the provider's region must be that."
  type        = string
  default     = "none"
}

variable "expected_requests" {
  description = "The least number of requests in an hour, for the option expectedRequests."
  type        = number
  default     = 0
}

# Its `id` is the name of the region in every version of the provider; `name` is going.
data "aws_region" "current" {}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  names = {
    stage               = var.stage
    region              = data.aws_region.current.id
    account             = data.aws_caller_identity.current.account_id
    partition           = data.aws_partition.current.partition
    function_name       = var.function_name
    api_id              = var.api_id
    distribution_id     = var.distribution_id
    runbook             = var.runbook
    account_concurrency = var.account_concurrency
    expected_requests   = var.expected_requests
  }
  monitoring     = jsondecode(templatefile("${path.module}/alarms.json", local.names))
  metric_filters = { for filter in local.monitoring.metricFilters : filter.name => filter }
  alarms         = { for alarm in local.monitoring.alarms : alarm.name => alarm if try(contains(var.options, alarm.option), true) }
  composites     = { for alarm in local.monitoring.composites : alarm.name => alarm }

  # A query is a paragraph, and its first line, a comment, is its name.
  queries = { for query in split("\n\n", trimspace(file("${path.module}/log-insights-queries.txt"))) : regex("^# (.*)", query)[0] => query }
}

resource "aws_cloudwatch_log_metric_filter" "phoney" {
  for_each       = local.metric_filters
  name           = each.value.name
  log_group_name = each.value.logGroup
  pattern        = each.value.pattern

  metric_transformation {
    name      = each.value.name
    namespace = each.value.namespace
    value     = each.value.value
    unit      = each.value.unit
  }
}

resource "aws_cloudwatch_metric_alarm" "phoney" {
  for_each            = local.alarms
  alarm_name          = each.value.name
  alarm_description   = each.value.description
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold[var.stage]
  evaluation_periods  = each.value.evaluationPeriods
  datapoints_to_alarm = each.value.datapointsToAlarm
  treat_missing_data  = each.value.missingData
  actions_enabled     = true

  # An alarm that is part of a composite leaves the message to it.
  alarm_actions = each.value.notifies ? [var.topic_arn] : []
  ok_actions    = each.value.notifies ? [var.topic_arn] : []

  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id          = metric_query.value.id
      return_data = !can(each.value.expression)
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        stat        = try(metric_query.value.statistic[var.stage], metric_query.value.statistic)
        period      = each.value.period
      }
    }
  }

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [each.value.expression] : []
    content {
      id          = "watched"
      expression  = metric_query.value
      label       = each.value.name
      return_data = true
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "phoney" {
  for_each          = local.composites
  alarm_name        = each.value.name
  alarm_description = each.value.description
  alarm_rule        = each.value.rule
  alarm_actions     = [var.topic_arn]
  ok_actions        = [var.topic_arn]

  # The rule names alarms, which must exist.
  depends_on = [aws_cloudwatch_metric_alarm.phoney]
}

resource "aws_cloudwatch_dashboard" "phoney" {
  dashboard_name = "phoney-${var.stage}"
  dashboard_body = templatefile("${path.module}/cloudwatch-dashboard.json", local.names)
}

resource "aws_cloudwatch_query_definition" "phoney" {
  for_each        = local.queries
  name            = "phoney-${var.stage}/${each.key}"
  log_group_names = ["/aws/lambda/${var.function_name}"]
  query_string    = each.value
}
