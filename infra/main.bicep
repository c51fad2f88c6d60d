targetScope = 'subscription'

import { operator, scale } from 'types.bicep'

@minLength(1)
@maxLength(40)
@description('Name of the environment; every resource is named after it.')
param environmentName string

@description('Region of the resources. It must offer Flex Consumption.')
param location string

@description('Address at which the public reaches the site; the QR codes of certificates lead there. Empty: the address of the function app.')
param publicBaseUrl string = ''

@description('Web pages that may call the interface, such as https://www.example.cn.')
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

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
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

module storage 'components/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${abbreviations.storage}${token}'
    location: location
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
    scanUploads: malwareScan == 'Defender'
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

module communication 'components/communication.bicep' = {
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
    firstOperatorPassword: firstOperatorPassword
    sendGridKey: sendGridKey
    mainlandSmsKeyId: mainlandSmsKeyId
    mainlandSmsKeySecret: mainlandSmsKeySecret
  }
}

module search 'components/search.bicep' = {
  name: 'search'
  scope: group
  params: {
    name: '${abbreviations.searchService}${token}'
    location: location
    tags: tags
    principalId: appIdentity.outputs.identity.principalId
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
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    monitoringConnection: monitoring.outputs.connectionString
    scaling: scaling
    allowedOrigins: allowedOrigins
    settings: concat(vault.outputs.settings, [
      { name: 'Filing__PublicBaseUrl', value: empty(publicBaseUrl) ? 'https://${functionAppName}.azurewebsites.net' : publicBaseUrl }
      { name: 'Accounts__FirstOperator__Username', value: firstOperator.username }
      { name: 'Accounts__FirstOperator__Phone', value: firstOperator.phone }
      { name: 'Accounts__FirstOperator__Mail', value: firstOperator.mail }
      { name: 'Files__MalwareScan', value: malwareScan }
      { name: 'DataProtection__KeyId', value: vault.outputs.dataProtectionKeyId }
      { name: 'Recognition__SigningKeyId', value: vault.outputs.certificateSigningKeyId }
      { name: 'Search__Endpoint', value: search.outputs.endpoint }
      { name: 'Sms__International__Endpoint', value: communication.outputs.endpoint }
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
