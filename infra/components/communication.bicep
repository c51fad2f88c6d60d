import { roles } from '../roles.bicep'

param name string
param tags object

@description('The app: it sends text messages by its identity.')
param principalId string

@description('Where data is kept at rest.')
param dataLocation string = 'Asia Pacific'

resource service 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, principalId, roles.communicationAndEmailServiceOwner)
  scope: service
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.communicationAndEmailServiceOwner
    )
  }
}

output endpoint string = 'https://${service.properties.hostName}'
