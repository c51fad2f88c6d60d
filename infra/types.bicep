// Shapes that the components share.

@export()
@description('A setting of the function app.')
type setting = {
  name: string
  value: string
}

@export()
@description('The identity that the app acts as.')
type identity = {
  id: string
  clientId: string
  principalId: string
}

@export()
@description('What the deployment wants of scale. 2,048 MB an instance is enough for PDFs and spreadsheets.')
type scale = {
  maximumInstances: int
  instanceMemoryMB: 512 | 2048 | 4096
}

@export()
@description('The first operator, created at the first start; the password has to be replaced at the first sign-in.')
type operator = {
  username: string
  phone: string
  mail: string
}

@export()
@description('What the app runs on. Dedicated is for regions and clouds without Flex Consumption, as in China.')
type hosting = 'FlexConsumption' | 'Dedicated'

@export()
@description('Where Durable Functions keep their histories.')
type durableBackend = 'AzureStorage' | 'DurableTaskScheduler'

@export()
@description('Size of AI Search; basic holds some 15 GB, a million patents take about a quarter of that.')
type searchSku = 'basic' | 'standard'

@export()
@description('A subnet for private endpoints and the zones that their names are found in; absent where storage and vault are reached publicly.')
type privateAccess = {
  subnetId: string
  networkId: string
}

@export()
@description('A query over the custom metrics of the app (functions/Platform/Telemetry.cs) that someone must look at when it has results.')
type alert = {
  name: string

  @description('What it means, and what to do: the name of the section in the runbook.')
  description: string

  @description('0 is critical, 1 an error, 2 a warning.')
  severity: 0 | 1 | 2

  @description('KQL over customMetrics; a row for each thing that is wrong.')
  query: string

  @description('How far back the query looks, ISO 8601.')
  window: string

  @description('How often it is asked, ISO 8601.')
  frequency: string

  @description('How many times in a row it must have results.')
  consecutive: int
}
