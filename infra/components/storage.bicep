import { roles } from '../roles.bicep'
import { privateAccess } from '../types.bicep'

param name string
param location string
param tags object

@description('The app: it reads and writes blobs, queues (Durable Functions) and tables.')
param principalId string

@description('Turns on malware scanning of uploads.')
param scanUploads bool

@description('Web pages that put files to addresses of direct uploads.')
param allowedOrigins string[]

@description('Closes the account to the public network.')
param network privateAccess?

var deploymentContainerName = 'deployment'
var quarantineContainerName = 'quarantine'

// The first also lets the app ask for the user delegation keys that addresses of direct uploads are signed by (Storage Blob Delegator is in it).
var dataRoles = [roles.storageBlobDataOwner, roles.storageQueueDataContributor, roles.storageTableDataContributor]

// Only identities get in: there is no key to lose.
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: network == null ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: network == null ? 'Allow' : 'Deny', bypass: 'AzureServices' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
      cors: {
        corsRules: empty(allowedOrigins)
          ? []
          : [
              {
                allowedOrigins: allowedOrigins
                allowedMethods: ['PUT']
                allowedHeaders: ['content-type', 'x-ms-blob-type']
                exposedHeaders: []
                maxAgeInSeconds: 3600
              }
            ]
      }
    }

    resource deployment 'containers' = {
      name: deploymentContainerName
      properties: { publicAccess: 'None' }
    }

    resource files 'containers' = {
      name: 'files'
      properties: { publicAccess: 'None' }
    }

    resource quarantine 'containers' = {
      name: quarantineContainerName
      properties: { publicAccess: 'None' }
    }

    resource keys 'containers' = {
      name: 'keys'
      properties: { publicAccess: 'None' }
    }
  }
}

// The app sweeps its quarantine every hour; this takes what it could not.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'empty-quarantine'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob', 'appendBlob']
              prefixMatch: ['${quarantineContainerName}/']
            }
            actions: {
              baseBlob: { delete: { daysAfterModificationGreaterThan: 2 } }
              snapshot: { delete: { daysAfterCreationGreaterThan: 2 } }
            }
          }
        }
      ]
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in dataRoles: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource scanning 'Microsoft.Security/defenderForStorageSettings@2022-12-01-preview' = if (scanUploads) {
  name: 'current'
  scope: account
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      onUpload: { isEnabled: true, capGBPerMonth: 1000 }
    }
    sensitiveDataDiscovery: { isEnabled: false }
  }
}

module endpoints 'private-endpoint.bicep' = [
  for service in ['blob', 'queue', 'table']: if (network != null) {
    name: 'storage-${service}'
    params: {
      name: 'pe-${name}-${service}'
      location: location
      tags: tags
      network: network!
      targetId: account.id
      groupId: service
      zone: 'privatelink.${service}.${environment().suffixes.storage}'
    }
  }
]

output name string = account.name
output deploymentContainer string = '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'

@description('Addresses in whatever cloud this is.')
output endpoints { blob: string, queue: string, table: string } = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}
