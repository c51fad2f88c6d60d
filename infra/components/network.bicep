import { privateAccess } from '../types.bicep'

param name string
param location string
param tags object

@description('Flex Consumption and a dedicated plan ask for different delegations.')
param delegation string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.0.0/24'
          delegations: [{ name: 'app', properties: { serviceName: delegation } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.0.1.0/24'
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

output appSubnetId string = network.properties.subnets[0].id
output access privateAccess = {
  subnetId: network.properties.subnets[1].id
  networkId: network.id
}
