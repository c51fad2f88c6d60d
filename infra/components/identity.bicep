import { identity } from '../types.bicep'

param name string
param location string
param tags object

resource assigned 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

output identity identity = {
  id: assigned.id
  clientId: assigned.properties.clientId
  principalId: assigned.properties.principalId
}
