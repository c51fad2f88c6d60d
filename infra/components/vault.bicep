import { roles } from '../roles.bicep'
import { privateAccess, setting } from '../types.bicep'

param name string
param location string
param tags object

@description('The app: it reads secrets and uses keys.')
param principalId string

@secure()
param firstOperatorPassword string

@secure()
param sendGridKey string

@secure()
param mainlandSmsKeyId string

@secure()
param mainlandSmsKeySecret string

@description('Closes the vault to the public network.')
param network privateAccess?

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: network == null ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: network == null ? 'Allow' : 'Deny', bypass: 'AzureServices' }
  }

  // Wraps the keys that sign-in tokens and encrypted fields are protected with.
  resource dataProtection 'keys' = {
    name: 'data-protection'
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
    }
  }

  // Signs recognition certificates (ES256). A new version rotates; old versions stay enabled, so that what they signed can be checked.
  resource certificateSigning 'keys' = {
    name: 'certificate-signing'
    properties: {
      kty: 'EC'
      curveName: 'P-256'
      keyOps: ['sign', 'verify']
    }
  }

  resource operatorPassword 'secrets' = {
    name: 'first-operator-password'
    properties: { value: firstOperatorPassword }
  }

  resource sendGrid 'secrets' = if (!empty(sendGridKey)) {
    name: 'sendgrid-key'
    properties: { value: sendGridKey }
  }

  resource mainlandId 'secrets' = if (!empty(mainlandSmsKeyId)) {
    name: 'mainland-sms-key-id'
    properties: { value: mainlandSmsKeyId }
  }

  resource mainlandSecret 'secrets' = if (!empty(mainlandSmsKeyId)) {
    name: 'mainland-sms-key-secret'
    properties: { value: mainlandSmsKeySecret }
  }
}

var vaultRoles = [roles.keyVaultSecretsUser, roles.keyVaultCryptoUser]

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in vaultRoles: {
    name: guid(vault.id, principalId, role)
    scope: vault
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

module endpoint 'private-endpoint.bicep' = if (network != null) {
  name: 'vault-endpoint'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    network: network!
    targetId: vault.id
    groupId: 'vault'
    zone: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  }
}

var operatorSettings = [
  {
    name: 'Accounts__FirstOperator__Password'
    value: '@Microsoft.KeyVault(SecretUri=${vault::operatorPassword.properties.secretUri})'
  }
]
var mailSettings = empty(sendGridKey)
  ? []
  : [
      {
        name: 'Mail__SendGridKey'
        value: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/sendgrid-key)'
      }
    ]
var mainlandSettings = empty(mainlandSmsKeyId)
  ? []
  : [
      {
        name: 'Sms__Mainland__AccessKeyId'
        value: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/mainland-sms-key-id)'
      }
      {
        name: 'Sms__Mainland__AccessKeySecret'
        value: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/mainland-sms-key-secret)'
      }
    ]

output name string = vault.name
output dataProtectionKeyId string = vault::dataProtection.properties.keyUri
output certificateSigningKeyId string = vault::certificateSigning.properties.keyUri
output settings setting[] = concat(operatorSettings, mailSettings, mainlandSettings)
