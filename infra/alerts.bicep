import { alert } from 'types.bicep'

// The names are those of functions/Platform/Telemetry.cs; the worker exports them into customMetrics with their tags as dimensions. Gauges arrive when
// their timer has looked.

@export()
var alerts alert[] = [
  {
    name: 'workflows-failed'
    description: 'Workflows have failed or make no progress: GET /api/operations/workflows lists them with what to do.'
    severity: 1
    query: 'customMetrics | where name in ("workflows.failed", "workflows.stuck") | summarize value = max(valueMax) by name | where value > 0'
    window: 'PT30M'
    frequency: 'PT15M'
    consecutive: 1
  }
  {
    name: 'outbox-age'
    description: 'The oldest message has waited for more than half an hour: look at the dependency that the log names.'
    severity: 1
    query: 'customMetrics | where name == "outbox.age" | summarize age = max(valueMax) | where age > 1800'
    window: 'PT10M'
    frequency: 'PT5M'
    consecutive: 1
  }
  {
    name: 'reconcilers-late'
    description: 'Reconcilers have not ended well for hours: GET /api/operations/reconciliations names them and what ended them.'
    severity: 2
    query: 'customMetrics | where name == "reconcilers.late" | summarize value = max(valueMax) | where value > 0'
    window: 'PT30M'
    frequency: 'PT15M'
    consecutive: 1
  }
  {
    name: 'reviews-overdue'
    description: 'Reviews were decided after their term: the office has too few hands, or a queue that nobody looks at.'
    severity: 2
    query: 'customMetrics | where name == "reviews.overdue" | extend kind = tostring(customDimensions.kind) | summarize value = sum(valueSum) by kind | where value > 0'
    window: 'P1D'
    frequency: 'PT6H'
    consecutive: 1
  }
  {
    name: 'deliveries-failed'
    description: 'More than one in ten messages of a channel failed finally in an hour: look at the provider and its quota, then send again.'
    severity: 1
    query: 'customMetrics | where name == "notifications.deliveries" | extend channel = tostring(customDimensions.channel), state = tostring(customDimensions.state) | summarize failed = sumif(valueSum, state == "Failed"), total = sum(valueSum) by channel | where failed >= 5 and failed * 10 > total'
    window: 'PT1H'
    frequency: 'PT15M'
    consecutive: 1
  }
  {
    name: 'requests-failing'
    description: 'More than one in a hundred requests answered 5xx: the failures page of Application Insights names the function.'
    severity: 1
    query: 'requests | summarize failed = countif(toint(resultCode) >= 500), total = count() | where failed >= 5 and failed * 100 > total'
    window: 'PT15M'
    frequency: 'PT5M'
    consecutive: 1
  }
]
