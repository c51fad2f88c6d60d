namespace PatentFunctions.LocalHost;

/// <summary>
/// An instance of that id exists. Bears the name of the exception that the Azure side throws (which is not in its public listing):
/// a start must be harmless when repeated, so treat it as done.
/// </summary>
/// <param name="message">Which id, in which state.</param>
public sealed class OrchestrationAlreadyExistsException(string message) : InvalidOperationException(message);
