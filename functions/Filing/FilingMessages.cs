using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Filing;

/// <summary>What a filing's end is told as, to whoever builds on filings in force (recognition, loans).</summary>
/// <param name="Filing">The filing.</param>
/// <param name="State">撤销备案 by the unit or by the platform.</param>
/// <param name="Reason">Why, in words that the unit may read.</param>
public sealed record FilingEnded(FilingId Filing, FilingState State, string Reason)
{
    /// <summary>Kind of the message.</summary>
    public const string Kind = "filing.ended";

    /// <summary>The message; it belongs to the write that ends the filing.</summary>
    public OutboxMessage ToMessage() => OutboxMessage.Of(Kind, this);
}

/// <summary>平台撤销备案, as another case asks for it: an objection was upheld.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Reason">Why, in words that the unit may read.</param>
/// <param name="DecidedBy">Who decided.</param>
public sealed record FilingRevocationOrder(FilingId Filing, string Reason, Actor DecidedBy)
{
    /// <summary>Kind of the message.</summary>
    public const string Kind = "filing.revoke";

    /// <summary>The message.</summary>
    public OutboxMessage ToMessage() => OutboxMessage.Of(Kind, this);
}

/// <summary>专利密集型产品认定 as the filing knows it: the last one.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="Certificate">证书编号.</param>
/// <param name="IssuedOn">发证日期.</param>
/// <param name="ValidUntil">有效期至.</param>
/// <param name="Standing">Whether it holds.</param>
public sealed record FilingRecognition(int Year, string Certificate, DateOnly IssuedOn, DateOnly ValidUntil, RecognitionStanding Standing);

/// <summary>Whether a recognition holds.</summary>
public enum RecognitionStanding
{
    /// <summary>已认定.</summary>
    Valid,

    /// <summary>认定到期.</summary>
    Expired,

    /// <summary>撤销认定.</summary>
    Revoked,
}

/// <summary>Told to a filing when its recognition begins, expires or is revoked.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Recognition">The recognition as it is now.</param>
public sealed record FilingRecognitionChanged(FilingId Filing, FilingRecognition Recognition)
{
    /// <summary>Kind of the message.</summary>
    public const string Kind = "filing.recognition";

    /// <summary>The message.</summary>
    public OutboxMessage ToMessage() => OutboxMessage.Of(Kind, this);
}
