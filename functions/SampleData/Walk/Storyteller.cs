using System.Globalization;
using System.Text.Json;

namespace PatentFunctions.SampleData.Walk;

/// <summary>Tells the chapters of a walk as they are played: numbered steps, and after each the SMS and mails that it sent.</summary>
/// <param name="address">Where the app runs.</param>
/// <param name="folder">Where documents are put.</param>
/// <param name="output">Where the story is told.</param>
/// <param name="through">What requests go through on their way to the app.</param>
internal sealed class Storyteller(Uri address, string folder, TextWriter output, Func<HttpMessageHandler> through) : IDisposable
{
    private const int LongestText = 160;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly WalkClient anybody = new(address, "访客", through());
    private int step;

    /// <summary>Distinguishes the names of this walk from those of every other one against the same app.</summary>
    public string Tag { get; } = Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture);

    public Uri Address => address;

    public TextWriter Output => output;

    /// <summary>Somebody at a front end.</summary>
    public WalkClient Somebody(string who) => new(address, who, through());

    /// <summary>One step of the story.</summary>
    public void Tell(string text) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++step,3}. {text}"));

    /// <summary>What belongs to the step told last.</summary>
    public void Detail(string text) => output.WriteLine("     " + text);

    /// <summary>SMS and mails that left since they were told last, the oldest first.</summary>
    public async Task TellLettersAsync()
    {
        var letters = (await anybody.GetAsync("local/outbox.json")).Json.EnumerateArray().Reverse().Where(l => told.Add(l.GetProperty("operationId").GetString()!));
        foreach (var letter in letters)
        {
            var text = letter.GetProperty("text").GetString()!.ReplaceLineEndings(" ");
            var to = letter.GetProperty("to").GetString();
            Detail($"✉ {(letter.GetProperty("channel").GetString() == "sms" ? "短信" : "邮件")} → {to}：{(text.Length <= 90 ? text : text[..90] + "…")}");
        }
    }

    /// <summary>Moves the clock forward and waits until everything that was due has happened.</summary>
    /// <param name="china">To when, Asia/Shanghai.</param>
    /// <param name="what">What is over by then.</param>
    public async Task MoveAsync(DateTime china, string what)
    {
        await anybody.PostAsync("local/clock", new { to = new DateTimeOffset(china, TimeSpan.FromHours(8)) });
        Tell($"时钟拨到 {china:yyyy年M月d日 HH:mm}，{what}");
        await TellLettersAsync();
    }

    /// <summary>The story's date, Asia/Shanghai.</summary>
    public async Task<DateOnly> TodayAsync() => ChinaTime.DateOf((await anybody.GetAsync("local/clock")).Json.GetProperty("now").GetDateTimeOffset());

    /// <summary>The code of the last SMS to a phone.</summary>
    public async Task<string> SmsCodeAsync(string phone)
    {
        var text = (await anybody.GetAsync($"local/outbox.json?to={phone}")).Json[0].GetProperty("text").GetString()!;
        return new string([.. text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
    }

    /// <summary>Puts a document into the folder of the walk.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> KeepAsync(string name, byte[] content)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, content);
        return path;
    }

    /// <summary>Looks until something has happened by itself.</summary>
    public static async Task WaitAsync(Func<Task<bool>> done, string what)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await done()) return;
            await Task.Delay(50);
        }
        throw new WalkException(what + "没有在 30 秒内完成");
    }

    /// <summary>The beginning of a long text.</summary>
    public static string Shorten(JsonElement json)
    {
        var text = json.ToString().ReplaceLineEndings(" ");
        return text.Length <= LongestText ? text : text[..LongestText] + "…";
    }

    public void Dispose() => anybody.Dispose();
}
