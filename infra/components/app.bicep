import { identity as appIdentity, scale, setting } from '../types.bicep'

param name string
param planName string
param location string
param tags object
param identity appIdentity
param storageName string

@description('Address of the container that packages are deployed to.')
param deploymentContainer string

param monitoringConnection string
param scaling scale
param allowedOrigins string[]

@description('Settings of the application.')
param settings setting[]

// The host reads the storage of its own by identity too; Tables and Blobs of the app are the same account.
var hostSettings = [
  { name: 'AzureWebJobsStorage__accountName', value: storageName }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: identity.clientId }
  { name: 'AZURE_CLIENT_ID', value: identity.clientId }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: monitoringConnection }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identity.clientId};Authorization=AAD' }
]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
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
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    functionAppConfig: {
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
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      cors: { allowedOrigins: allowedOrigins }
      appSettings: concat(hostSettings, settings)
    }
  }
}

output name string = site.name
output uri string = 'https://${site.properties.defaultHostName}'
