import { roles } from '../roles.bicep'

param name string
param location string
param tags object

@description('The app: it makes the index and writes and reads it by its identity.')
param principalId string

@description('Size of the service; basic holds some 15 GB, a million patents take about a quarter of that.')
param sku string = 'basic'

param sku 'basic' | 'standard'

@description('The app: it makes its index and fills it.')
param principalId string

resource service 'Microsoft.Search/searchServices@2023-11-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    replicaCount: 1
    partitionCount: 1
    disableLocalAuth: true
  }
}

var searchRoles = [roles.searchServiceContributor, roles.searchIndexDataContributor]

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in searchRoles: {
    disableLocalAuth: true
    partitionCount: 1
    replicaCount: 1
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.searchServiceContributor, roles.searchIndexDataContributor]: {
    name: guid(service.id, principalId, role)
    scope: service
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output endpoint string = 'https://${service.name}.search.windows.net'
