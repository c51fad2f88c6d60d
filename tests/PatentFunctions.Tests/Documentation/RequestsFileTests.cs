using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Documentation;

/// <summary>requests.http, sent as an editor sends it, one after the other, is answered as it says.</summary>
[Trait("Spec", "COM-11")]
public sealed partial class RequestsFileTests
{
    private const string File = "requests.http";

    // httpyac ends before a pipe has taken all it said; a file takes it at once.
    private const string SendIntoFile = """
        const [script, file] = process.argv.slice(1), fs = require('fs');
        require('child_process').spawnSync(process.execPath, [script, 'send', file, '--all', '--json'], { stdio: ['ignore', fs.openSync('answers.json', 'w'), 'inherit'] });
        """;

    [ToolFact("node")]
    public async Task Requests_SentOneAfterTheOther_AreAnsweredAsTheyExpect()
    {
        await using var app = await TestApp.StartAsync("2026-09-28T10:00");
        var folder = Directory.CreateTempSubdirectory("requests-");
        try
        {
            var expected = Expectations();
            using var said = JsonDocument.Parse(await SendAsync(folder.FullName, app.Anybody().Http.BaseAddress!));
            var answers = said.RootElement.GetProperty("requests").EnumerateArray().Where(r => expected.ContainsKey(NameOf(r))).ToList();
            Assert.Equal(expected.Keys, answers.Select(NameOf));
            Assert.All(answers, a => Assert.True(StatusOf(a) == expected[NameOf(a)], $"{a.GetProperty("title")}: {expected[NameOf(a)]} is expected, but {Shown(a)}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Requests_WithAnAddressOfTheInterface_TellTheStatusTheyExpect()
    {
        var blocks = Blocks();
        Assert.All(blocks.Where(b => RequestLine().IsMatch(b)), b => Assert.Matches(Expectation(), b));
        var names = blocks.Where(b => RequestLine().IsMatch(b)).Select(NameOf).ToList();
        Assert.True(names.Count > 150, $"{names.Count} requests");
        Assert.Equal(names, names.Distinct());
    }

    private static Dictionary<string, int> Expectations() =>
        Blocks().Where(b => Expectation().IsMatch(b)).ToDictionary(NameOf, b => int.Parse(Expectation().Match(b).Groups[1].Value, CultureInfo.InvariantCulture));

    private static List<string> Blocks() => [.. BlockStart().Split(System.IO.File.ReadAllText(Path.Combine(RepositoryFolder.Path, File))).Skip(1)];

    private static string NameOf(string block) => Name().Match(block) is { Success: true } given ? given.Groups[1].Value : block.Split('\n')[0].Trim();

    private static string NameOf(JsonElement answer) => answer.GetProperty("name").GetString()!;

    private static int StatusOf(JsonElement answer) => answer.TryGetProperty("response", out var response) ? response.GetProperty("statusCode").GetInt32() : 0;

    private static string Shown(JsonElement answer) =>
        answer.TryGetProperty("response", out var response) ? $"{response.GetProperty("statusCode")} {response.GetProperty("body")}" : answer.GetProperty("testResults").ToString();

    // The file itself, but for the address: its pictures and the settings of httpyac lie beside it.
    private static async Task<string> SendAsync(string folder, Uri address)
    {
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, File));
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, File), text.Replace("@host = http://localhost:7071\n", $"@host = {address.GetLeftPart(UriPartial.Authority)}\n", StringComparison.Ordinal));
        foreach (var beside in Beside().Matches(text).Select(m => m.Groups[1].Value).Append(".httpyac.js").Distinct())
        {
            var path = Path.Combine(folder, beside);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            System.IO.File.Copy(Path.Combine(RepositoryFolder.Path, beside), path);
        }
        var script = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Httpyac").Value!;
        var start = new ProcessStartInfo("node", ["-e", SendIntoFile, script, File]) { WorkingDirectory = folder, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var output = await System.IO.File.ReadAllTextAsync(Path.Combine(folder, "answers.json"));
        Assert.True(output.Contains('{', StringComparison.Ordinal), output + errors);
        return output[output.IndexOf('{', StringComparison.Ordinal)..];
    }

    [GeneratedRegex("^### ?", RegexOptions.Multiline)]
    private static partial Regex BlockStart();

    [GeneratedRegex("^# @name (\\w+)$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex("^# Expect ([1-5]\\d\\d)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();

    [GeneratedRegex("^(GET|POST|PUT|DELETE) ", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex("^< \\./(.+)$", RegexOptions.Multiline)]
    private static partial Regex Beside();
}
