namespace PatentFunctions.GeneratedClient;

/// <summary>What the chapters share: who plays, the clock, the files that are uploaded.</summary>
/// <param name="address">Where the app runs, with its sample accounts.</param>
/// <param name="through">What requests go through on their way to it.</param>
/// <param name="image">An image that the app takes as a scan or a picture, by its shade.</param>
/// <param name="archive">A ZIP file with such an image, by its shade.</param>
public sealed class Stage(Uri address, Func<HttpMessageHandler> through, Func<byte, byte[]> image, Func<byte, byte[]> archive) : IDisposable
{
    private const string SamplePassword = "Sample#2026";
    private readonly List<Person> people = [];

    /// <summary>The answer of every captcha of the sample data.</summary>
    public const string CaptchaAnswer = "2026";

    /// <summary>A new person who is not signed in.</summary>
    public Person Somebody()
    {
        var person = new Person(address, through());
        people.Add(person);
        return person;
    }

    /// <summary>A new person who is signed in with a sample account.</summary>
    public async Task<Person> SignedInAsync(string name)
    {
        var person = Somebody();
        await person.SignInAsync(name, SamplePassword, CaptchaAnswer);
        return person;
    }

    /// <summary>A scan or a picture.</summary>
    public byte[] Image(byte shade) => image(shade);

    /// <summary>A ZIP file.</summary>
    public byte[] Archive(byte shade) => archive(shade);

    /// <summary>The date, Asia/Shanghai.</summary>
    public async Task<DateOnly> TodayAsync() => DateOnly.FromDateTime((await Somebody().Client.ReadLocalClockAsync()).Result.Now.ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>Moves the clock, Asia/Shanghai.</summary>
    public async Task MoveAsync(DateOnly day, int hour, int minute) =>
        await Somebody().Client.MoveLocalClockAsync(new ClockMove { To = new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.FromHours(8)) });

    /// <summary>Asks for an SMS code and reads it from the outbox.</summary>
    public static async Task<string> SmsCodeAsync(Person person, string phone, SmsPurpose purpose)
    {
        var captcha = (await person.Client.IssueCaptchaAsync()).Result;
        await person.Client.SendSmsCodeAsync(new SmsCodeRequest { Phone = phone, Purpose = purpose, CaptchaId = captcha.Id, CaptchaAnswer = CaptchaAnswer });
        var letter = (await person.Client.ReadLocalOutboxAsync(phone)).Result.First();
        return string.Concat(letter.Text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
    }

    /// <summary>The refusal of an act that must be refused.</summary>
    public static async Task<ApiException<ProblemBody>> RefusalAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ApiException<ProblemBody> refused)
        {
            return refused;
        }
        throw new InvalidOperationException("It was not refused.");
    }

    /// <summary>Looks until something has happened by itself.</summary>
    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await done()) return;
            await Task.Delay(50);
        }
        throw new TimeoutException("It did not finish within 30 seconds.");
    }

    /// <summary>A download, read whole.</summary>
    public static async Task<byte[]> ReadAsync(FileResponse download)
    {
        using (download)
        {
            using var content = new MemoryStream();
            await download.Stream.CopyToAsync(content);
            return content.ToArray();
        }
    }

    /// <inheritdoc />
    public void Dispose() => people.ForEach(person => person.Dispose());
}
