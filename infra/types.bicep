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
