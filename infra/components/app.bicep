import { hosting, identity as appIdentity, scale, setting } from '../types.bicep'

param name string
param planName string
param location string
param tags object
param identity appIdentity
param plan hosting

@description('The account of the host and of the app.')
param storageName string

@description('Its addresses: the host would look for them in the public cloud.')
param storageEndpoints { blob: string, queue: string, table: string }

@description('Address of the container that packages are deployed to.')
param deploymentContainer string

@description('The subnet that the app reaches others from; empty: the public network.')
param subnetId string

param monitoringConnection string
param scaling scale
param allowedOrigins string[]

@description('Settings of the application.')
param settings setting[]

var flexible = plan == 'FlexConsumption'

// The host reads the storage of its own by identity too; Tables and Blobs of the app are the same account.
var hostSettings = [
  { name: 'AzureWebJobsStorage__blobServiceUri', value: storageEndpoints.blob }
  { name: 'AzureWebJobsStorage__queueServiceUri', value: storageEndpoints.queue }
  { name: 'AzureWebJobsStorage__tableServiceUri', value: storageEndpoints.table }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: identity.clientId }
  { name: 'AzureWebJobsDisableHomepage', value: 'true' }
  { name: 'AZURE_CLIENT_ID', value: identity.clientId }
  { name: 'AZURE_AUTHORITY_HOST', value: environment().authentication.loginEndpoint }
  { name: 'Storage__Account', value: storageName }
  { name: 'Storage__EndpointSuffix', value: environment().suffixes.storage }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: monitoringConnection }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identity.clientId};Authorization=AAD' }
]

// Flex Consumption has them in functionAppConfig and refuses them as settings.
var planSettings = flexible
  ? []
  : [
      { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
      { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'dotnet-isolated' }
      { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '1' }
    ]

resource farm 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: flexible ? 'functionapp' : 'linux'
  sku: flexible ? { name: 'FC1', tier: 'FlexConsumption' } : { name: 'P0v3', tier: 'PremiumV3', capacity: 2 }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: flexible
      ? {
          deployment: {
            storage: {
              type: 'blobContainer'
              value: deploymentContainer
              authentication: {
                type: 'UserAssignedIdentity'
                userAssignedIdentityResourceId: identity.id
              }
            }
          }
          runtime: { name: 'dotnet-isolated', version: '10.0' }
          scaleAndConcurrency: {
            maximumInstanceCount: scaling.maximumInstances
            instanceMemoryMB: scaling.instanceMemoryMB
          }
        }
      : null
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      alwaysOn: flexible ? null : true
      linuxFxVersion: flexible ? null : 'DOTNET-ISOLATED|10.0'
      cors: { allowedOrigins: allowedOrigins }
      appSettings: concat(hostSettings, planSettings, settings)
    }
  }
}

// No passwords for deployments: azd comes by Entra.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

output name string = site.name
output uri string = 'https://${site.properties.defaultHostName}'
