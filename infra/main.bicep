targetScope = 'subscription'

import { alerts } from 'alerts.bicep'
import { durableBackend, hosting, operator, scale, searchSku } from 'types.bicep'

@minLength(1)
@maxLength(40)
@description('Name of the environment; every resource is named after it.')
param environmentName string

@description('Region of the resources. It must offer the plan.')
param location string

@description('Address at which the public reaches the site; the QR codes of certificates lead there. Empty: the address of the function app.')
param publicBaseUrl string = ''

@description('Web pages that may call the interface and put files to the storage, such as https://www.example.cn.')
param allowedOrigins string[] = []

@description('The first operator.')
param firstOperator operator

@secure()
@description('Initial password of the first operator.')
param firstOperatorPassword string

@secure()
@description('Key of SendGrid; empty: mails go to the outbox table.')
param sendGridKey string = ''

@description('Address that mails come from.')
param mailFrom string = ''

@description('Number or sender of text messages to numbers outside the mainland; empty: they go to the outbox table.')
param smsFrom string = ''

@secure()
@description('Key of Alibaba Cloud SMS for numbers of the mainland; empty: they go to the outbox table.')
param mainlandSmsKeyId string = ''

@secure()
@description('Secret of that key.')
param mainlandSmsKeySecret string = ''

@description('Approved signature of text messages in the mainland.')
param mainlandSmsSignName string = ''

@allowed(['Defender', 'None'])
@description('Whether Defender for Storage scans uploads; without it nothing does.')
param malwareScan string = 'Defender'

@description('Scale.')
param scaling scale = { maximumInstances: 40, instanceMemoryMB: 2048 }

@description('What the app runs on.')
param plan hosting = 'FlexConsumption'

@description('Where Durable Functions keep their histories. The scheduler needs the app published with DurableBackend=DurableTaskScheduler.')
param durable durableBackend = 'AzureStorage'

@description('Size of AI Search, which the library of transferable patents is searched by.')
param search searchSku = 'basic'

@description('Reaches storage and vault by private endpoints only.')
param privateNetwork bool = false

@description('Share of the traces that is sent, from 0 to 1; metrics and logs are sent whole.')
param telemetrySampling string = '1'

@description('Sends to numbers outside the mainland; the service exists in the public cloud only.')
param internationalSms bool = environment().name == 'AzureCloud'

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
// environment() names no suffix of sites.
var siteSuffixes = {
  AzureCloud: 'azurewebsites.net'
  AzureChinaCloud: 'chinacloudsites.cn'
  AzureUSGovernment: 'azurewebsites.us'
}
var functionAppName = '${abbreviations.functionApp}${token}'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module appIdentity 'components/identity.bicep' = {
  name: 'appIdentity'
  scope: group
  params: {
    name: '${abbreviations.userAssignedIdentity}${token}'
    location: location
    tags: tags
  }
}

module network 'components/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: '${abbreviations.virtualNetwork}${token}'
    location: location
    tags: tags
    delegation: plan == 'FlexConsumption' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
  }
}

module storage 'components/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${abbreviations.storage}${token}'
    location: location
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
    scanUploads: malwareScan == 'Defender'
    allowedOrigins: allowedOrigins
    network: network.?outputs.access
  }
}

module monitoring 'components/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalytics}${token}'
    name: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
  }
}

module attention 'components/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    actionGroupName: '${abbreviations.actionGroup}${token}'
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    mail: firstOperator.mail
    alerts: alerts
  }
}

module workbook 'components/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
  }
}

module searching 'components/search.bicep' = {
  name: 'search'
  scope: group
  params: {
    name: '${abbreviations.search}${token}'
    location: location
    tags: tags
    sku: search
    principalId: appIdentity.outputs.identity.principalId
  }
}

module scheduler 'components/scheduler.bicep' = if (durable == 'DurableTaskScheduler') {
  name: 'scheduler'
  scope: group
  params: {
    name: '${abbreviations.durableTaskScheduler}${token}'
    location: location
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
    clientId: appIdentity.outputs.identity.clientId
  }
}

module communication 'components/communication.bicep' = if (internationalSms) {
  name: 'communication'
  scope: group
  params: {
    name: '${abbreviations.communicationServices}${token}'
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
  }
}

module vault 'components/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
    network: network.?outputs.access
    firstOperatorPassword: firstOperatorPassword
    sendGridKey: sendGridKey
    mainlandSmsKeyId: mainlandSmsKeyId
    mainlandSmsKeySecret: mainlandSmsKeySecret
  }
}

module app 'components/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: functionAppName
    planName: '${abbreviations.plan}${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'api' })
    identity: appIdentity.outputs.identity
    plan: plan
    storageName: storage.outputs.name
    storageEndpoints: storage.outputs.endpoints
    subnetId: network.?outputs.appSubnetId ?? ''
    deploymentContainer: storage.outputs.deploymentContainer
    monitoringConnection: monitoring.outputs.connectionString
    scaling: scaling
    allowedOrigins: allowedOrigins
    settings: concat(vault.outputs.settings, scheduler.?outputs.settings ?? [], [
      {
        name: 'Filing__PublicBaseUrl'
        value: empty(publicBaseUrl) ? 'https://${functionAppName}.${siteSuffixes[environment().name]}' : publicBaseUrl
      }
      { name: 'Accounts__FirstOperator__Username', value: firstOperator.username }
      { name: 'Accounts__FirstOperator__Phone', value: firstOperator.phone }
      { name: 'Accounts__FirstOperator__Mail', value: firstOperator.mail }
      { name: 'Files__MalwareScan', value: malwareScan }
      { name: 'Telemetry__SamplingRatio', value: telemetrySampling }
      { name: 'Files__DirectUploads__Enabled', value: string(!privateNetwork) }
      { name: 'DataProtection__KeyId', value: vault.outputs.dataProtectionKeyId }
      { name: 'Recognition__SigningKeyId', value: vault.outputs.certificateSigningKeyId }
      { name: 'Search__Endpoint', value: searching.outputs.endpoint }
      { name: 'Sms__International__Endpoint', value: communication.?outputs.endpoint ?? '' }
      { name: 'Sms__International__From', value: smsFrom }
      { name: 'Sms__Mainland__SignName', value: mainlandSmsSignName }
      { name: 'Mail__From', value: mailFrom }
    ])
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output SERVICE_API_NAME string = app.outputs.name
output SERVICE_API_URI string = app.outputs.uri
