import { roles } from '../roles.bicep'

param name string
param location string
param tags object
param sku 'basic' | 'standard'

@description('The app: it makes its index and fills it.')
param principalId string

resource service 'Microsoft.Search/searchServices@2023-11-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
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

// environment() names no suffix for search.
var suffix = environment().name == 'AzureChinaCloud'
  ? 'search.azure.cn'
  : environment().name == 'AzureUSGovernment' ? 'search.azure.us' : 'search.windows.net'

output endpoint string = 'https://${service.name}.${suffix}'
