import { alert } from '../types.bicep'

param actionGroupName string
param location string
param tags object

@description('Application Insights that the metrics are in.')
param insightsId string

@description('Who is told.')
param mail string

param alerts alert[]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'operators'
    emailReceivers: [{ name: 'operator', emailAddress: mail, useCommonAlertSchema: true }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: alert.name
    location: location
    tags: tags
    properties: {
      displayName: alert.name
      description: alert.description
      severity: alert.severity
      enabled: true
      autoMitigate: true
      scopes: [insightsId]
      evaluationFrequency: alert.frequency
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: alert.consecutive
              minFailingPeriodsToAlert: alert.consecutive
            }
          }
        ]
      }
      actions: { actionGroups: [operators.id] }
    }
  }
]
