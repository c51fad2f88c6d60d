using System.Text.Json;

namespace PatentFunctions.Platform.Cases;

/// <summary>
/// Something that leaves after the write: start a workflow, raise an event, notify, refresh a projection. It is stored in the same batch as
/// the act and handled at least once; its handler makes the effect happen once (COM-02).
/// </summary>
/// <param name="Kind">Names the handler.</param>
/// <param name="Payload">What the handler needs.</param>
public sealed record OutboxMessage(string Kind, JsonElement Payload)
{
    /// <summary>A message with a payload of a type.</summary>
    public static OutboxMessage Of<T>(string kind, T payload) => new(kind, JsonSerializer.SerializeToElement(payload, PlatformJson.Stored));
}

/// <summary>A message as it waits in its partition.</summary>
/// <param name="Message">The message.</param>
/// <param name="Stamp">The act that sent it.</param>
/// <param name="Attempts">Failed attempts so far.</param>
/// <param name="NotBefore">Earliest next attempt.</param>
/// <param name="Failure">Why the last attempt failed.</param>
/// <param name="Dead">True once given up: a recorded final failure that an operator sees.</param>
public sealed record WaitingMessage(OutboxMessage Message, ActStamp Stamp, int Attempts = 0, DateTimeOffset? NotBefore = null, string? Failure = null, bool Dead = false);

/// <summary>A message handed to its handler.</summary>
/// <param name="OperationId">The same at every attempt, different for every message: what makes the effect happen once.</param>
/// <param name="Case">The case that sent it.</param>
/// <param name="Stamp">The act that sent it.</param>
/// <param name="Payload">The payload.</param>
public sealed record OutboxDelivery(string OperationId, CaseAddress Case, ActStamp Stamp, JsonElement Payload)
{
    /// <summary>The payload as a type.</summary>
    public T Read<T>() => Payload.Deserialize<T>(PlatformJson.Stored)!;
}

/// <summary>Handles one kind of message. An exception means "not yet": the message stays and is tried again with back-off.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind it handles.</summary>
    string Kind { get; }

    /// <summary>Takes effect once for each <see cref="OutboxDelivery.OperationId"/>.</summary>
    Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation);
}
