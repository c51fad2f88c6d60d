using PatentFunctions;

return await HostPlatform.RunAsync(args);
