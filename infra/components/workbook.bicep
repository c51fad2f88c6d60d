param location string
param tags object

@description('Application Insights that it shows.')
param insightsId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'operations')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: '专利产业化服务平台 — 运行'
    sourceId: insightsId
    serializedData: string(loadJsonContent('workbook.json'))
    version: '1.0'
  }
}
